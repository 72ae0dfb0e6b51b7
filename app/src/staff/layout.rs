//! What surrounds every page of the staff zone.

use super::{navigation::StaffNavigation, sign_out::SignOut, update::NewVersion};
use crate::{
    ApiError,
    accounts::api::{is_over, me},
    offline::{
        DeviceLock, DeviceStatus, SendState, Tablet, TabletStatus, Workspace, deliver_revoked, end_left_sessions,
        forget_lists, forget_references, go_with, is_online, keep_ending_left_sessions, prepare_leaving, remember_me,
        remembered_me, within,
    },
    ui::{
        FailurePage, Loading, LoggedOut, SkipLink, StaffDemoBanner, StaffFooter, WayOn, WithoutNetwork, follow_pages,
    },
};
use domain::{AppError, ErrorCode, FieldError, access::Role, accounts::MeView, german};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::components::A;
use std::time::Duration;

/// A network that carries nothing for so long is none: who works in the field must not look at an empty page.
const PATIENCE: Duration = Duration::from_secs(20);

/// Who uses the staff zone; given as context to its pages.
#[derive(Clone)]
pub struct StaffSession(pub MeView);

/// The staff zone around a page: asks once who is logged in.
#[component]
pub fn StaffLayout(children: ChildrenFn) -> impl IntoView {
    follow_pages();
    deliver_revoked();
    forget_lists();
    forget_references();
    keep_ending_left_sessions();
    provide_context(why_logged_out());
    let me = LocalResource::new(who_is_here);
    let children = StoredValue::new(children);
    let away = RwSignal::new(false);
    let content = move || {
        me.get().map(|me: Result<MeView, ApiError>| match me {
            Ok(me) => {
                provide_context(StaffSession(me.clone()));
                go_with(me.account.clone(), away);
                open_device(&me);
                view! { <StaffFrame me>{children.with_value(|children| children())}</StaffFrame> }.into_any()
            }
            Err(ApiError(error)) => view! { <StaffRefused error /> }.into_any(),
        })
    };
    view! {
        <div class="staff-zone" class:staff-zone--away=move || away.get()>
            <SkipLink />
            <StaffDemoBanner />
            <NewVersion />
            <Suspense fallback=Loading>{content}</Suspense>
            {move || away.get().then(|| view! { <Away /> })}
        </div>
    }
}

/// Asks the server whether the account has ended: only those are told who were logged in until then.
fn why_logged_out() -> LoggedOut {
    let reason = RwSignal::new(None);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            // Without the reason the page is as for everybody who is not logged in.
            let over = is_over().await.unwrap_or(false);
            _ = reason.try_set(over.then(|| german::sentence(&FieldError::new("", ErrorCode::AccountOver))));
        });
    });
    LoggedOut { reason, ask }
}

/// Asks the server; without it, whoever was here last works on with what lies on the device. Who has logged out, or whose
/// session the server has ended, is not remembered any more (`forget_me`).
async fn who_is_here() -> Result<MeView, ApiError> {
    // First of all: the cookie of who has left without network still opens everything.
    let asked = async {
        match end_left_sessions().await {
            Ok(()) => me().await,
            Err(error) => Err(ApiError(error)),
        }
    };
    // Where nobody is remembered, nothing could be shown instead: a slow network is waited for longer.
    let patience = if remembered_me().is_some() { PATIENCE } else { PATIENCE * 3 };
    let me = within(patience, asked).await.unwrap_or(Err(ApiError(AppError::Unreachable)));
    match me {
        Ok(me) => {
            remember_me(&me);
            prepare_leaving();
            Ok(me)
        }
        Err(ApiError(AppError::Unreachable)) => remembered_me().ok_or(ApiError(AppError::Unreachable)),
        Err(refused) => Err(refused),
    }
}

/// Gives the pages what lies on the device, for those who work in the field.
fn open_device(me: &MeView) {
    if me.role == Role::Koordination {
        return open_tablet(me);
    }
    if me.role != Role::KiSo {
        return;
    }
    let (workspace, state) = (Workspace::new(me.account.clone()), SendState::new());
    let lock = DeviceLock::new(workspace, state);
    provide_context(workspace);
    provide_context(state);
    provide_context(lock);
    provide_context(WithoutNetwork {
        is_cut_off: || !is_online(),
        sentence: "Ohne Netz geht diese Seite nicht. Erhebungen und Dieses Gerät gehen; Ihre Kitas und Veranstaltungen \
                   stehen in der Übersicht.",
        links: &[("/app/erhebungen", "Erhebungen"), ("/app/geraet", "Dieses Gerät")],
    });
    lock.start();
}

/// Gives the pages the lists of attendance that lie on the device, for those who lead events.
fn open_tablet(me: &MeView) {
    let tablet = Tablet::new(me.account.clone());
    let lock = DeviceLock::of_tablet(me.account.clone(), tablet);
    provide_context(tablet);
    provide_context(lock);
    provide_context(WithoutNetwork {
        is_cut_off: || !is_online(),
        sentence: "Ohne Netz geht diese Seite nicht. Die Listen unter »Vor Ort« gehen.",
        links: &[("/app/vor-ort", "Vor Ort")],
    });
    lock.start();
}

#[component]
fn StaffFrame(me: MeView, children: Children) -> impl IntoView {
    let role = me.role;
    let device = use_context::<Workspace>()
        .zip(use_context::<SendState>())
        .zip(use_context::<DeviceLock>())
        .map(|((workspace, state), lock)| view! { <DeviceStatus workspace state lock /> });
    let tablet = use_context::<Tablet>().map(|tablet| view! { <TabletStatus tablet /> });
    view! {
        <header class="header">
            <A href="/app" exact=true attr:class="header__name">"Sozialraumportal"</A>
            <span class="header__person">
                <A href="/app/sitzungen" attr:class="header__account">{me.name}</A>
                <span class="header__role">{german::role(role)}</span>
            </span>
            {device}
            {tablet}
            <SignOut />
        </header>
        <div class="staff">
            <StaffNavigation role />
            <main id="inhalt" class="content">{children()}</main>
        </div>
        <StaffFooter />
    }
}

/// In place of a page whose person has logged out beside it and in which something was typed: that is hidden, and still there.
#[component]
fn Away() -> impl IntoView {
    view! {
        <Title text="Nicht angemeldet" />
        <main class="content away">
            <h1 class="kern-heading-large page__title">"Nicht angemeldet"</h1>
            <p class="lead">
                "Sie haben sich auf einer anderen Seite dieses Browsers abgemeldet. Was Sie hier eingegeben haben, ist noch da: \
                 Bitte melden Sie sich in einem neuen Tab an, dann sehen Sie es hier wieder."
            </p>
            <p class="actions"><WayOn error=AppError::Unauthenticated /></p>
        </main>
    }
}

/// Nobody is logged in, or the server cannot say who: the frame without name and navigation.
#[component]
fn StaffRefused(error: AppError) -> impl IntoView {
    let nobody = (error == AppError::Unreachable).then(|| {
        view! {
            <p>"Auf diesem Gerät ist niemand angemeldet, und ohne Netz geht das Anmelden nicht. Was hier liegt, ist nach der                 nächsten Anmeldung wieder da."</p>
        }
    });
    view! {
        <header class="header"><a class="header__name" href="/" rel="external">"Sozialraumportal"</a></header>
        <main id="inhalt" class="content"><FailurePage error />{nobody}</main>
        <StaffFooter />
    }
}
