//! Before a locked device: setting its PIN, entering it, and what to do when it is forgotten.

use crate::{
    ApiError,
    offline::{DeviceLock, OfflineError, Stage, focus},
    ui::{Confirm, Field, Form, Loading, Notice, NoticeKind, Page, SendForm, Sending},
};
use domain::{
    AppError, ErrorCode, FieldError,
    sync::{
        german,
        vault::{Closed, Pin, PinInput},
    },
};
use leptos::{prelude::*, task::spawn_local};

/// Name and id of the field.
const PIN: &str = "pin";

/// Finding the key takes a second or two on a tablet.
const CHECKING: &str = "Wird geprüft …";

/// What stands in place of a page of the device until it is open.
#[component]
pub fn LockPage(lock: DeviceLock, stage: Stage) -> impl IntoView {
    match stage {
        Stage::Looking | Stage::Open => view! { <Page title="Dieses Gerät"><Loading /></Page> }.into_any(),
        Stage::New => view! { <NewPin lock /> }.into_any(),
        Stage::Locked => view! { <EnterPin lock /> }.into_any(),
        Stage::Closed(why) => view! { <LoginNeeded why lock /> }.into_any(),
        Stage::Failed(error) => view! {
            <Page title="Dieses Gerät"><Notice kind=NoticeKind::Danger title=error.sentence() /></Page>
        }
        .into_any(),
    }
}

#[component]
fn NewPin(lock: DeviceLock) -> impl IntoView {
    let [pin, repeated] = [(); 2].map(|()| RwSignal::new(String::new()));
    let input = move || PinInput { pin: pin.get(), repeated: repeated.get() };
    let form = Form::new(move || input().check().err().unwrap_or_default());
    let failure = RwSignal::new(None::<OfflineError>);
    let send = move || -> Sending {
        let new = input().check().map_err(|faults| OfflineError::Server(AppError::Invalid(faults)));
        Box::pin(attempt(failure, async move { lock.set_up(new?).await.map(|()| None) }))
    };
    view! {
        <Page title="PIN für dieses Gerät">
            <p class="kern-body">
                "Was Sie unterwegs ausfüllen, liegt verschlüsselt auf diesem Gerät. Ihre PIN öffnet es, auch ohne Netz. Nach
                fünf Minuten ohne Eingabe sperrt es sich von selbst, und ebenso, wenn Sie die letzte offene Seite neu laden oder
                schließen: Der Schlüssel steht nur im Arbeitsspeicher."
            </p>
            // No browser tells a page that it is private; said to everybody before anything lies here.
            <p class="kern-body">
                "Bitte nehmen Sie dafür kein privates Fenster: Es vergisst alles, was noch nicht gesendet ist, sobald es geschlossen wird."
            </p>
            <Trouble failure />
            <SendForm form label="PIN festlegen" meanwhile=CHECKING send>
                <PinField form name="pin" label="Neue PIN" value=pin
                    hint="Mindestens 8 Ziffern, kein Datum und keine Zahlenreihe. Oder ein Satz mit mindestens 12 Zeichen." />
                <PinField form name="repeated" label="Neue PIN wiederholen" value=repeated />
            </SendForm>
            <details class="forgotten">
                <summary class="kern-body">"Und wenn ich sie vergesse?"</summary>
                <p class="kern-body">{lock.words().0}</p>
            </details>
        </Page>
    }
}

#[component]
fn EnterPin(lock: DeviceLock) -> impl IntoView {
    let pin = RwSignal::new(String::new());
    let is_blank = move || pin.with(String::is_empty).then(|| FieldError::new(PIN, ErrorCode::Required));
    let form = Form::new(move || is_blank().into_iter().collect());
    let failure = RwSignal::new(None::<OfflineError>);
    let send = move || -> Sending {
        let typed = Pin::typed(&pin.get());
        Box::pin(attempt(failure, async move {
            if lock.unlock(typed).await? {
                return Ok(None);
            }
            // A page that asks for a login has taken the place of this one when no try is left.
            _ = pin.try_set(String::new());
            Ok(Some(FieldError::with_limit(PIN, ErrorCode::WrongPin, i64::from(lock.tries_left().await?))))
        }))
    };
    view! {
        <Page title="Gerät gesperrt">
            <p class="kern-body">"Bitte geben Sie Ihre PIN ein. Was hier liegt, bleibt bis dahin verschlüsselt; nichts ist verloren."</p>
            <Trouble failure />
            <SendForm form label="Öffnen" meanwhile=CHECKING send>
                <PinField form name=PIN label="PIN" value=pin />
            </SendForm>
            <Forgotten lock />
        </Page>
    }
}

#[component]
fn LoginNeeded(why: Closed, lock: DeviceLock) -> impl IntoView {
    view! {
        <Page title="Anmeldung nötig">
            <Notice kind=NoticeKind::Info title=german::closed(why)>
                <p class="kern-body">"Was auf diesem Gerät liegt, bleibt verschlüsselt hier. Melden Sie sich mit Netz neu an; danach geht es mit Ihrer PIN weiter."</p>
            </Notice>
            <p><a class="kern-link" href=format!("/anmelden?next={}", lock.home()) rel="external">"Neu anmelden"</a></p>
            <Forgotten lock />
        </Page>
    }
}

/// The way on without the PIN, with what it means before it is taken.
#[component]
fn Forgotten(lock: DeviceLock) -> impl IntoView {
    let failure = RwSignal::new(None::<OfflineError>);
    let (forgotten, question) = lock.words();
    let act = Callback::new(move |()| {
        failure.set(None);
        spawn_local(async move {
            // When it worked, the page that sets a new PIN stands here.
            if let Err(error) = lock.give_up_pin().await {
                _ = failure.try_set(Some(error));
            }
        });
    });
    view! {
        <details class="forgotten">
            <summary class="kern-body">"PIN vergessen?"</summary>
            <p class="kern-body">{forgotten}</p>
            {move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })}
            <Confirm label="Neue PIN festlegen" yes="Gerät leeren und neue PIN festlegen" question act />
        </details>
    }
}

/// A field for a PIN: hidden like a password, but nothing that the browser should offer to keep.
#[component]
fn PinField(
    form: Form,
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! { <Field form name label value kind="password" hint autocomplete="one-time-code" /> }
}

/// What went wrong beside the PIN.
#[component]
fn Trouble(failure: RwSignal<Option<OfflineError>>) -> impl IntoView {
    move || failure.get().map(|error| view! { <Notice kind=NoticeKind::Danger title=error.sentence() /> })
}

/// Waits for `trying`, which says what is wrong with the PIN, if anything. When it worked, another page stands here.
async fn attempt(
    failure: RwSignal<Option<OfflineError>>,
    trying: impl Future<Output = Result<Option<FieldError>, OfflineError>>,
) -> Result<(), ApiError> {
    _ = failure.try_set(None);
    match trying.await {
        Ok(None) => Ok(()),
        Ok(Some(fault)) => {
            // The field is empty again, and says how many tries are left.
            focus(PIN);
            Err(AppError::Invalid(vec![fault]).into())
        }
        Err(OfflineError::Server(error)) => Err(error.into()),
        Err(error) => {
            _ = failure.try_set(Some(error));
            Ok(())
        }
    }
}
