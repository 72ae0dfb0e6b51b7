use crate::{ApiError, questionnaires::api::take_over, ui::Confirm};
use domain::AppError;
use leptos::{prelude::*, task::spawn_local};

/// What is asked before, and said after it.
const PUBLISHED: (&str, &str) = (
    "Für alle übernehmen? Danach können alle KiSo ihn verwenden, und nur die Koordination ändert ihn noch.",
    "Der Fragebogen gehört jetzt dem Kreisjugendamt. Alle KiSo können ihn verwenden.",
);
const WITH_DRAFT: (&str, &str) = (
    "Für alle übernehmen, mit dem Entwurf der KiSo? Danach bearbeitet und veröffentlicht ihn nur noch die Koordination.",
    "Der Fragebogen gehört jetzt dem Kreisjugendamt, mit seinem Entwurf. Sie können ihn bearbeiten, veröffentlichen oder \
     verwerfen.",
);

/// For the Koordination on a KiSo's questionnaire: makes it office-wide, or says what has to happen first.
#[component]
pub fn TakeOver(
    id: String,
    title: String,
    /// Revision that was seen.
    seen: u32,
    /// It is published and she works on no next version, or she has left.
    is_ready: bool,
    /// A draft goes along.
    has_draft: bool,
    /// How it ended. Kept by the page, because the questionnaire is drawn anew after it.
    answer: RwSignal<Option<Result<String, AppError>>>,
    changed: Callback<()>,
) -> impl IntoView {
    if !is_ready {
        return view! {
            <p>
                "Für alle übernehmen können Sie diesen Fragebogen, sobald die KiSo ihn veröffentlicht und keinen Entwurf mehr \
                 offen hat, oder sobald ihr Konto gesperrt ist."
            </p>
        }
        .into_any();
    }
    let (question, done) = if has_draft { WITH_DRAFT } else { PUBLISHED };
    let act = Callback::new(move |()| {
        answer.set(None);
        let id = id.clone();
        spawn_local(async move {
            answer.set(Some(match take_over(id, seen).await {
                Ok(()) => Ok(done.into()),
                Err(ApiError(error)) => Err(error),
            }));
            _ = changed.try_run(());
        });
    });
    view! {
        <p class="actions">
            <Confirm label="Für alle übernehmen" yes="Wirklich übernehmen" question object=title act look="kern-btn--primary" />
        </p>
    }
    .into_any()
}
