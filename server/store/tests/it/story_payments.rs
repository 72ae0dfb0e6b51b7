//! The payments' story: a run is released by a second person, months are prepared, festgestellt, angeordnet and paid, one
//! comes back. Whoever acts at the same time as somebody else is told so, and nothing happens twice.

use crate::engines::{Stage, noon, on_each_engine};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError, ErrorCode,
    access::{
        BudgetReader, Finanzen, Kasse, Koordination, PaymentPlanner, PaymentReader, Principal, Right, Role, Scope,
    },
    budgets::{
        Euro, Inputs, Release, RunStatus, calculate, demo,
        payment::{
            Anordnung, Booked, Cancellation, Feststellung, FileOrder, Ledger, LineState, PaymentFile, PaymentRun,
            PaymentStatus, Prepared, Renewal, StepKind, YearPlan, port::PaymentStore,
        },
        port::BudgetStore,
    },
    ids::{AccountId, PaymentRunId, RunId},
    people::{self, BankAccount, Iban},
};
use rust_decimal::Decimal;
use std::{future::Future, sync::Arc};
use store::internals::{Query, Ref};
use uuid::Uuid;

const YEAR: i32 = 2026;

fn principal(account: u128, role: Role, scope: Scope) -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(account)), role, scope }
}

fn office<R: Right>(account: u128, role: Role) -> R {
    principal(account, role, Scope::All).require().unwrap()
}

fn koordination() -> Koordination {
    office(1, Role::Koordination)
}

fn finanzen(account: u128) -> Finanzen {
    office(account, Role::Finanzen)
}

fn kasse() -> Kasse {
    office(9, Role::Kasse)
}

fn everybody() -> PaymentReader {
    office(8, Role::Revision)
}

fn run_id(number: u128) -> RunId {
    RunId::new(Uuid::from_u128(number))
}

fn payment_id(number: u128) -> PaymentRunId {
    PaymentRunId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

fn later(seconds: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(seconds)
}

/// Without runs that are only saved, in the order in which they happened.
async fn steps_in_the_log(stage: &Stage) -> Vec<String> {
    const STEPS: &str = "SELECT VALUE action FROM audit WHERE action != 'budget.save_run' ORDER BY at;";
    stage.store.rows(Query::read(STEPS)).await.unwrap()
}

/// Both ports of one store.
#[derive(Clone)]
struct Office {
    budgets: Arc<dyn BudgetStore>,
    payments: Arc<dyn PaymentStore>,
}

impl Office {
    fn of(stage: &Stage) -> Self {
        Self { budgets: Arc::new(stage.store.clone()), payments: Arc::new(stage.store.clone()) }
    }

    /// A stored run of which the release was asked for.
    async fn requested(&self, number: u128, landeszuweisung: &str) {
        let mut input = demo::parameters(YEAR);
        input.set("landeszuweisung", landeszuweisung);
        let day = noon().date_naive();
        let inputs = Inputs::of_directory(&people::demo::directory(day), day).unwrap();
        let run = calculate(input.check().unwrap(), inputs).unwrap();
        self.budgets.save_run(&koordination(), run_id(number), &run, later(number as i64)).await.unwrap();
        self.payments.request_release(&koordination(), run_id(number), later(number as i64)).await.unwrap();
    }

    async fn release(&self, number: u128, by: u128) -> Result<(), AppError> {
        let ledger = self.ledger().await;
        let reader: BudgetReader = office(by, Role::Finanzen);
        let head = self.budgets.run(&reader, run_id(number)).await?.head;
        self.payments.release(&Release::of(&head, &finanzen(by))?, ledger.version, later(100)).await
    }

    async fn ledger(&self) -> Ledger {
        self.payments.ledger(&everybody(), YEAR).await.unwrap()
    }

    async fn plan(&self, ledger: &Ledger) -> YearPlan {
        let reader: BudgetReader = office(8, Role::Revision);
        let released = ledger.released.unwrap();
        let view = self.budgets.run(&reader, released).await.unwrap().view(&[]);
        YearPlan::new(released, &view.anstellungstraeger, ledger).unwrap()
    }

    async fn payment(&self, number: u128) -> PaymentRun {
        self.ledger().await.run(payment_id(number)).unwrap().clone()
    }

    async fn prepared(&self, number: u128, month: u8) -> Result<Prepared, AppError> {
        let ledger = self.ledger().await;
        let plan = self.plan(&ledger).await;
        let account =
            |_| Iban::parse("", "DE89370400440532013000").ok().map(|iban| BankAccount { holder: "A".into(), iban });
        Ok(Prepared::of(payment_id(number), month, &plan, &ledger, account)?.prepared)
    }

    async fn prepare(&self, number: u128, month: u8) -> Result<(), AppError> {
        let prepared = self.prepared(number, month).await?;
        self.payments.prepare(&koordination(), &prepared, later(200)).await
    }

    async fn renewal(&self, outdated: u128, anew: u128) -> Renewal {
        let ledger = self.ledger().await;
        let rest = self.plan(&ledger.without(payment_id(outdated))).await;
        let account =
            |_| Iban::parse("", "DE89370400440532013000").ok().map(|iban| BankAccount { holder: "A".into(), iban });
        let prepared = Prepared::of(payment_id(anew), 0, &rest, &ledger, account).unwrap().prepared;
        let payment = ledger.run(payment_id(outdated)).unwrap();
        Renewal::of(payment, &self.plan(&ledger).await, prepared, &koordination()).unwrap()
    }

    async fn feststellung(&self, number: u128, by: u128) -> Result<Feststellung, AppError> {
        let ledger = self.ledger().await;
        let payment = ledger.run(payment_id(number)).unwrap();
        Feststellung::of(payment, &self.plan(&ledger).await, ledger.version, &finanzen(by))
    }

    async fn feststellen(&self, number: u128, by: u128) -> Result<(), AppError> {
        let checked = self.feststellung(number, by).await?;
        self.payments.feststellen(&checked, later(300)).await
    }

    async fn anordnung(&self, number: u128, by: u128) -> Result<Anordnung, AppError> {
        let ledger = self.ledger().await;
        let payment = ledger.run(payment_id(number)).unwrap();
        Anordnung::of(payment, &self.plan(&ledger).await, ledger.version, &finanzen(by))
    }

    async fn order(&self, number: u128, month: u8) {
        self.prepare(number, month).await.unwrap();
        self.feststellen(number, 2).await.unwrap();
        let anordnung = self.anordnung(number, 3).await.unwrap();
        self.payments.anordnen(&anordnung, later(400)).await.unwrap();
    }

    async fn all_paid(&self, number: u128) -> Result<Booked, AppError> {
        let ledger = self.ledger().await;
        let payment = ledger.run(payment_id(number)).unwrap();
        Booked::all_paid(payment, noon().date_naive(), ledger.version, &kasse(), later(600))
    }
}

async fn released(stage: &Stage) -> Office {
    let office = Office::of(stage);
    office.requested(1, "1.740.000,00").await;
    office.release(1, 2).await.unwrap();
    office
}

/// Does the same several times at once; returns how many were told that they did it, and asserts that the others were
/// told of the conflict.
async fn at_once<F>(times: u128, work: impl Fn(u128) -> F) -> usize
where
    F: Future<Output = Result<(), AppError>> + Send + 'static,
{
    let tasks: Vec<_> = (0..times).map(|number| tokio::spawn(work(number))).collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => won += 1,
            Err(error) => assert_eq!(error, AppError::Conflict),
        }
    }
    won
}

#[test]
fn a_run_is_asked_for_and_released_by_somebody_else() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage);
        assert_eq!(office.payments.released_years(&everybody()).await, Ok(vec![]));
        assert_eq!(office.payments.request_release(&koordination(), run_id(1), noon()).await, Err(AppError::NotFound));
        office.requested(1, "1.740.000,00").await;
        office.payments.request_release(&koordination(), run_id(1), later(9)).await.unwrap();
        let by = AccountId::new(Uuid::from_u128(1));
        let reader: BudgetReader = self::office(8, Role::Revision);
        let runs = office.budgets.runs(&reader, YEAR).await.unwrap();
        assert_eq!(runs[0].status, RunStatus::Requested { by, at: later(1) }, "asked twice is asked once");
        assert_eq!(steps_in_the_log(&stage).await, ["budget.request_release"], "and is in the log once");
        assert_eq!(office.release(1, 1).await, Err(AppError::field("", ErrorCode::SamePerson)));
        office.release(1, 2).await.unwrap();
        let by = AccountId::new(Uuid::from_u128(2));
        let head = office.budgets.run(&reader, run_id(1)).await.unwrap().head;
        assert_eq!(head.status, RunStatus::Released { by, at: later(100) });
        assert_eq!(office.payments.request_release(&koordination(), run_id(1), noon()).await, Err(AppError::Conflict));
        assert_eq!(office.payments.released_years(&everybody()).await, Ok(vec![YEAR]));
        assert_eq!(office.ledger().await.released, Some(run_id(1)));
    });
}

#[test]
fn what_was_asked_for_is_taken_back_by_who_asked_until_it_is_released() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage);
        let take_back = async |by: u128, seconds: i64| {
            let by: Koordination = self::office(by, Role::Koordination);
            office.payments.take_back_request(&by, run_id(1), later(seconds)).await
        };
        assert_eq!(take_back(1, 0).await, Err(AppError::NotFound));
        office.requested(1, "1.740.000,00").await;
        assert_eq!(take_back(5, 2).await, Err(AppError::Forbidden), "a colleague");
        take_back(1, 3).await.unwrap();
        take_back(1, 4).await.unwrap();
        let reader: BudgetReader = self::office(8, Role::Revision);
        let status = async || office.budgets.run(&reader, run_id(1)).await.unwrap().head.status;
        assert_eq!(status().await, RunStatus::Draft);
        assert_eq!(office.release(1, 2).await, Err(AppError::field("", ErrorCode::WrongState)));
        // Asked for once more, by somebody else.
        let colleague: Koordination = self::office(5, Role::Koordination);
        office.payments.request_release(&colleague, run_id(1), later(5)).await.unwrap();
        assert_eq!(take_back(1, 6).await, Err(AppError::Forbidden));
        office.release(1, 2).await.unwrap();
        assert_eq!(take_back(5, 101).await, Err(AppError::Conflict));
        const STEPS: &str = "
            SELECT VALUE [array::first(before[WHERE status]).status, array::first(after[WHERE status]).status] FROM audit
                WHERE action = 'budget.take_back_request';
        ";
        let steps: Vec<Vec<String>> = stage.store.rows(Query::read(STEPS)).await.unwrap();
        assert_eq!(steps, [["requested", "draft"]], "taken back twice is in the log once");
    });
}

#[test]
fn a_released_run_cannot_go_back() {
    on_each_engine(|stage| async move {
        released(&stage).await;
        for text in [
            "UPDATE run SET status = 'draft' RETURN NONE;",
            "UPDATE run SET gesamt = 1dec RETURN NONE;",
            "UPDATE run_document SET document = '{}' RETURN NONE;",
        ] {
            assert!(stage.store.run(Query::write(text)).await.is_err(), "{text}");
        }
    });
}

#[test]
fn of_two_runs_released_at_once_one_is() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage);
        for number in 1..=4 {
            office.requested(number, &format!("1.740.00{number},00")).await;
        }
        let won = at_once(4, |number| {
            let office = office.clone();
            async move {
                let reader: BudgetReader = self::office(2, Role::Finanzen);
                let head = office.budgets.run(&reader, run_id(number + 1)).await?.head;
                office.payments.release(&Release::of(&head, &finanzen(number + 20))?, 0, later(100)).await
            }
        });
        assert_eq!(won.await, 1);
        assert_eq!(office.ledger().await.version, 1);
        const RELEASED: &str = "SELECT VALUE status FROM run WHERE status = 'released';";
        assert_eq!(stage.store.rows::<String>(Query::read(RELEASED)).await.unwrap().len(), 1);
    });
}

#[test]
fn of_four_people_who_release_one_run_or_check_one_month_at_once_one_does() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage);
        office.requested(1, "1.740.000,00").await;
        let reader: BudgetReader = self::office(2, Role::Finanzen);
        let head = office.budgets.run(&reader, run_id(1)).await.unwrap().head;
        let won = at_once(4, |number| {
            let (payments, release) = (office.payments.clone(), Release::of(&head, &finanzen(number + 20)).unwrap());
            async move { payments.release(&release, 0, later(100)).await }
        });
        assert_eq!(won.await, 1);
        assert_eq!(office.ledger().await.version, 1);
        office.prepare(1, 0).await.unwrap();
        let ledger = office.ledger().await;
        let plan = office.plan(&ledger).await;
        let won = at_once(4, |number| {
            let payment = ledger.run(payment_id(1)).unwrap();
            let step = Feststellung::of(payment, &plan, ledger.version, &finanzen(number + 30)).unwrap();
            let payments = office.payments.clone();
            async move { payments.feststellen(&step, later(300)).await }
        });
        assert_eq!(won.await, 1);
        assert_eq!(office.payment(1).await.status(), PaymentStatus::Festgestellt);
    });
}

#[test]
fn a_month_goes_from_plan_to_paid_and_one_payment_comes_back() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        office.order(1, 0).await;
        let payment = office.payment(1).await;
        assert_eq!((payment.status(), payment.lines.len()), (PaymentStatus::Angeordnet, 12));
        let reader: BudgetReader = self::office(8, Role::Revision);
        let run = office.budgets.run(&reader, run_id(1)).await.unwrap();
        let january = run.view(&[]).anstellungstraeger.iter().map(|row| row.months[0]).collect::<Vec<_>>();
        let january = Euro::checked_sum(january).unwrap();
        assert_eq!(payment.sum(), Some(january), "the Abschläge of the released run");
        let base = office.ledger().await.version;
        let order = FileOrder::of(&payment, "2026-03-04", noon().date_naive(), base, &kasse()).unwrap();
        office.payments.make_file(&order, later(500)).await.unwrap();
        office.payments.make_file(&order, later(510)).await.unwrap();
        let file = PaymentFile::of(&office.payment(1).await).unwrap();
        assert_eq!((file.made_at, file.orders.len()), (later(500), 12), "sent twice, made once");
        let booked = office.all_paid(1).await.unwrap();
        office.payments.book(&booked, later(600)).await.unwrap();
        office.payments.book(&booked, later(610)).await.unwrap();
        let of = people::demo::anstellungstraeger(12);
        let ledger = office.ledger().await;
        let why = (noon().date_naive(), "Konto erloschen");
        let back = Booked::returned(ledger.run(payment_id(1)).unwrap(), of, why, ledger.version, &kasse(), later(700))
            .unwrap();
        office.payments.book(&back, later(700)).await.unwrap();
        let payment = office.payment(1).await;
        assert_eq!(payment.bookings.len(), 13, "twelve paid, one back");
        assert!(matches!(payment.line_state(of), LineState::Returned { .. }));
        assert_eq!(PaymentFile::of(&payment).unwrap(), file, "the file stays what it was");
        office.order(2, 0).await;
        assert_eq!(office.payment(2).await.lines.len(), 1, "what came back is paid once more");
        const SUM: &str = "RETURN math::sum((SELECT VALUE amount FROM payment_booking));";
        let sum: Decimal = stage.store.value(Query::read(SUM)).await.unwrap();
        assert_eq!(Euro::from_decimal(sum), january.checked_sub(Euro::from_cents(959_793)));
    });
}

#[test]
fn b7_who_prepares_the_same_month_at_once_prepares_it_once() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        let ledger = office.ledger().await;
        let plan = office.plan(&ledger).await;
        let won = at_once(4, |number| {
            let iban = Iban::parse("", "DE89370400440532013000").unwrap();
            let account = |_| Some(BankAccount { holder: "A".into(), iban: iban.clone() });
            let prepared = Prepared::of(payment_id(number + 1), 0, &plan, &ledger, account).unwrap().prepared;
            let payments = office.payments.clone();
            async move { payments.prepare(&koordination(), &prepared, later(200)).await }
        });
        assert_eq!(won.await, 1);
        assert_eq!(office.ledger().await.runs.len(), 1);
        assert_eq!(office.prepare(9, 0).await, Err(AppError::field("month", ErrorCode::NothingDue)));
    });
}

#[test]
fn who_orders_or_books_the_same_at_once_does_it_once() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        office.prepare(1, 0).await.unwrap();
        office.feststellen(1, 2).await.unwrap();
        let ledger = office.ledger().await;
        let plan = office.plan(&ledger).await;
        let won = at_once(4, |number| {
            let payment = ledger.run(payment_id(1)).unwrap();
            let anordnung = Anordnung::of(payment, &plan, ledger.version, &finanzen(number + 30)).unwrap();
            let payments = office.payments.clone();
            async move { payments.anordnen(&anordnung, later(400)).await }
        });
        assert_eq!(won.await, 1);
        let booked = office.all_paid(1).await.unwrap();
        let ledger = office.ledger().await;
        let why = (noon().date_naive(), "nicht ausgeführt");
        let payment = ledger.run(payment_id(1)).unwrap();
        let of = people::demo::anstellungstraeger(12);
        let back = Booked::returned(payment, of, why, ledger.version, &kasse(), later(600)).unwrap();
        let won = at_once(2, |number| {
            let (payments, booked) = (office.payments.clone(), if number == 0 { booked.clone() } else { back.clone() });
            async move { payments.book(&booked, later(600)).await }
        });
        assert_eq!(won.await, 1, "paid or back, not both from one look at the page");
    });
}

#[test]
fn an_order_and_a_release_at_once_do_not_both_count() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        office.prepare(1, 0).await.unwrap();
        office.feststellen(1, 2).await.unwrap();
        let anordnung = office.anordnung(1, 3).await.unwrap();
        office.requested(2, "1.800.000,00").await;
        office.release(2, 3).await.unwrap();
        assert_eq!(office.payments.anordnen(&anordnung, later(400)).await, Err(AppError::Conflict));
        assert_eq!(office.anordnung(1, 3).await.err(), Some(AppError::field("", ErrorCode::PlanChanged)));
        let ledger = office.ledger().await;
        let planner: PaymentPlanner = self::office(1, Role::Koordination);
        let payment = ledger.run(payment_id(1)).unwrap();
        let cancellation = Cancellation::of(payment, "Der Plan hat sich geändert", ledger.version, &planner).unwrap();
        office.payments.cancel(&cancellation, later(450)).await.unwrap();
        office.payments.cancel(&cancellation, later(460)).await.unwrap();
        assert_eq!(office.payment(1).await.status(), PaymentStatus::Cancelled);
        office.order(2, 0).await;
    });
}

#[test]
fn an_outdated_payment_run_is_prepared_anew_once() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        office.prepare(1, 0).await.unwrap();
        office.requested(2, "1.800.000,00").await;
        office.release(2, 3).await.unwrap();
        assert_eq!(office.feststellen(1, 2).await, Err(AppError::field("", ErrorCode::PlanChanged)));
        let (first, late) = (office.renewal(1, 2).await, office.renewal(1, 3).await);
        office.payments.renew(&first, later(450)).await.unwrap();
        office.payments.renew(&first, later(460)).await.unwrap();
        assert_eq!(office.payments.renew(&late, later(470)).await, Err(AppError::Conflict), "one look at the page");
        const RENEWED: &str = "SELECT VALUE action FROM audit WHERE action = 'budget.renew_payment';";
        assert_eq!(stage.store.rows::<String>(Query::read(RENEWED)).await.unwrap().len(), 1, "sent twice, told once");
        let ledger = office.ledger().await;
        assert_eq!(
            ledger.runs.iter().map(PaymentRun::status).collect::<Vec<_>>(),
            [PaymentStatus::Cancelled, PaymentStatus::Prepared]
        );
        let anew = office.payment(2).await;
        assert_eq!((anew.lines.len(), anew.run), (12, run_id(2)));
        assert!(office.payment(1).await.step(StepKind::Cancelled).unwrap().reason.is_some());
        office.feststellen(2, 2).await.unwrap();
    });
}

#[test]
fn a_proof_of_another_person_does_not_help_in_the_store() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        office.prepare(1, 0).await.unwrap();
        // Two looks at the page before the Feststellung was stored: the proof of the Anordnung is made with a run in
        // which somebody else had done it.
        office.feststellen(1, 2).await.unwrap();
        let ledger = office.ledger().await;
        let mut forged = ledger.run(payment_id(1)).unwrap().clone();
        forged.steps.iter_mut().for_each(|step| step.by = AccountId::new(Uuid::from_u128(77)));
        let plan = office.plan(&ledger).await;
        let anordnung = Anordnung::of(&forged, &plan, ledger.version, &finanzen(2)).unwrap();
        let answer = office.payments.anordnen(&anordnung, later(400)).await;
        assert_eq!(answer, Err(AppError::field("", ErrorCode::SamePerson)));
    });
}

#[test]
fn everybody_reads_the_own_part() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        office.order(1, 0).await;
        office.prepare(2, 1).await.unwrap();
        let of = people::demo::anstellungstraeger(12);
        let own: PaymentReader =
            principal(6, Role::Anstellungstraeger, Scope::Anstellungstraeger(of)).require().unwrap();
        let ledger = office.payments.ledger(&own, YEAR).await.unwrap();
        assert_eq!((ledger.runs.len(), ledger.runs[0].lines.len()), (1, 1));
        assert_eq!(ledger.runs[0].lines[0].payee, of.into());
        let kasse: PaymentReader = principal(9, Role::Kasse, Scope::Nothing).require().unwrap();
        assert_eq!(office.payments.ledger(&kasse, YEAR).await.unwrap().runs.len(), 1);
        assert_eq!(office.payments.year_of(&kasse, payment_id(1)).await, Ok(YEAR));
        assert_eq!(office.payments.year_of(&kasse, payment_id(7)).await, Err(AppError::NotFound));
    });
}

/// What is kept between requests is asked for by version and names: neither a step nor a new name is missed.
#[test]
fn a_year_that_was_read_before_shows_each_step_and_each_new_name() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        const NAMED: &str = "
            CREATE $id SET email = 'f@demo.example', name = 'Frau A', role = 'finanzen', status = 'active' RETURN NONE;
        ";
        const RENAMED: &str = "UPDATE $id SET name = 'Frau B' RETURN NONE;";
        let about = |text: &'static str| Query::write(text).bind("id", Ref(AccountId::new(Uuid::from_u128(2))));
        stage.store.run(about(NAMED)).await.unwrap();
        office.prepare(1, 0).await.unwrap();
        assert_eq!(office.payment(1).await, office.payment(1).await);
        assert_eq!(office.payment(1).await.status(), PaymentStatus::Prepared);
        office.feststellen(1, 2).await.unwrap();
        let name = |payment: PaymentRun| payment.step(StepKind::Festgestellt).unwrap().name.clone();
        assert_eq!(name(office.payment(1).await), "Frau A");
        stage.store.run(about(RENAMED)).await.unwrap();
        assert_eq!(name(office.payment(1).await), "Frau B");
    });
}

#[test]
fn every_step_is_in_the_log_with_what_it_changed() {
    on_each_engine(|stage| async move {
        let office = released(&stage).await;
        office.order(1, 0).await;
        office.payments.book(&office.all_paid(1).await.unwrap(), later(600)).await.unwrap();
        assert_eq!(
            steps_in_the_log(&stage).await,
            [
                "budget.request_release",
                "budget.release",
                "budget.prepare_payment",
                "budget.feststellen",
                "budget.anordnen",
                "budget.book"
            ]
        );
        const ORDERED: &str = "
            SELECT VALUE [array::first(before[WHERE status]).status, array::first(after[WHERE status]).status] FROM audit
                WHERE action = 'budget.anordnen';
        ";
        let ordered: Vec<Vec<String>> = stage.store.rows(Query::read(ORDERED)).await.unwrap();
        assert_eq!(ordered, [["festgestellt", "angeordnet"]]);
    });
}

/// Of each step the second sending is answered as the first, and leaves nothing.
#[test]
fn a_step_that_is_sent_twice_is_in_the_log_once() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage);
        office.requested(1, "1.740.000,00").await;
        let reader: BudgetReader = self::office(2, Role::Finanzen);
        let head = office.budgets.run(&reader, run_id(1)).await.unwrap().head;
        let release = Release::of(&head, &finanzen(2)).unwrap();
        for again in 0..2 {
            office.payments.release(&release, 0, later(100 + again)).await.unwrap();
        }
        let prepared = office.prepared(1, 0).await.unwrap();
        for again in 0..2 {
            office.payments.prepare(&koordination(), &prepared, later(200 + again)).await.unwrap();
        }
        let checked = office.feststellung(1, 2).await.unwrap();
        for again in 0..2 {
            office.payments.feststellen(&checked, later(300 + again)).await.unwrap();
        }
        let anordnung = office.anordnung(1, 3).await.unwrap();
        for again in 0..2 {
            office.payments.anordnen(&anordnung, later(400 + again)).await.unwrap();
        }
        let (payment, base) = (office.payment(1).await, office.ledger().await.version);
        let order = FileOrder::of(&payment, "2026-03-04", noon().date_naive(), base, &kasse()).unwrap();
        for again in 0..2 {
            office.payments.make_file(&order, later(500 + again)).await.unwrap();
        }
        let booked = office.all_paid(1).await.unwrap();
        for again in 0..2 {
            office.payments.book(&booked, later(600 + again)).await.unwrap();
        }
        assert_eq!(
            steps_in_the_log(&stage).await,
            [
                "budget.request_release",
                "budget.release",
                "budget.prepare_payment",
                "budget.feststellen",
                "budget.anordnen",
                "budget.make_file",
                "budget.book"
            ]
        );
    });
}
