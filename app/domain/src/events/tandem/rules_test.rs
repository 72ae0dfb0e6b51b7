use super::*;
use crate::events::{
    port::RegistrationOutcome,
    roll::{KISO, Roll, date, half, noon, single, tandem, tandem_invited_by},
    rules::{Availability, parties},
    tandem::{Lost, PairView, State, state},
    types::Admission,
};
use RegistrationStatus::{Abgelaufen, Abgelehnt, Angemeldet, Bestaetigt, Storniert, SuchtPartner, Warteliste};
use proptest::prelude::*;

const LENA: u32 = 1;
const KIM: u32 = KISO;

impl Roll {
    fn answer(&mut self, number: u32, what: Answer, local: NaiveDateTime) -> Reply {
        let Some((row, partner)) = self.with_partner(number) else { return Reply::TooLate };
        let reply = answer(&self.event, &row, partner.as_ref(), what, &needs(), local);
        if let Reply::Changed { seats, registrations } = &reply {
            self.write(*seats, registrations.clone());
            self.promote(local);
        }
        reply
    }

    fn expire(&mut self, local: NaiveDateTime) {
        let rows: Vec<_> = self.rows.values().cloned().collect();
        let (seats, rows) = expire(&self.event, &rows, local);
        self.write(seats, rows);
        self.promote(local);
    }

    fn pair(&mut self, one: u32, other: u32, local: NaiveDateTime) -> Decision {
        let rows = [one, other].map(|number| self.row(number).cloned());
        let [Some(one), Some(other)] = rows else { return Decision::Refused(Refusal::CannotPair) };
        let decision = pair(&self.event, &one, &other, &self.all(), local);
        self.apply(&decision);
        decision
    }

    fn state(&self, number: u32, day: u32) -> Option<State> {
        let (row, partner) = self.with_partner(number)?;
        Some(state(&row, partner.as_ref(), date(day)))
    }

    fn statuses(&self, numbers: [u32; 2]) -> [Option<RegistrationStatus>; 2] {
        numbers.map(|number| self.status(number))
    }

    fn counts(&self) -> (u32, u32) {
        (self.event.seats.taken, self.event.seats.waiting)
    }
}

fn needs() -> Needs {
    Needs { access: Some("Rampe".into()), ..Needs::default() }
}

fn is_changed(reply: Reply) -> bool {
    matches!(reply, Reply::Changed { .. })
}

#[test]
fn one_half_invites_the_other_confirms_and_two_clicks_are_one() {
    let mut roll = Roll::new(2);
    assert!(matches!(roll.register(&tandem(LENA, KIM), noon(6)), Decision::Seated { .. }));
    assert_eq!(roll.register(&tandem(LENA, KIM), noon(6)), Decision::AlreadyRegistered);
    assert_eq!(roll.statuses([LENA, KIM]), [Some(Angemeldet); 2]);
    assert_eq!(roll.state(LENA, 6), Some(State::Pending { until: date(13), waits: false }));
    assert_eq!(roll.state(KIM, 6), roll.state(LENA, 6));
    assert_eq!(roll.row(LENA).map(|row| row.deadline), Some(None), "who invites has said yes");
    assert!(is_changed(roll.answer(KIM, Answer::Confirm, noon(13))));
    assert_eq!(roll.answer(KIM, Answer::Confirm, noon(13)), Reply::Unchanged);
    assert_eq!(roll.statuses([LENA, KIM]), [Some(Bestaetigt); 2]);
    let access = |number| roll.row(number).and_then(|row| row.participant.access_needs.as_deref());
    assert_eq!((access(KIM), access(LENA)), (Some("Rampe"), None), "each says for themselves what they need");
    assert_eq!(roll.state(KIM, 19), Some(State::Confirmed { waits: false }));
    roll.expire(noon(19));
    assert_eq!(roll.counts(), (2, 0));
}

#[test]
fn who_declines_frees_both_seats_and_leaves_the_other_looking_for_a_partner() {
    let mut roll = Roll::with_waiting_list(2);
    roll.register(&tandem_invited_by(Half::KiSo, LENA, KIM), noon(6));
    roll.register(&tandem(2, KIM + 1), noon(6));
    assert!(is_changed(roll.answer(LENA, Answer::Decline, noon(7))));
    assert_eq!(roll.statuses([LENA, KIM]), [Some(Abgelehnt), Some(SuchtPartner)]);
    assert_eq!(roll.state(KIM, 7), Some(State::Seeking { until: date(15), after: Some(Lost::Declined) }));
    assert_eq!(roll.statuses([2, KIM + 1]), [Some(Angemeldet); 2], "the next tandem moves up as one");
    assert_eq!(roll.answer(LENA, Answer::Decline, noon(7)), Reply::Unchanged);
    assert_eq!(roll.answer(LENA, Answer::Confirm, noon(7)), Reply::TooLate);
    assert_eq!(roll.counts(), (2, 0));
}

#[test]
fn an_unanswered_tandem_holds_two_seats_until_its_last_day_and_not_longer() {
    let mut roll = Roll::new(2);
    roll.register(&tandem(LENA, KIM), noon(6));
    roll.expire(noon(13));
    assert_eq!(roll.counts(), (2, 0), "the last day counts");
    assert_eq!(roll.answer(KIM, Answer::Confirm, noon(14)), Reply::TooLate, "even before anybody has cleared it away");
    assert_eq!(roll.state(LENA, 14), Some(State::Expired));
    roll.expire(noon(14));
    assert_eq!(roll.counts(), (0, 0));
    assert_eq!(roll.statuses([LENA, KIM]), [Some(SuchtPartner), Some(Abgelaufen)]);
    assert_eq!(roll.answer(KIM, Answer::Confirm, noon(14)), Reply::TooLate);
    assert!(matches!(roll.register(&tandem(LENA, KIM + 1), noon(14)), Decision::Seated { .. }), "with somebody else");
    assert_eq!(roll.row(LENA).map(|row| row.turn), Some(2));
}

#[test]
fn no_deadline_lies_behind_the_begin_of_the_event() {
    let plan = Roll::new(2).event.plan;
    assert_eq!(answer_until(&plan, date(6)), date(13));
    assert_eq!(answer_until(&plan, date(15)), date(20));
    assert_eq!(seek_until(&plan, date(6)), date(15), "as long as others can register");
    assert_eq!(seek_until(&plan, date(12)), date(19), "at least as long as somebody could answer");
}

#[test]
fn either_half_gives_the_whole_tandem_up() {
    for (number, end) in [(LENA, [Storniert; 2]), (KIM, [Storniert; 2])] {
        let mut roll = Roll::new(2);
        roll.register(&tandem(LENA, KIM), noon(6));
        roll.answer(KIM, Answer::Confirm, noon(6));
        assert!(is_changed(roll.answer(number, Answer::Cancel, noon(7))));
        assert_eq!(roll.answer(number, Answer::Cancel, noon(7)), Reply::Unchanged);
        assert_eq!((roll.statuses([LENA, KIM]), roll.counts()), (end.map(Some), (0, 0)));
    }
}

#[test]
fn a_half_without_partner_holds_nothing_and_the_search_ends() {
    let mut roll = Roll::new(2);
    assert!(matches!(roll.register(&half(LENA), noon(6)), Decision::Seeking { .. }));
    assert_eq!(roll.register(&half(LENA), noon(6)), Decision::AlreadySeeking);
    assert_eq!((roll.counts(), roll.state(LENA, 6)), ((0, 0), Some(State::Seeking { until: date(15), after: None })));
    roll.expire(noon(15));
    assert_eq!(roll.status(LENA), Some(SuchtPartner));
    roll.expire(noon(16));
    assert_eq!(roll.status(LENA), Some(Abgelaufen));
}

#[test]
fn only_a_leitung_and_a_kiso_who_both_look_become_a_tandem() {
    let mut roll = Roll::new(2);
    let refused = Decision::Refused(Refusal::CannotPair);
    for number in [LENA, 2, KIM] {
        roll.register(&half(number), noon(6));
    }
    assert_eq!(roll.pair(LENA, 2, noon(7)), refused);
    assert_eq!(roll.pair(LENA, LENA, noon(7)), refused);
    assert!(matches!(roll.pair(KIM, LENA, noon(7)), Decision::Seated { .. }));
    assert_eq!(roll.pair(LENA, KIM, noon(7)), Decision::AlreadyRegistered, "a second click");
    assert_eq!((roll.statuses([LENA, KIM]), roll.counts()), ([Some(Bestaetigt); 2], (2, 0)));
    assert_eq!(roll.pair(2, KIM, noon(7)), refused, "a KiSo is in one tandem of an event");
}

#[test]
fn a_pair_can_be_made_after_the_window_has_closed_but_not_after_the_begin() {
    let mut roll = Roll::new(2);
    roll.event.plan.closes = date(8);
    for number in [LENA, KIM] {
        roll.register(&half(number), noon(6));
    }
    assert!(matches!(roll.clone().pair(LENA, KIM, noon(12)), Decision::Seated { .. }));
    assert_eq!(roll.pair(LENA, KIM, noon(14)), Decision::Refused(Refusal::CannotPair), "the search is over");
    roll.event.plan.days.iter_mut().for_each(|day| day.date = date(10));
    let begun = Refusal::Unavailable { availability: Availability::Begun };
    assert_eq!(roll.pair(LENA, KIM, noon(11)), Decision::Refused(begun));
}

#[test]
fn a_person_is_in_one_tandem_of_an_event() {
    let mut roll = Roll::new(9);
    roll.register(&tandem(LENA, KIM), noon(6));
    let other = Decision::Refused(Refusal::InOtherParty);
    assert_eq!(roll.register(&tandem(2, KIM), noon(6)), other);
    assert_eq!(roll.register(&tandem(LENA, KIM + 1), noon(6)), other);
    assert_eq!(roll.register(&half(KIM), noon(6)), Decision::AlreadyRegistered);
    roll.register(&half(3), noon(6));
    assert!(matches!(roll.register(&tandem(3, KIM + 2), noon(6)), Decision::Seated { .. }), "who looked has found");
}

#[test]
fn an_event_takes_whom_it_says() {
    let mut roll = Roll::new(9);
    roll.event.plan.admission = Admission::Tandems;
    assert_eq!(roll.register(&single(5), noon(6)), Decision::Refused(Refusal::TandemsOnly));
    assert!(matches!(roll.register(&tandem(LENA, KIM), noon(6)), Decision::Seated { .. }));
    roll.event.plan.admission = Admission::Singles;
    for party in [tandem(2, KIM + 1), half(2)] {
        assert_eq!(roll.register(&party, noon(6)), Decision::Refused(Refusal::NoTandems));
    }
    assert!(is_changed(roll.answer(KIM, Answer::Confirm, noon(7))), "whoever is in stays in");
}

/// pretix#974: both or none on seats, list, promotion and cancellation.
#[test]
fn regression_r1_a_tandem_is_whole_on_seats_and_list_whatever_happens() {
    let mut roll = Roll::with_waiting_list(3);
    roll.register(&tandem(LENA, KIM), noon(6));
    assert!(matches!(roll.register(&tandem(2, KIM + 1), noon(6)), Decision::Waitlisted { .. }));
    assert_eq!(roll.state(KIM + 1, 6), Some(State::Pending { until: date(13), waits: true }));
    assert_eq!(roll.counts(), (2, 2), "one seat is free, and is none for two");
    roll.answer(KIM + 1, Answer::Confirm, noon(7));
    assert_eq!(roll.statuses([2, KIM + 1]), [Some(Warteliste); 2], "confirmed, and still waiting");
    roll.cancel(LENA);
    assert_eq!(roll.statuses([LENA, KIM]), [Some(Storniert); 2]);
    assert_eq!(roll.statuses([2, KIM + 1]), [Some(Bestaetigt); 2]);
    assert_eq!(roll.counts(), (2, 0));
}

/// pretix#1163: cancelled after moving up and back on the list, the seats stayed taken.
#[test]
fn regression_r2_a_tandem_that_moved_up_gives_both_seats_back() {
    let mut roll = Roll::with_waiting_list(2);
    roll.register(&tandem(LENA, KIM), noon(6));
    roll.register(&tandem(2, KIM + 1), noon(6));
    roll.cancel(KIM);
    roll.cancel(2);
    assert_eq!(roll.counts(), (0, 0));
    roll.register(&tandem(3, KIM + 2), noon(7));
    assert!(matches!(roll.register(&tandem(2, KIM + 1), noon(7)), Decision::Waitlisted { .. }));
    assert_eq!((roll.counts(), roll.row(2).map(|row| row.turn)), ((2, 2), Some(2)));
}

/// pretix#1031: somebody moved up while the event was running.
#[test]
fn regression_r3_nothing_moves_after_the_begin() {
    let mut roll = Roll::with_waiting_list(2);
    roll.register(&tandem(LENA, KIM), noon(14));
    roll.register(&tandem(2, KIM + 1), noon(14));
    assert_eq!(roll.row(KIM).and_then(|row| row.deadline), Some(date(20)));
    roll.expire(noon(21));
    assert_eq!(roll.answer(KIM, Answer::Confirm, noon(20)), Reply::TooLate);
    assert_eq!(roll.answer(LENA, Answer::Cancel, noon(20)), Reply::TooLate);
    assert_eq!(roll.counts(), (2, 2));
}

/// mod_booking#899: what becomes free goes through the same path, and those who wait confirm like all others.
#[test]
fn regression_r6_a_larger_capacity_lets_an_unconfirmed_tandem_in_but_does_not_confirm_it() {
    let mut roll = Roll::with_waiting_list(1);
    roll.register(&tandem(LENA, KIM), noon(6));
    roll.set_capacity(2);
    assert_eq!(roll.state(KIM, 6), Some(State::Pending { until: date(13), waits: false }));
}

#[test]
fn a_seat_is_given_up_until_the_deadline_of_the_event_and_a_place_on_the_list_at_any_time() {
    let mut roll = Roll::with_waiting_list(2);
    roll.event.plan.cancel_until = Some(date(12));
    roll.register(&tandem(LENA, KIM), noon(6));
    assert!(is_changed(roll.clone().answer(KIM, Answer::Cancel, noon(13))), "who is asked may still say no");
    roll.answer(KIM, Answer::Confirm, noon(7));
    roll.register(&single(5), noon(8));
    assert!(is_changed(roll.clone().answer(LENA, Answer::Cancel, noon(12))), "the day itself counts");
    assert_eq!(roll.answer(LENA, Answer::Cancel, noon(13)), Reply::TooLate);
    assert!(is_changed(roll.clone().answer(5, Answer::Cancel, noon(13))), "who waits holds nothing");
    // The Koordination cancels at any time, and the next one moves up.
    roll.cancel(LENA);
    assert_eq!((roll.statuses([LENA, 5]), roll.counts()), ([Some(Storniert), Some(Angemeldet)], (1, 0)));
    assert_eq!(roll.answer(LENA, Answer::Cancel, noon(13)), Reply::Unchanged);
}

#[test]
fn who_moved_up_takes_the_seat_in_time_or_it_goes_to_the_next_one() {
    let mut roll = Roll::with_waiting_list(1);
    roll.event.plan.reply_days = Some(3);
    roll.event.plan.cancel_until = Some(date(5));
    roll.register_singles(&[1, 2, 3, 4]);
    roll.cancel(1);
    let until = |roll: &Roll, number| roll.row(number).and_then(|row| row.deadline);
    assert_eq!((until(&roll, 2), roll.status(2)), (Some(date(9)), Some(Angemeldet)));

    let mut taken = roll.clone();
    assert!(is_changed(taken.answer(2, Answer::Confirm, noon(9))), "the last day counts");
    assert_eq!((until(&taken, 2), taken.status(2), taken.counts()), (None, Some(Bestaetigt), (1, 2)));
    assert_eq!(taken.answer(2, Answer::Confirm, noon(9)), Reply::Unchanged);
    taken.expire(noon(12));
    assert_eq!(taken.status(2), Some(Bestaetigt));

    // Whoever is asked may say no, whatever the deadline for giving up a seat says.
    let mut left = roll.clone();
    assert!(is_changed(left.answer(2, Answer::Decline, noon(8))));
    assert_eq!((left.status(2), left.status(3), until(&left, 3)), (Some(Storniert), Some(Angemeldet), Some(date(11))));
    assert_eq!(left.answer(2, Answer::Decline, noon(8)), Reply::Unchanged, "a second click");
    assert_eq!(left.answer(2, Answer::Confirm, noon(8)), Reply::TooLate);

    roll.expire(noon(10));
    assert_eq!((roll.status(2), roll.status(3), until(&roll, 3)), (Some(Abgelaufen), Some(Angemeldet), Some(date(13))));
    assert_eq!(roll.answer(2, Answer::Confirm, noon(10)), Reply::TooLate);
    assert_eq!(roll.counts(), (1, 1));
}

/// Rock#2059, mod_scheduler#85: a group passed the cap, and so did the office.
#[test]
fn regression_r7_pairing_takes_seats_like_everybody_else() {
    let mut roll = Roll::with_waiting_list(3);
    roll.register(&half(LENA), noon(6));
    roll.register(&half(KIM), noon(6));
    roll.register_singles(&[5, 6]);
    assert!(matches!(roll.clone().pair(LENA, KIM, noon(7)), Decision::Waitlisted { .. }));
    roll.event.plan.waiting_list = false;
    let half_free = Decision::Refused(Refusal::TooFewForTandem { free: 1 });
    assert_eq!(roll.pair(LENA, KIM, noon(7)), half_free);
    assert_eq!((roll.statuses([LENA, KIM]), roll.counts()), ([Some(SuchtPartner); 2], (2, 0)));
    // The Koordination is not told to look for another event.
    let told = PairView::of(RegistrationOutcome::Refused(Refusal::TooFewForTandem { free: 1 }));
    assert!(!told.done && told.text.ends_with("Bitte erhöhen Sie zuerst die Plätze."), "{}", told.text);
}

/// mod_booking: a lowered capacity threw somebody out.
#[test]
fn regression_r13_a_lowered_capacity_breaks_no_tandem_up() {
    let mut roll = Roll::new(4);
    roll.register(&tandem(LENA, KIM), noon(6));
    roll.register(&tandem(2, KIM + 1), noon(6));
    roll.set_capacity(1);
    assert!(is_changed(roll.answer(KIM, Answer::Confirm, noon(7))));
    assert_eq!((roll.counts(), roll.event.seats.free()), ((4, 0), -3));
    roll.answer(KIM + 1, Answer::Decline, noon(7));
    assert_eq!((roll.counts(), roll.event.seats.free()), ((2, 0), -1));
}

#[test]
fn a_single_overtakes_a_tandem_only_where_the_event_says_so() {
    for (overtaking, single_has, seats, tandem_has) in
        [(false, Warteliste, (2, 3), Angemeldet), (true, Angemeldet, (3, 2), Warteliste)]
    {
        let mut roll = Roll::with_waiting_list(3);
        roll.event.plan.overtaking = overtaking;
        roll.register_singles(&[5, 6]);
        roll.register(&tandem(LENA, KIM), noon(6));
        roll.register(&single(7), noon(6));
        assert_eq!((roll.status(7), roll.counts()), (Some(single_has), seats), "overtaking {overtaking}");
        roll.cancel(5);
        assert_eq!(roll.statuses([LENA, KIM]), [Some(tandem_has); 2], "overtaking {overtaking}");
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Single(u32),
    Tandem(Half, u32, u32),
    Half(u32),
    Answer(u32, Answer),
    Cancel(u32),
    Expire,
    Pair(u32, u32),
    Capacity(u32),
    Overtaking(bool),
    /// The event is moved: its first day is this day of January now.
    Move(u32),
    Days(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let leitung = || 0..6u32;
    let kiso = || (KISO..KISO + 6).boxed();
    let anybody = || prop_oneof![leitung(), kiso()];
    let answers = prop_oneof![3 => Just(Answer::Confirm), 1 => Just(Answer::Decline), 1 => Just(Answer::Cancel)];
    let halves = prop_oneof![Just(Half::Leitung), Just(Half::KiSo)];
    let step = prop_oneof![
        3 => anybody().prop_map(Step::Single),
        6 => (halves, leitung(), kiso()).prop_map(|(half, leitung, kiso)| Step::Tandem(half, leitung, kiso)),
        3 => anybody().prop_map(Step::Half),
        5 => (anybody(), answers).prop_map(|(number, answer)| Step::Answer(number, answer)),
        2 => anybody().prop_map(Step::Cancel),
        2 => Just(Step::Expire),
        3 => (anybody(), anybody()).prop_map(|(one, other)| Step::Pair(one, other)),
        1 => (0..9u32).prop_map(Step::Capacity),
        1 => any::<bool>().prop_map(Step::Overtaking),
        1 => (16..26u32).prop_map(Step::Move),
        2 => (1..4u32).prop_map(Step::Days),
    ];
    proptest::collection::vec(step, 0..70)
}

/// What the store does for each request; promotion follows whatever frees seats or changes the plan.
fn walk(roll: &mut Roll, day: &mut u32, step: Step) {
    let local = noon(*day);
    match step {
        Step::Single(number) => drop(roll.register(&single(number), local)),
        Step::Tandem(half, leitung, kiso) => drop(roll.register(&tandem_invited_by(half, leitung, kiso), local)),
        Step::Half(number) => drop(roll.register(&half(number), local)),
        Step::Answer(number, answer) => drop(roll.answer(number, answer, local)),
        Step::Cancel(number) => {
            if let Some((row, partner)) = roll.with_partner(number) {
                let (seats, rows) = cancel(roll.event.seats, &row, partner.as_ref());
                roll.write(seats, rows);
            }
            roll.promote(local);
        }
        Step::Expire => roll.expire(local),
        Step::Pair(one, other) => drop(roll.pair(one, other, local)),
        Step::Capacity(capacity) => {
            roll.event.seats.capacity = capacity;
            roll.promote(local);
        }
        Step::Overtaking(overtaking) => {
            roll.event.plan.overtaking = overtaking;
            roll.promote(local);
        }
        Step::Move(first) => {
            for (one, number) in roll.event.plan.days.iter_mut().zip(first..) {
                one.date = date(number);
            }
            roll.promote(local);
        }
        Step::Days(days) => *day = (*day + days).min(22),
    }
}

/// The other half of everybody who holds a seat or waits is there too, and is the other half.
fn no_half_pair(roll: &Roll) -> bool {
    roll.rows.values().filter(|row| row.status.holds_seat() || row.status == Warteliste).all(|row| match &row.partner {
        None => row.deadline.is_none(),
        Some(partner) => roll.rows.get(partner).is_some_and(|other| {
            Tandem::of(row, other).is_some()
                && row.status.holds_seat() == other.status.holds_seat()
                && (row.status != Warteliste || row.ticket == other.ticket)
                && !(row.deadline.is_some() && other.deadline.is_some())
        }),
    })
}

/// Who looks for a partner or is out holds nothing and waits for nothing; only those who look have a deadline.
fn nothing_is_left_over(roll: &Roll) -> bool {
    roll.rows.values().all(|row| match row.status {
        SuchtPartner => row.deadline.is_some() && row.ticket.is_none(),
        Storniert | Abgelehnt | Abgelaufen => row.deadline.is_none(),
        _ => true,
    })
}

/// Nobody waits for a seat that is theirs: the first of the list, or with overtaking anybody who fits.
fn nobody_waits_in_vain(roll: &Roll) -> bool {
    let rows: Vec<_> = roll.rows.values().cloned().collect();
    let free = roll.event.seats.free();
    let fits = |party: &Vec<&Registration>| i64::try_from(party.len()).is_ok_and(|people| people <= free);
    let parties = parties(&rows);
    if roll.event.plan.overtaking { !parties.iter().any(fits) } else { !parties.first().is_some_and(fits) }
}

/// Whoever has got a seat in this step came before all who wait still, or passed tandems only where that is allowed.
fn order_is_kept(before: &Roll, after: &Roll) -> bool {
    let seated = |roll: &Roll, key: &PersonKey| roll.rows.get(key).is_some_and(|row| row.status.holds_seat());
    let ticket =
        |key: &PersonKey| before.rows.get(key).filter(|row| row.status == Warteliste).and_then(|row| row.ticket);
    let entered = after.rows.keys().filter(|key| seated(after, key) && !seated(before, key));
    let waits_still = |row: &&Registration| {
        row.status == Warteliste && before.rows.get(&row.person).is_some_and(|old| old.status == Warteliste)
    };
    let waiting: Vec<_> = after.rows.values().filter(waits_still).collect();
    entered.into_iter().all(|key| {
        let own = ticket(key).unwrap_or(u32::MAX);
        waiting.iter().all(|row| {
            let allowed = after.event.plan.overtaking && row.partner.is_some();
            row.ticket.is_some_and(|theirs| own < theirs) || allowed
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn tandems_are_whole_counted_and_in_order_whatever_happens(
        steps in steps(), capacity in 0..8u32, waiting_list in any::<bool>(),
    ) {
        let mut roll = Roll::new(capacity);
        roll.event.plan.waiting_list = waiting_list;
        let mut day = 6;
        for step in steps {
            let before = roll.clone();
            walk(&mut roll, &mut day, step);
            let seats = roll.event.seats;
            prop_assert_eq!(seats.taken as usize, roll.seated().len(), "{:?}", step);
            prop_assert_eq!(seats.waiting as usize, roll.waiting().len(), "{:?}", step);
            prop_assert!(seats.taken <= before.event.seats.taken || seats.taken <= seats.capacity, "{:?}", step);
            prop_assert!(no_half_pair(&roll), "{:?} left half a tandem: {:?}", step, roll);
            prop_assert!(nothing_is_left_over(&roll), "{:?}: {:?}", step, roll);
            prop_assert!(order_is_kept(&before, &roll), "{:?} broke the order: {:?}", step, roll);
            let begun = roll.event.plan.has_begun(noon(day));
            prop_assert!(begun || nobody_waits_in_vain(&roll), "{:?}: {:?}", step, roll);
        }
        if !roll.event.plan.has_begun(noon(day)) {
            roll.expire(noon(day));
            prop_assert!(roll.rows.values().all(|row| row.deadline.is_none_or(|until| date(day) <= until)));
        }
    }

    #[test]
    fn sending_everything_twice_changes_nothing(steps in steps(), capacity in 0..8u32) {
        let (mut once, mut twice) = (Roll::with_waiting_list(capacity), Roll::with_waiting_list(capacity));
        let (mut day, mut same_day) = (6, 6);
        for step in steps {
            walk(&mut once, &mut day, step);
            walk(&mut twice, &mut same_day, step);
            if !matches!(step, Step::Days(_)) {
                walk(&mut twice, &mut same_day, step);
            }
            prop_assert_eq!(&once, &twice, "{:?}", step);
        }
    }
}
