use crate::{ApiError, questionnaires::api::take_over, ui::Confirm};
use domain::AppError;
use leptos::{prelude::*, task::spawn_local};

/// For the Koordination on a KiSo's questionnaire: makes it office-wide, or says what has to happen first.
#[component]
pub fn TakeOver(
    id: String,
    title: String,
    /// Revision that was seen.
    seen: u32,
    /// There is a version, and no draft of a next one.
    is_ready: bool,
    /// How it ended. Kept by the page, because the questionnaire is drawn anew after it.
    answer: RwSignal<Option<Result<String, AppError>>>,
    changed: Callback<()>,
) -> impl IntoView {
    if !is_ready {
        return view! {
            <p>"Für alle übernehmen können Sie diesen Fragebogen, sobald die KiSo ihn veröffentlicht und keinen Entwurf mehr offen hat."</p>
        }
        .into_any();
    }
    let act = Callback::new(move |()| {
        answer.set(None);
        let id = id.clone();
        spawn_local(async move {
            answer.set(Some(match take_over(id, seen).await {
                Ok(()) => Ok("Der Fragebogen gehört jetzt dem Kreisjugendamt. Alle KiSo können ihn verwenden.".into()),
                Err(ApiError(error)) => Err(error),
            }));
            changed.run(());
        });
    });
    let question =
        "Für alle übernehmen? Danach können alle KiSo ihn verwenden, und nur die Koordination ändert ihn noch.";
    view! {
        <p class="actions">
            <Confirm label="Für alle übernehmen" yes="Wirklich übernehmen" question object=title act look="kern-btn--primary" />
        </p>
    }
    .into_any()
}
