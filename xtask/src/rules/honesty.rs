//! Tests that run, and nothing that pretends: no ignored or sleeping test, no unwritten code.

use super::source::{Source, code_only, words};

/// Where waiting for a time is the purpose. Nowhere in tests: they wait for a state.
const MAY_SLEEP: [(&str, &str); 3] = [
    ("xtask/src/process.rs", "asks a child with a time limit whether it has ended"),
    ("server/src/auth/links.rs", "answers at the same time whether somebody has an account or not"),
    ("server/store/src/retry.rs", "lets the transaction that won finish before the next try"),
];

/// Rust: what may stand nowhere.
const NEVER_IN_RUST: [(&str, &str); 3] = [
    ("#[ignore", "a test that does not run proves nothing"),
    ("todo!(", "finish it or leave it out"),
    ("unimplemented!(", "finish it or leave it out"),
];

/// Crates whose library is built without its tests: those stand in `tests/`.
const WITHOUT_UNIT_TESTS: [&str; 1] = ["server/src/"];

/// Browser tests: what may stand nowhere.
const NEVER_IN_TYPESCRIPT: [(&str, &str); 5] = [
    ("waitForTimeout(", "wait for a state"),
    (".only(", "it switches the other tests off"),
    (".skip(", "a test that does not run proves nothing"),
    (".fixme(", "a test that does not run proves nothing"),
    ("@ts-ignore", "give it its type"),
];

/// Every place that breaks these rules.
pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        if source.has_extension("rs") {
            let code = code_only(&source.text);
            note(&mut faults, source, &code, |line| forbidden(line, &NEVER_IN_RUST));
            note(&mut faults, source, &code, |line| waiting(source, line));
            note(&mut faults, source, &code, |line| never_run(source, line));
        } else if source.has_extension("ts") {
            note(&mut faults, source, &source.text, |line| forbidden(line, &NEVER_IN_TYPESCRIPT));
        }
    }
    faults
}

fn note(faults: &mut Vec<String>, source: &Source, code: &str, fault: impl Fn(&str) -> Option<String>) {
    for (number, line) in code.lines().enumerate() {
        if let Some(fault) = fault(line) {
            faults.push(format!("{}:{}: {fault}", source.path, number + 1));
        }
    }
}

fn forbidden(line: &str, never: &[(&str, &str)]) -> Option<String> {
    never.iter().find(|(text, _)| line.contains(text)).map(|(text, reason)| format!("`{text}`: {reason}"))
}

fn never_run(source: &Source, line: &str) -> Option<String> {
    let is_inside = WITHOUT_UNIT_TESTS.iter().any(|folder| source.path.starts_with(folder));
    (is_inside && line.contains("cfg(test)")).then(|| "this test is never run: put it into server/tests/it".to_string())
}

fn waiting(source: &Source, line: &str) -> Option<String> {
    if !words(line).any(|word| matches!(word, "sleep" | "sleep_until" | "TimeoutFuture")) {
        return None;
    }
    if source.is_test() {
        return Some("a test that sleeps is slow and still fails at times: wait for a state".to_string());
    }
    let allowed = MAY_SLEEP.iter().any(|(path, _)| *path == source.path);
    (!allowed)
        .then(|| "waits for a time: add the file to MAY_SLEEP in xtask/src/rules/honesty.rs, with the reason".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        faults(&[Source::invented(path, text)]).len()
    }

    #[test]
    fn a_test_in_a_library_that_is_built_without_tests_is_caught() {
        let tests = ["#[cfg", "(test)]\nmod tests {}"].concat();
        assert_eq!(found("server/src/pages.rs", &tests), 1);
        assert_eq!(found("server/store/src/row.rs", &tests), 0);
    }

    #[test]
    fn an_ignored_test_and_unwritten_code_are_caught() {
        let attribute = ["#[", "ignore]\nfn a() {}"].concat();
        assert_eq!(found("server/tests/it/main.rs", &attribute), 1);
        assert_eq!(found("app/src/lib.rs", "fn a() { todo!() }"), 1);
        assert_eq!(found("app/src/lib.rs", "// todo!() is banned\nlet text = \"#[ignore]\";"), 0);
    }

    #[test]
    fn a_sleeping_test_is_caught_and_no_list_allows_it() {
        assert_eq!(found("server/store/tests/it/race.rs", "tokio::time::sleep(d).await;"), 1);
        assert_eq!(found("app/domain/src/events/rules_test.rs", "std::thread::sleep(d);"), 1);
    }

    #[test]
    fn sleeping_elsewhere_needs_a_reason_in_the_list() {
        assert_eq!(found("server/src/jobs/mod.rs", "use tokio::time::sleep;"), 1);
        assert_eq!(found("xtask/src/process.rs", "std::thread::sleep(d);"), 0);
        assert_eq!(found("server/src/jobs/mod.rs", "fn asleep() {} // sleep"), 0);
    }

    #[test]
    fn a_browser_test_that_waits_for_a_time_or_is_switched_off_is_caught() {
        assert_eq!(found("end2end/tests/a.spec.ts", "await page.waitForTimeout(500);"), 1);
        assert_eq!(found("end2end/tests/a.spec.ts", "test.skip('later', () => {});\ntest.only('x', f);"), 2);
    }
}
