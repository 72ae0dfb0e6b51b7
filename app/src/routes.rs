//! Which address shows which page, in the public zone. The staff zone's addresses lie with its bundle, in `frontend`.

use crate::{
    accounts::pages::{ForgotPasswordPage, LoginPage, SetPasswordPage},
    events::{
        CheckCertificatePage, EventPage, EventsPage, MyRegistrationPage, RegisteredPage, RequestedPage, TandemPage,
        TandemRegisteredPage, WaitingPage,
    },
    legal::{
        BarrierReportPage, BarrierReportSentPage, BarrierefreiheitPage, DatenschutzPage, ImpressumPage,
        LeichteSprachePage,
    },
    ui::{NotFound, PublicLayout, StartPage, Zone},
};
use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route},
    path,
};

/// The public zone: readable without WASM.
#[component]
pub fn PublicApp() -> impl IntoView {
    view! {
        <Zone>
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
                    <Route path=path!("/veranstaltungen/:id/angefragt") view=RequestedPage />
                    <Route path=path!("/veranstaltungen/:id/tandem") view=TandemPage />
                    <Route path=path!("/veranstaltungen/:id/tandem/:outcome") view=TandemRegisteredPage />
                    <Route path=path!("/veranstaltungen/:id/meine-anmeldung") view=MyRegistrationPage />
                    <Route path=path!("/bescheinigung") view=CheckCertificatePage />
                    <Route path=path!("/bescheinigung/:number") view=CheckCertificatePage />
                    <Route path=path!("/leichte-sprache") view=LeichteSprachePage />
                    <Route path=path!("/impressum") view=ImpressumPage />
                    <Route path=path!("/datenschutz") view=DatenschutzPage />
                    <Route path=path!("/barrierefreiheit") view=BarrierefreiheitPage />
                    <Route path=path!("/rueckmeldung") view=BarrierReportPage />
                    <Route path=path!("/rueckmeldung/danke") view=BarrierReportSentPage />
                </FlatRoutes>
            </PublicLayout>
        </Zone>
    }
}
