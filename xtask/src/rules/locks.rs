//! The lock files of npm name no server but the public registry.

use super::source::Source;

const REGISTRY: &str = "https://registry.npmjs.org/";

/// Every package that would be fetched from elsewhere.
pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| source.path.ends_with("package-lock.json")) {
        for (number, line) in source.text.lines().enumerate() {
            let address = line.trim().strip_prefix("\"resolved\": \"");
            if address.is_some_and(|address| !address.starts_with(REGISTRY)) {
                faults.push(format!("{}:{}: fetched from elsewhere than {REGISTRY}", source.path, number + 1));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_from_elsewhere_is_caught() {
        let found = |text: &str| faults(&[Source::invented("style/package-lock.json", text)]).len();
        assert_eq!(found("      \"resolved\": \"http://proxy.local/a.tgz\",\n"), 1);
        assert_eq!(found("      \"resolved\": \"https://registry.npmjs.org/a/-/a-1.tgz\",\n"), 0);
    }
}
