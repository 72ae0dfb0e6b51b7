//! Work that other programs do on one core each: as many of them at a time as the machine has cores.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Result, anyhow};

/// Deals items out, one to each core in turn. With the biggest first, no core gets much more than another one.
pub fn dealt<T>(items: Vec<T>) -> Vec<Vec<T>> {
    deal(items, cores())
}

fn deal<T>(items: Vec<T>, hands: usize) -> Vec<Vec<T>> {
    let mut dealt: Vec<Vec<T>> = (0..hands.min(items.len())).map(|_| Vec::new()).collect();
    for (place, item) in items.into_iter().enumerate() {
        if let Some(hand) = dealt.get_mut(place % hands.max(1)) {
            hand.push(item);
        }
    }
    dealt
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `work` with each item, beginning with the first ones. After a fault nothing new is begun.
///
/// # Errors
/// Whatever `work` failed with.
pub fn each<T: Send>(items: Vec<T>, work: impl Fn(T) -> Result<()> + Sync) -> Result<()> {
    let threads = cores().min(items.len());
    let waiting = Mutex::new(items.into_iter());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let one_after_the_other = || -> Result<()> {
        while let Some(item) = next() {
            if let Err(fault) = work(item) {
                while next().is_some() {}
                return Err(fault);
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(one_after_the_other)).collect();
        let ended = running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(anyhow!("xtask panicked"))));
        ended.collect()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn each_item_is_worked_on_once() {
        let sum = AtomicU32::new(0);
        each((1..=100).collect(), |number: u32| {
            sum.fetch_add(number, Ordering::Relaxed);
            Ok(())
        })
        .unwrap();
        assert_eq!(sum.into_inner(), 5050);
        each(Vec::new(), |_: u32| Err(anyhow!("nothing is to be done"))).unwrap();
    }

    #[test]
    fn all_items_are_dealt_in_turn() {
        assert_eq!(deal(vec![5, 4, 3, 2, 1], 2), [vec![5, 3, 1], vec![4, 2]]);
        assert_eq!(deal(vec![5], 2), [vec![5]]);
        assert!(deal(Vec::<u8>::new(), 2).is_empty());
    }

    #[test]
    fn a_fault_is_told_and_ends_the_rest() {
        let begun = AtomicU32::new(0);
        let ended = each((0..10_000).collect(), |_: u32| {
            begun.fetch_add(1, Ordering::Relaxed);
            Err(anyhow!("no space"))
        });
        assert!(ended.unwrap_err().to_string().contains("no space"));
        // At most what every thread had taken already.
        assert!(begun.into_inner() < 10_000);
    }
}
