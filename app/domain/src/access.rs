//! Who may do what. A right is a type: ports ask for a proof such as [`Koordination`], and only
//! [`Principal::require`] makes one, so that a server function that forgets to authorise does not compile.

use crate::{
    error::AppError,
    ids::{AccountId, AnstellungstraegerId, KitaId},
};
use serde::{Deserialize, Serialize};

/// What an account is for (domain §1). One role an account; who has two jobs has two accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Koordination,
    Finanzen,
    Kasse,
    KiSo,
    KitaLeitung,
    Anstellungstraeger,
    /// Revision and Datenschutz: reads logs and settlements for a limited time.
    Revision,
}

impl Role {
    pub const ALL: [Role; 7] = [
        Role::Koordination,
        Role::Finanzen,
        Role::Kasse,
        Role::KiSo,
        Role::KitaLeitung,
        Role::Anstellungstraeger,
        Role::Revision,
    ];

    /// Stable name in the database and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Role::Koordination => "koordination",
            Role::Finanzen => "finanzen",
            Role::Kasse => "kasse",
            Role::KiSo => "ki_so",
            Role::KitaLeitung => "kita_leitung",
            Role::Anstellungstraeger => "anstellungstraeger",
            Role::Revision => "revision",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// What part of the area somebody sees. Lists take it, and the store filters by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Scope {
    All,
    Anstellungstraeger(AnstellungstraegerId),
    /// The Kitas that are this person's on the day of the request.
    Kitas(Vec<KitaId>),
    /// Nothing of the area: payments only, for example.
    Nothing,
}

impl Scope {
    /// Whether one Kita, employed by `employer` on the day of the request, lies within the scope.
    pub fn covers_kita(&self, kita: KitaId, employer: Option<AnstellungstraegerId>) -> bool {
        match self {
            Scope::All => true,
            Scope::Anstellungstraeger(own) => employer == Some(*own),
            Scope::Kitas(kitas) => kitas.contains(&kita),
            Scope::Nothing => false,
        }
    }
}

/// Who is asking: made by the server from the session, once a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    pub account: AccountId,
    pub role: Role,
    pub scope: Scope,
}

impl Principal {
    /// The proof that this person has the right `R`, or `Forbidden`.
    pub fn require<R: Right>(&self) -> Result<R, AppError> {
        if R::ROLES.contains(&self.role) { Ok(R::from_proof(Proof(self.clone()))) } else { Err(AppError::Forbidden) }
    }
}

/// Evidence that a role was checked; no code outside this module can make one.
#[derive(Clone, Debug)]
pub struct Proof(Principal);

/// A right that one or more roles have.
pub trait Right: Sized {
    const ROLES: &'static [Role];
    fn from_proof(proof: Proof) -> Self;
    /// Who has the right: for scope and audit.
    fn principal(&self) -> &Principal;
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident = $roles:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(Proof);

        impl Right for $name {
            const ROLES: &'static [Role] = &$roles;

            fn from_proof(proof: Proof) -> Self {
                Self(proof)
            }

            fn principal(&self) -> &Principal {
                &self.0.0
            }
        }
    )*};
}

rights! {
    /// Plans, evaluates, keeps master data and accounts.
    Koordination = [Role::Koordination];
    /// Answers questionnaires in the field.
    KiSo = [Role::KiSo];
    /// Decides about free texts of respondents: the KiSo of the Kita, the Koordination where there is none.
    TextReleaser = [Role::KiSo, Role::Koordination];
    /// Designs questionnaires and plans Erhebungen: the Koordination for all, a KiSo for the own Kitas.
    Designer = [Role::Koordination, Role::KiSo];
    /// Keeps data on a device for work without network: questionnaires, or lists of attendance.
    DeviceHolder = [Role::KiSo, Role::Koordination];
    /// Enters and submits the own Verwendungsnachweis.
    Anstellungstraeger = [Role::Anstellungstraeger];
    /// Sees amounts of the budget: the whole, or the own part by scope.
    BudgetReader = [Role::Koordination, Role::Finanzen, Role::Anstellungstraeger, Role::Revision];
    /// Sees of the budget what only those see who see the whole area: settlements, first charge.
    AreaReader = [Role::Koordination, Role::Finanzen, Role::Revision];
    /// Files documents of a budget year: the notice of the Land, or the own receipts.
    DocumentFiler = [Role::Koordination, Role::Anstellungstraeger];
    /// The second pair of eyes: releases runs, and does Feststellung or Anordnung, never both of one payment.
    Finanzen = [Role::Finanzen];
    /// Pays what was ordered; does neither Feststellung nor Anordnung.
    Kasse = [Role::Kasse];
    /// Takes a payment run back before it is ordered.
    PaymentPlanner = [Role::Koordination, Role::Finanzen];
    /// Sees plan and payments: the whole, what was ordered (Kasse), or the own part by scope.
    PaymentReader = [
        Role::Koordination, Role::Finanzen, Role::Kasse, Role::Anstellungstraeger, Role::Revision
    ];
    /// Sees the directory, filtered by scope.
    DirectoryReader = [
        Role::Koordination, Role::Finanzen, Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger, Role::Revision
    ];
    /// Sees who works where: the whole, or the own staff by scope. Finanzen need nobody's name.
    StaffingReader = [Role::Koordination, Role::Anstellungstraeger, Role::Revision];
    /// Registers somebody for an event.
    Registrant = [Role::Koordination, Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger];
    /// Reads the audit log.
    Auditor = [Role::Koordination, Role::Revision];
    /// Anybody who is logged in: own account, own sessions.
    Member = Role::ALL;
}

/// Who holds [`Designer`], or a right of the same people that includes it. What is whose: `questionnaires::Owner`.
pub trait Designs: Send + Sync {
    /// Who designs: for scope and audit.
    fn designer(&self) -> &Principal;
}

impl Designs for Designer {
    fn designer(&self) -> &Principal {
        self.principal()
    }
}

impl Designs for Koordination {
    fn designer(&self) -> &Principal {
        self.principal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn principal(role: Role) -> Principal {
        Principal { account: AccountId::new(Uuid::nil()), role, scope: Scope::Nothing }
    }

    #[test]
    fn a_right_is_given_to_its_roles_only() {
        for role in Role::ALL {
            assert_eq!(principal(role).require::<Koordination>().is_ok(), role == Role::Koordination);
            assert!(principal(role).require::<Member>().is_ok());
        }
        assert_eq!(principal(Role::Kasse).require::<BudgetReader>().err(), Some(AppError::Forbidden));
        assert_eq!(principal(Role::Kasse).require::<Finanzen>().err(), Some(AppError::Forbidden));
        assert_eq!(principal(Role::Finanzen).require::<Kasse>().err(), Some(AppError::Forbidden));
    }

    #[test]
    fn codes_are_unique_and_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("admin"), None);
    }

    #[test]
    fn a_scope_covers_its_own_kitas_only() {
        let (kita, other) = (KitaId::new(Uuid::from_u128(1)), KitaId::new(Uuid::from_u128(2)));
        let employer = AnstellungstraegerId::new(Uuid::from_u128(3));
        assert!(Scope::Kitas(vec![kita]).covers_kita(kita, None));
        assert!(!Scope::Kitas(vec![kita]).covers_kita(other, None));
        assert!(Scope::Anstellungstraeger(employer).covers_kita(kita, Some(employer)));
        assert!(!Scope::Anstellungstraeger(employer).covers_kita(kita, None));
        assert!(!Scope::Nothing.covers_kita(kita, Some(employer)));
    }
}
