//! Which address shows which page of the staff zone.

use crate::chunks::{budgets, office, paper, questionnaires};
use app::{
    accounts::pages::SessionsPage,
    events::{TabletListPage, TabletPage},
    offline::pages::{AnswerPage, DevicePage, DevicesPage, ErhebungenPage as FieldErhebungenPage, TwoAnswersPage},
    staff::{StaffLayout, StaffStartPage},
    ui::{NotFound, Zone, later},
};
use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route},
    path,
};

/// The staff zone: rendered in the browser, online and offline alike.
#[component]
pub fn StaffApp() -> impl IntoView {
    view! {
        <Zone>
            <StaffLayout>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/app") view=StaffStartPage />
                    <Route path=path!("/app/veranstaltungen") view=|| later(office, |office| office.staff_events) />
                    <Route path=path!("/app/veranstaltungen/neu") view=|| later(office, |office| office.staff_new_event) />
                    <Route path=path!("/app/veranstaltungen/kalender") view=|| later(office, |office| office.calendar) />
                    <Route path=path!("/app/veranstaltungen/auswertung") view=|| later(office, |office| office.event_statistics) />
                    <Route path=path!("/app/veranstaltungen/aufgaben") view=|| later(office, |office| office.open_tasks) />
                    <Route path=path!("/app/veranstaltungen/vorlagen") view=|| later(office, |office| office.mail_templates) />
                    <Route path=path!("/app/veranstaltungen/vorlagen/:anlass") view=|| later(office, |office| office.mail_template) />
                    <Route path=path!("/app/veranstaltungen/formate") view=|| later(office, |office| office.event_proposals) />
                    <Route path=path!("/app/veranstaltungen/formate/:format") view=|| later(office, |office| office.event_proposal) />
                    <Route path=path!("/app/veranstaltungen/:id") view=|| later(office, |office| office.staff_event) />
                    <Route path=path!("/app/veranstaltungen/:id/bearbeiten") view=|| later(office, |office| office.staff_edit_event) />
                    <Route path=path!("/app/veranstaltungen/:id/reihe") view=|| later(office, |office| office.event_series) />
                    <Route path=path!("/app/veranstaltungen/:id/einspielen") view=|| later(office, |office| office.import_people) />
                    <Route path=path!("/app/veranstaltungen/:id/anwesenheit") view=|| later(office, |office| office.attendance) />
                    <Route path=path!("/app/veranstaltungen/:id/abschluss") view=|| later(office, |office| office.closing) />
                    <Route path=path!("/app/veranstaltungen/:id/rueckmeldung") view=|| later(office, |office| office.feedback) />
                    <Route path=path!("/app/veranstaltungen/:id/protokoll") view=|| later(office, |office| office.minutes) />
                    <Route path=path!("/app/budget") view=|| later(budgets, |budgets| budgets.years) />
                    <Route path=path!("/app/budget/jahre") view=|| later(budgets, |budgets| budgets.comparison) />
                    <Route path=path!("/app/budget/:year") view=|| later(budgets, |budgets| budgets.year) />
                    <Route path=path!("/app/budget/:year/uebersicht") view=|| later(budgets, |budgets| budgets.overview) />
                    <Route path=path!("/app/budget/:year/sozialraeume") view=|| later(budgets, |budgets| budgets.sozialraeume) />
                    <Route path=path!("/app/budget/:year/kommunen") view=|| later(budgets, |budgets| budgets.kommunen) />
                    <Route path=path!("/app/budget/:year/anstellungstraeger") view=|| later(budgets, |budgets| budgets.employers) />
                    <Route path=path!("/app/budget/:year/einsatz") view=|| later(budgets, |budgets| budgets.staffing) />
                    <Route path=path!("/app/budget/:year/stellen") view=|| later(budgets, |budgets| budgets.posts) />
                    <Route path=path!("/app/budget/:year/prognose") view=|| later(budgets, |budgets| budgets.forecast) />
                    <Route path=path!("/app/budget/:year/vorweg") view=|| later(budgets, |budgets| budgets.first_charge) />
                    <Route path=path!("/app/budget/:year/index") view=|| later(budgets, |budgets| budgets.index) />
                    <Route path=path!("/app/budget/:year/index/:id") view=|| later(budgets, |budgets| budgets.index_kommune) />
                    <Route path=path!("/app/budget/:year/simulation") view=|| later(budgets, |budgets| budgets.simulation) />
                    <Route path=path!("/app/auszahlung") view=|| later(budgets, |budgets| budgets.payout) />
                    <Route path=path!("/app/auszahlung/:year") view=|| later(budgets, |budgets| budgets.payout_year) />
                    <Route path=path!("/app/auszahlung/:year/:id") view=|| later(budgets, |budgets| budgets.payment) />
                    <Route path=path!("/app/abrechnung") view=|| later(budgets, |budgets| budgets.settlements) />
                    <Route path=path!("/app/abrechnung/:year") view=|| later(budgets, |budgets| budgets.settlement_year) />
                    <Route path=path!("/app/abrechnung/:year/:id") view=|| later(budgets, |budgets| budgets.proof) />
                    <Route path=path!("/app/konten") view=|| later(office, |office| office.accounts) />
                    <Route path=path!("/app/protokoll") view=|| later(office, |office| office.log) />
                    <Route path=path!("/app/sitzungen") view=SessionsPage />
                    <Route path=path!("/app/vor-ort") view=TabletPage />
                    <Route path=path!("/app/vor-ort/:id") view=TabletListPage />
                    <Route path=path!("/app/vor-ort/:id/:pass") view=|| later(office, |office| office.pass) />
                    <Route path=path!("/app/erhebungen") view=FieldErhebungenPage />
                    <Route path=path!("/app/erhebungen/papier") view=|| later(paper, |paper| paper.erhebungen) />
                    <Route path=path!("/app/erhebungen/papier/:erhebung") view=|| later(paper, |paper| paper.entry) />
                    <Route path=path!("/app/erhebungen/freitexte") view=|| later(paper, |paper| paper.free_text_erhebungen) />
                    <Route path=path!("/app/erhebungen/freitexte/:erhebung") view=|| later(paper, |paper| paper.free_texts) />
                    <Route path=path!("/app/erhebungen/:erhebung/:submission") view=AnswerPage />
                    <Route path=path!("/app/erhebungen/:erhebung/:submission/zwei-antworten") view=TwoAnswersPage />
                    <Route path=path!("/app/geraet") view=DevicePage />
                    <Route path=path!("/app/geraete") view=DevicesPage />
                    <Route path=path!("/app/zu-pruefen") view=|| later(office, |office| office.review) />
                    <Route path=path!("/app/zu-pruefen/:submission") view=|| later(office, |office| office.finished_twice) />
                    <Route path=path!("/app/zu-pruefen/:device/:submission") view=|| later(office, |office| office.look) />
                    <Route path=path!("/app/frageboegen") view=|| later(questionnaires, |questionnaires| questionnaires.questionnaires) />
                    <Route path=path!("/app/frageboegen/neu") view=|| later(questionnaires, |questionnaires| questionnaires.new_questionnaire) />
                    <Route path=path!("/app/frageboegen/einspielen") view=|| later(questionnaires, |questionnaires| questionnaires.import_questionnaire) />
                    <Route path=path!("/app/frageboegen/erhebungen") view=|| later(questionnaires, |questionnaires| questionnaires.erhebungen) />
                    <Route path=path!("/app/frageboegen/erhebungen/neu") view=|| later(questionnaires, |questionnaires| questionnaires.new_erhebung) />
                    <Route path=path!("/app/frageboegen/erhebungen/:id") view=|| later(questionnaires, |questionnaires| questionnaires.erhebung) />
                    <Route path=path!("/app/frageboegen/:id") view=|| later(questionnaires, |questionnaires| questionnaires.questionnaire) />
                    <Route path=path!("/app/frageboegen/:id/papier") view=|| later(paper, |paper| paper.sheet) />
                    <Route path=path!("/app/frageboegen/:id/auswertung") view=|| later(questionnaires, |questionnaires| questionnaires.evaluation) />
                    <Route path=path!("/app/frageboegen/:id/entwurf") view=|| later(questionnaires, |questionnaires| questionnaires.design) />
                    <Route path=path!("/app/verzeichnis") view=|| later(office, |office| office.directory) />
                    <Route path=path!("/app/verzeichnis/einspielen") view=|| later(office, |office| office.import) />
                    <Route path=path!("/app/verzeichnis/:sheet") view=|| later(office, |office| office.list) />
                    <Route path=path!("/app/verzeichnis/:sheet/neu") view=|| later(office, |office| office.new_record) />
                    <Route path=path!("/app/verzeichnis/:sheet/:id") view=|| later(office, |office| office.record) />
                    <Route path=path!("/app/verzeichnis/:sheet/:id/bearbeiten") view=|| later(office, |office| office.edit_record) />
                </FlatRoutes>
            </StaffLayout>
        </Zone>
    }
}
