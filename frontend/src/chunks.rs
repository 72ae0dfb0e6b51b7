//! The staff zone in parts that a browser fetches when somebody opens a page of theirs. What is needed in the field — the
//! overview, answering, the device, lists of attendance — is no chunk: it comes with the bundle itself.
//!
//! A chunk hands out functions that make its pages, so that a page is made where it is shown and not where its code arrived.

use app::{
    accounts::pages::AccountsPage,
    audit::LogPage,
    budgets::{
        FirstChargePage, IndexKommunePage, IndexPage, SimulationPage, YearPage, YearsPage,
        payment::{PaymentPage, PayoutPage, PayoutYearPage},
        posts::PostsPage,
        settlement::{ProofPage, SettlementYearPage, SettlementsPage},
        views::{
            ComparisonPage, EmployersPage, ForecastPage, KommunenPage, OverviewPage, SozialraeumePage, StaffingPage,
        },
    },
    events::{
        AttendancePage, CalendarPage, ClosingPage, FeedbackPage, ImportPeoplePage, MinutesPage, OpenTasksPage,
        PassPage, ProposalPage, ProposalsPage, SeriesPage, StaffEditEventPage, StaffEventPage, StaffEventsPage,
        StaffNewEventPage, StatisticsPage, TemplatePage, TemplatesPage,
    },
    offline::pages::{FinishedTwicePage, LookPage, ReviewPage},
    people::{DirectoryPage, EditRecordPage, ImportPage, ListPage, NewRecordPage, RecordPage},
    questionnaires::{
        DesignPage, ErhebungPage, ErhebungenPage, EvaluationPage, FreeTextErhebungenPage, FreeTextsPage,
        ImportQuestionnairePage, NewErhebungPage, NewQuestionnairePage, PaperEntryPage, PaperErhebungenPage, PaperPage,
        QuestionnairePage, QuestionnairesPage,
    },
    ui::Open,
};
#[cfg(not(feature = "watched"))]
use leptos::wasm_split::wasm_split;
use leptos::{prelude::IntoAny, wasm_split::SplitLoaderError};

/// A chunk by name: the functions that make its pages.
macro_rules! chunk {
    ($(#[$about:meta])* $chunk:ident: $pages:ident { $($name:ident: $page:ident),+ $(,)? }) => {
        $(#[$about])*
        pub struct $pages {
            $(pub $name: Open,)+
        }

        /// Fetches the chunk when it is called for the first time.
        #[cfg(not(feature = "watched"))]
        #[wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, fallible)]
        pub fn $chunk() -> Result<$pages, SplitLoaderError> {
            Ok($pages { $($name: || $page().into_any(),)+ })
        }

        /// In one piece with the rest: cargo-leptos parts nothing.
        #[cfg(feature = "watched")]
        pub async fn $chunk() -> Result<$pages, SplitLoaderError> {
            Ok($pages { $($name: || $page().into_any(),)+ })
        }
    };
}

chunk! {
    /// The yearly budget, its payment and its settlement.
    budgets: Budgets {
        years: YearsPage,
        year: YearPage,
        comparison: ComparisonPage,
        overview: OverviewPage,
        sozialraeume: SozialraeumePage,
        kommunen: KommunenPage,
        employers: EmployersPage,
        staffing: StaffingPage,
        posts: PostsPage,
        forecast: ForecastPage,
        first_charge: FirstChargePage,
        index: IndexPage,
        index_kommune: IndexKommunePage,
        simulation: SimulationPage,
        payout: PayoutPage,
        payout_year: PayoutYearPage,
        payment: PaymentPage,
        settlements: SettlementsPage,
        settlement_year: SettlementYearPage,
        proof: ProofPage,
    }
}

chunk! {
    /// Making questionnaires and evaluating what came back.
    questionnaires: Questionnaires {
        questionnaires: QuestionnairesPage,
        new_questionnaire: NewQuestionnairePage,
        import_questionnaire: ImportQuestionnairePage,
        erhebungen: ErhebungenPage,
        new_erhebung: NewErhebungPage,
        erhebung: ErhebungPage,
        questionnaire: QuestionnairePage,
        evaluation: EvaluationPage,
        design: DesignPage,
    }
}

chunk! {
    /// Questionnaires on paper, to print and to type what comes back, and free texts to go through. The KiSo need it without the
    /// designer.
    paper: Paper {
        sheet: PaperPage,
        erhebungen: PaperErhebungenPage,
        entry: PaperEntryPage,
        free_text_erhebungen: FreeTextErhebungenPage,
        free_texts: FreeTextsPage,
    }
}

chunk! {
    /// Events, directory, accounts and log: what is looked up and written down at a desk.
    office: Office {
        staff_events: StaffEventsPage,
        staff_new_event: StaffNewEventPage,
        staff_event: StaffEventPage,
        staff_edit_event: StaffEditEventPage,
        event_series: SeriesPage,
        import_people: ImportPeoplePage,
        calendar: CalendarPage,
        attendance: AttendancePage,
        pass: PassPage,
        closing: ClosingPage,
        feedback: FeedbackPage,
        minutes: MinutesPage,
        open_tasks: OpenTasksPage,
        event_statistics: StatisticsPage,
        mail_templates: TemplatesPage,
        mail_template: TemplatePage,
        event_proposals: ProposalsPage,
        event_proposal: ProposalPage,
        directory: DirectoryPage,
        import: ImportPage,
        list: ListPage,
        new_record: NewRecordPage,
        record: RecordPage,
        edit_record: EditRecordPage,
        accounts: AccountsPage,
        log: LogPage,
        review: ReviewPage,
        look: LookPage,
        finished_twice: FinishedTwicePage,
    }
}
