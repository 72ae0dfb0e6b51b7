use crate::{
    questionnaires::{api::take_over, view::QuestionnaireRow},
    ui::{Acts, Confirm},
};
use leptos::prelude::*;

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
    /// As it was seen: with its draft where it has one, which goes along.
    head: QuestionnaireRow,
    acts: Acts,
) -> impl IntoView {
    let QuestionnaireRow { id, title, revision, has_draft, may_take_over, .. } = head;
    if !may_take_over {
        return view! {
            <p>
                "Für alle übernehmen können Sie diesen Fragebogen, sobald die KiSo ihn veröffentlicht und keinen Entwurf mehr \
                 offen hat, oder sobald ihr Konto gesperrt ist oder eine andere Rolle hat."
            </p>
        }
        .into_any();
    }
    let (question, done) = if has_draft { WITH_DRAFT } else { PUBLISHED };
    let act = Callback::new(move |()| {
        let taken = take_over(id.clone(), revision);
        acts.run(async move { taken.await.map(|()| done.to_owned()) });
    });
    view! {
        <p class="actions">
            <Confirm label="Für alle übernehmen" yes="Wirklich übernehmen" question object=title act look="kern-btn--primary" />
        </p>
    }
    .into_any()
}
