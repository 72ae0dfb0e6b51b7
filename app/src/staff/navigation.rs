//! Which areas of the staff zone a role has.

use domain::access::Role;
use leptos::{html, prelude::*};
use leptos_router::components::A;

/// An area of the staff zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub path: &'static str,
    pub name: &'static str,
    /// What one does there, for the overview.
    pub purpose: &'static str,
}

const EVENTS: Area = Area {
    path: "/app/veranstaltungen",
    name: "Veranstaltungen",
    purpose: "Termine planen, Anmeldungen und Plätze im Blick behalten",
};
const ON_SITE: Area = Area { path: "/app/vor-ort", name: "Vor Ort", purpose: "Wer da ist eintragen, auch ohne Netz" };
const EVENTS_TO_JOIN: Area = Area { purpose: "Termine ansehen und sich anmelden", ..EVENTS };
const QUESTIONNAIRES: Area = Area {
    path: "/app/frageboegen",
    name: "Fragebögen",
    purpose: "Fragebögen einspielen, veröffentlichen und auswerten",
};
const OWN_QUESTIONNAIRES: Area =
    Area { purpose: "Eigene entwerfen und veröffentlichen, die des Kreisjugendamts ansehen", ..QUESTIONNAIRES };
const SURVEYS: Area =
    Area { path: "/app/erhebungen", name: "Erhebungen", purpose: "Fragebögen ausfüllen, auch ohne Netz" };
const BUDGET: Area = Area {
    path: "/app/budget",
    name: "Sozialraumbudget",
    purpose: "Parameter, Berechnung, Anteile je Kita und Abschläge",
};
const BUDGET_TO_AUDIT: Area = Area { purpose: "Berechnungen und Abschläge einsehen", ..BUDGET };
const OWN_BUDGET: Area = Area { purpose: "Budget, Stunden und Abschläge der eigenen Kitas", ..BUDGET };
const PAYOUT: Area = Area {
    path: "/app/auszahlung",
    name: "Auszahlung",
    purpose: "Abschlagsplan, Zahlläufe und was zurückgekommen ist",
};
const PAYOUT_TO_CHECK: Area = Area { purpose: "Zahlläufe prüfen, feststellen und anordnen", ..PAYOUT };
const PAYOUT_TO_PAY: Area = Area { purpose: "Angeordnete Zahlläufe auszahlen, Rückläufer buchen", ..PAYOUT };
const PAYOUT_TO_AUDIT: Area = Area { purpose: "Abschlagspläne und Zahlläufe einsehen", ..PAYOUT };
const OWN_PAYOUT: Area = Area { purpose: "Die eigenen Abschläge: geplant und ausgezahlt", ..PAYOUT };
const SETTLEMENT: Area = Area {
    path: "/app/abrechnung",
    name: "Abrechnung",
    purpose: "Verwendungsnachweise prüfen, gegenüber dem Land abrechnen",
};
const SETTLEMENT_TO_DECIDE: Area = Area { purpose: "Geprüfte Verwendungsnachweise abrechnen", ..SETTLEMENT };
const SETTLEMENT_TO_AUDIT: Area = Area { purpose: "Verwendungsnachweise und Abrechnungen einsehen", ..SETTLEMENT };
const OWN_SETTLEMENT: Area = Area { purpose: "Ist-Kosten eintragen und einreichen, Ergebnis lesen", ..SETTLEMENT };
const DIRECTORY: Area =
    Area {
        path: "/app/verzeichnis", name: "Verzeichnis", purpose: "Sozialräume, Kitas, Träger, KiSo und Zuordnungen"
    };
const DIRECTORY_TO_AUDIT: Area = Area { purpose: "Stammdaten einsehen", ..DIRECTORY };
const OWN_POSTS: Area = Area { purpose: "Eigene Stellen und Kitas", ..DIRECTORY };
const OWN_KITAS: Area =
    Area { name: "Eigene Kitas", purpose: "Die zugeordneten Kitas mit Stunden und Tagen", ..DIRECTORY };
const OWN_KITA: Area = Area { name: "Eigene Kita", purpose: "Angaben zur eigenen Kita", ..DIRECTORY };
const ACCOUNTS: Area =
    Area { path: "/app/konten", name: "Konten", purpose: "Personen einladen, Rollen ändern, Zugänge sperren" };
const LOG: Area = Area {
    path: "/app/protokoll",
    name: "Protokoll",
    purpose: "Wer wann was geändert hat, und ob das so geblieben ist",
};
const DEVICE: Area = Area {
    path: "/app/geraet",
    name: "Dieses Gerät",
    purpose: "Was auf diesem Gerät liegt und was noch gesendet wird",
};

const DEVICES: Area =
    Area { path: "/app/geraete", name: "Geräte", purpose: "Geräte für die Arbeit ohne Netz, verlorene sperren" };

const REVIEW: Area = Area {
    path: "/app/zu-pruefen",
    name: "Zu prüfen",
    purpose: "Bögen von gesperrten Geräten und aus Dateien übernehmen, zwischen Fassungen wählen",
};

/// The areas of a role, in the order of the navigation; the overview comes before them and is everybody's.
pub fn areas(role: Role) -> &'static [Area] {
    match role {
        Role::Koordination => {
            &[EVENTS, ON_SITE, QUESTIONNAIRES, BUDGET, PAYOUT, SETTLEMENT, DIRECTORY, ACCOUNTS, DEVICES, REVIEW, LOG]
        }
        Role::Finanzen => &[BUDGET, PAYOUT_TO_CHECK, SETTLEMENT_TO_DECIDE],
        Role::Kasse => &[PAYOUT_TO_PAY],
        Role::KiSo => &[SURVEYS, OWN_QUESTIONNAIRES, EVENTS_TO_JOIN, OWN_KITAS, DEVICE],
        Role::KitaLeitung => &[EVENTS_TO_JOIN, OWN_KITA],
        Role::Anstellungstraeger => &[OWN_BUDGET, OWN_PAYOUT, OWN_SETTLEMENT, OWN_POSTS, EVENTS_TO_JOIN],
        Role::Revision => &[BUDGET_TO_AUDIT, PAYOUT_TO_AUDIT, SETTLEMENT_TO_AUDIT, DIRECTORY_TO_AUDIT, LOG],
    }
}

/// The navigation of the staff zone: a column at a desk, folded on narrow screens.
#[component]
pub fn StaffNavigation(role: Role) -> impl IntoView {
    let folded = NodeRef::<html::Details>::new();
    // The folded list would otherwise stay open over the page that was chosen.
    let fold = move |_| {
        if let Some(folded) = folded.get() {
            // Only a missing document could refuse this; then there is nothing to fold either.
            _ = folded.remove_attribute("open");
        }
    };
    view! {
        <nav class="navigation" aria-label="Bereiche">
            <details class="navigation__folded" node_ref=folded>
                <summary>
                    <span class="kern-icon kern-icon--dehaze" aria-hidden="true"></span>
                    "Bereiche"
                </summary>
                <div on:click=fold><NavigationList role /></div>
            </details>
            <div class="navigation__wide"><NavigationList role /></div>
        </nav>
    }
}

#[component]
fn NavigationList(role: Role) -> impl IntoView {
    let entries = areas(role).iter().map(|area| view! { <li><A href=area.path>{area.name}</A></li> }).collect_view();
    view! {
        <ul class="navigation__list">
            <li><A href="/app" exact=true>"Übersicht"</A></li>
            {entries}
        </ul>
    }
}
