//! Passwords: hashed with Argon2id (RFC 9106), judged against common ones.

use argon2::{
    Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc},
};
use domain::{
    AppError, ErrorCode, IncidentId,
    accounts::{Email, NewPassword, PasswordHash},
};
use tokio::sync::Semaphore;

/// Lowest estimate of zxcvbn (0–4) that is taken: 3 means more than 10^8 guesses.
const LOWEST_SCORE: u8 = 3;

/// Fewest letters of a password beside the words that are near at hand.
const LETTERS_LEFT: usize = 4;

/// What people of this office and this region think of first, and what German lists of passwords begin with: zxcvbn's own
/// lists are English.
const NEAR_AT_HAND: [&str; 64] = [
    "sozialraum",
    "sozialraumportal",
    "sozialraumbudget",
    "sozialarbeit",
    "sozialarbeiter",
    "sozialarbeiterin",
    "kita",
    "kitas",
    "kindertagesstätte",
    "kindertagesstaette",
    "kindergarten",
    "krippe",
    "hort",
    "kiso",
    "jugendamt",
    "kreisjugendamt",
    "kreisverwaltung",
    "landkreis",
    "kreis",
    "koordination",
    "koordinatorin",
    "leitung",
    "erzieher",
    "erzieherin",
    "träger",
    "traeger",
    "familie",
    "familien",
    "kinder",
    "eltern",
    "fragebogen",
    "budget",
    "mayen",
    "koblenz",
    "mayenkoblenz",
    "andernach",
    "bendorf",
    "pellenz",
    "maifeld",
    "vallendar",
    "weissenthurm",
    "weißenthurm",
    "rhein",
    "mosel",
    "eifel",
    "vordereifel",
    "passwort",
    "kennwort",
    "geheim",
    "hallo",
    "willkommen",
    "schatz",
    "sonne",
    "sonnenschein",
    "frühling",
    "fruehling",
    "sommer",
    "herbst",
    "winter",
    "montag",
    "freitag",
    "januar",
    "dezember",
    "deutschland",
];

/// Hashes and compares passwords, two at a time at most: each takes 19 MiB and some 20 ms.
pub struct Hasher {
    argon: Argon2<'static>,
    slots: Semaphore,
    /// Compared when the account does not exist, so that the answer takes as long as for one that does.
    decoy: PasswordHash,
}

impl Hasher {
    /// Parameters as OWASP recommends them: 19 MiB, 2 passes, 1 lane.
    pub fn new() -> anyhow::Result<Self> {
        let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| anyhow::anyhow!("Argon2: {error}"))?;
        let argon = Argon2::new(argon2::Algorithm::Argon2id, Version::V0x13, params);
        let decoy =
            argon.hash_password(b"no account has this password").map_err(|error| anyhow::anyhow!("Argon2: {error}"))?;
        Ok(Self { argon, slots: Semaphore::new(2), decoy: PasswordHash(decoy.to_string()) })
    }

    pub async fn hash(&self, password: &str) -> Result<PasswordHash, AppError> {
        let (argon, password) = (self.argon.clone(), password.to_owned());
        let hashed = self.run(move || argon.hash_password(password.as_bytes()).map(|hash| hash.to_string())).await?;
        hashed.map(PasswordHash).map_err(|error| failed(&error))
    }

    /// Whether `password` is the one behind `hash`; with `None` it takes as long and is `false`.
    pub async fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<bool, AppError> {
        let known = hash.is_some();
        let text = hash.unwrap_or(&self.decoy).0.clone();
        let (argon, password) = (self.argon.clone(), password.to_owned());
        let right = self
            .run(move || {
                let parsed = phc::PasswordHash::new(&text)?;
                Ok::<_, argon2::password_hash::phc::Error>(argon.verify_password(password.as_bytes(), &parsed).is_ok())
            })
            .await?
            .map_err(|error| failed(&error))?;
        Ok(right && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let _slot = self.slots.acquire().await.map_err(|error| failed(&error))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| failed(&error))
    }
}

/// Refuses passwords that are on lists, or made of the person's own address.
pub fn judge(password: &NewPassword, email: &Email) -> Result<(), AppError> {
    let own = email.as_str().split(['@', '.', '-', '_']).filter(|part| part.len() > 2);
    let known: Vec<&str> = own.chain(NEAR_AT_HAND).collect();
    let estimate = zxcvbn::zxcvbn(password.as_str(), &known);
    if u8::from(estimate.score()) < LOWEST_SCORE || is_made_of(&known, password.as_str()) {
        return Err(AppError::field("password", ErrorCode::CommonPassword));
    }
    Ok(())
}

/// Whether next to nothing is left of a password without these words, digits and signs: zxcvbn takes two short words and a
/// year for enough.
fn is_made_of(words: &[&str], password: &str) -> bool {
    let mut words: Vec<String> = words.iter().map(|word| word.to_lowercase()).filter(|word| word.len() > 2).collect();
    // The longest first: »sozialraum« is no word that ends in »raum«.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let whole = password.to_lowercase();
    let rest = words.iter().fold(whole.clone(), |rest, word| rest.replace(word.as_str(), " "));
    rest != whole && rest.chars().filter(|character| character.is_alphabetic()).count() < LETTERS_LEFT
}

fn failed(error: &dyn std::fmt::Display) -> AppError {
    tracing::error!(incident = "P-HASH", %error, "password could not be hashed");
    AppError::Internal(IncidentId("P-HASH".into()))
}
