//! What surrounds every page of the staff zone.

use super::{
    Loading, banner::StaffDemoBanner, failure::FailurePage, focus::follow_pages, footer::StaffFooter, layout::SkipLink,
    navigation::StaffNavigation,
};
use crate::{ApiError, accounts::api::me};
use domain::{AppError, accounts::MeView, german};
use leptos::prelude::*;
use leptos_router::components::A;

/// Who uses the staff zone; given as context to its pages.
#[derive(Clone)]
pub struct StaffSession(pub MeView);

/// The staff zone around a page: asks once who is logged in.
#[component]
pub fn StaffLayout(children: ChildrenFn) -> impl IntoView {
    follow_pages();
    let me = LocalResource::new(me);
    let children = StoredValue::new(children);
    let content = move || {
        me.get().map(|me: Result<MeView, ApiError>| match me {
            Ok(me) => {
                provide_context(StaffSession(me.clone()));
                view! { <StaffFrame me>{children.with_value(|children| children())}</StaffFrame> }.into_any()
            }
            Err(ApiError(error)) => view! { <StaffRefused error /> }.into_any(),
        })
    };
    view! {
        <div class="staff-zone">
            <SkipLink />
            <StaffDemoBanner />
            <Suspense fallback=Loading>{content}</Suspense>
        </div>
    }
}

#[component]
fn StaffFrame(me: MeView, children: Children) -> impl IntoView {
    let role = me.role;
    view! {
        <header class="header">
            <A href="/app" exact=true attr:class="header__name">"Sozialraumportal"</A>
            <span class="header__person">
                <A href="/app/sitzungen" attr:class="header__account">{me.name}</A>
                <span class="header__role">{german::role(role)}</span>
            </span>
            <form method="post" action="/abmelden">
                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Abmelden"</span></button>
            </form>
        </header>
        <div class="staff">
            <StaffNavigation role />
            <main id="inhalt" class="content">{children()}</main>
        </div>
        <StaffFooter />
    }
}

/// Nobody is logged in, or the server cannot say who: the frame without name and navigation.
#[component]
fn StaffRefused(error: AppError) -> impl IntoView {
    view! {
        <header class="header"><a class="header__name" href="/" rel="external">"Sozialraumportal"</a></header>
        <main id="inhalt" class="content"><FailurePage error /></main>
        <StaffFooter />
    }
}
