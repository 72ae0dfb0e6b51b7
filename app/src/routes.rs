//! Which address shows which page, in both zones.

use crate::offline::pages::{
    AnswerPage, DevicePage, DevicesPage, ErhebungenPage as FieldErhebungenPage, TwoAnswersPage,
};
use crate::{
    accounts::pages::{AccountsPage, ForgotPasswordPage, LoginPage, SessionsPage, SetPasswordPage},
    audit::LogPage,
    budgets::{
        FirstChargePage, SimulationPage, YearPage, YearsPage,
        payment::{PaymentPage, PayoutPage, PayoutYearPage},
        settlement::{ProofPage, SettlementYearPage, SettlementsPage},
    },
    events::{
        EventPage, EventsPage, MyRegistrationPage, RegisteredPage, StaffEditEventPage, StaffEventPage, StaffEventsPage,
        StaffNewEventPage, TandemPage, TandemRegisteredPage, WaitingPage,
    },
    legal::{BarrierefreiheitPage, DatenschutzPage, FeedbackPage, FeedbackSentPage, ImpressumPage, LeichteSprachePage},
    people::{DirectoryPage, EditRecordPage, ImportPage, ListPage, NewRecordPage, RecordPage},
    questionnaires::{
        DesignPage, ErhebungPage, ErhebungenPage, EvaluationPage, ImportQuestionnairePage, NewErhebungPage,
        NewQuestionnairePage, QuestionnairePage, QuestionnairesPage,
    },
    staff::{StaffLayout, StaffStartPage},
    ui::{NotFound, PublicLayout, StartPage},
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    path,
};

/// The public zone: readable without WASM.
#[component]
pub fn PublicApp() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "Sozialraumportal".into() } else { format!("{title} – Sozialraumportal") }
        } />
        <Router>
            <PublicLayout>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/") view=StartPage />
                    <Route path=path!("/anmelden") view=LoginPage />
                    <Route path=path!("/passwort-vergessen") view=ForgotPasswordPage />
                    <Route path=path!("/passwort-setzen") view=SetPasswordPage />
                    <Route path=path!("/veranstaltungen") view=EventsPage />
                    <Route path=path!("/veranstaltungen/:id") view=EventPage />
                    <Route path=path!("/veranstaltungen/:id/angemeldet") view=RegisteredPage />
                    <Route path=path!("/veranstaltungen/:id/warteliste") view=WaitingPage />
                    <Route path=path!("/veranstaltungen/:id/tandem") view=TandemPage />
                    <Route path=path!("/veranstaltungen/:id/tandem/:outcome") view=TandemRegisteredPage />
                    <Route path=path!("/veranstaltungen/:id/meine-anmeldung") view=MyRegistrationPage />
                    <Route path=path!("/leichte-sprache") view=LeichteSprachePage />
                    <Route path=path!("/impressum") view=ImpressumPage />
                    <Route path=path!("/datenschutz") view=DatenschutzPage />
                    <Route path=path!("/barrierefreiheit") view=BarrierefreiheitPage />
                    <Route path=path!("/rueckmeldung") view=FeedbackPage />
                    <Route path=path!("/rueckmeldung/danke") view=FeedbackSentPage />
                </FlatRoutes>
            </PublicLayout>
        </Router>
    }
}

/// The staff zone: rendered in the browser, online and offline alike.
#[component]
pub fn StaffApp() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "Sozialraumportal".into() } else { format!("{title} – Sozialraumportal") }
        } />
        <Router>
            <StaffLayout>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/app") view=StaffStartPage />
                    <Route path=path!("/app/veranstaltungen") view=StaffEventsPage />
                    <Route path=path!("/app/veranstaltungen/neu") view=StaffNewEventPage />
                    <Route path=path!("/app/veranstaltungen/:id") view=StaffEventPage />
                    <Route path=path!("/app/veranstaltungen/:id/bearbeiten") view=StaffEditEventPage />
                    <Route path=path!("/app/budget") view=YearsPage />
                    <Route path=path!("/app/budget/:year") view=YearPage />
                    <Route path=path!("/app/budget/:year/vorweg") view=FirstChargePage />
                    <Route path=path!("/app/budget/:year/simulation") view=SimulationPage />
                    <Route path=path!("/app/auszahlung") view=PayoutPage />
                    <Route path=path!("/app/auszahlung/:year") view=PayoutYearPage />
                    <Route path=path!("/app/auszahlung/:year/:id") view=PaymentPage />
                    <Route path=path!("/app/abrechnung") view=SettlementsPage />
                    <Route path=path!("/app/abrechnung/:year") view=SettlementYearPage />
                    <Route path=path!("/app/abrechnung/:year/:id") view=ProofPage />
                    <Route path=path!("/app/konten") view=AccountsPage />
                    <Route path=path!("/app/protokoll") view=LogPage />
                    <Route path=path!("/app/sitzungen") view=SessionsPage />
                    <Route path=path!("/app/erhebungen") view=FieldErhebungenPage />
                    <Route path=path!("/app/erhebungen/:erhebung/:submission") view=AnswerPage />
                    <Route path=path!("/app/erhebungen/:erhebung/:submission/zwei-antworten") view=TwoAnswersPage />
                    <Route path=path!("/app/geraet") view=DevicePage />
                    <Route path=path!("/app/geraete") view=DevicesPage />
                    <Route path=path!("/app/frageboegen") view=QuestionnairesPage />
                    <Route path=path!("/app/frageboegen/neu") view=NewQuestionnairePage />
                    <Route path=path!("/app/frageboegen/einspielen") view=ImportQuestionnairePage />
                    <Route path=path!("/app/frageboegen/erhebungen") view=ErhebungenPage />
                    <Route path=path!("/app/frageboegen/erhebungen/neu") view=NewErhebungPage />
                    <Route path=path!("/app/frageboegen/erhebungen/:id") view=ErhebungPage />
                    <Route path=path!("/app/frageboegen/:id") view=QuestionnairePage />
                    <Route path=path!("/app/frageboegen/:id/auswertung") view=EvaluationPage />
                    <Route path=path!("/app/frageboegen/:id/entwurf") view=DesignPage />
                    <Route path=path!("/app/verzeichnis") view=DirectoryPage />
                    <Route path=path!("/app/verzeichnis/einspielen") view=ImportPage />
                    <Route path=path!("/app/verzeichnis/:sheet") view=ListPage />
                    <Route path=path!("/app/verzeichnis/:sheet/neu") view=NewRecordPage />
                    <Route path=path!("/app/verzeichnis/:sheet/:id") view=RecordPage />
                    <Route path=path!("/app/verzeichnis/:sheet/:id/bearbeiten") view=EditRecordPage />
                </FlatRoutes>
            </StaffLayout>
        </Router>
    }
}
