//! The settlement's story: an Anstellungsträger states what it has spent, the Koordination checks, somebody else settles, and
//! the next year pays that much less. Whoever acts at the same time as somebody else is told so, and nothing happens twice.

mod first_charge;

use crate::engines::{Stage, noon, on_each_engine};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    AppError, ErrorCode,
    access::{
        Anstellungstraeger, BudgetReader, Finanzen, Kasse, Koordination, PaymentReader, Principal, Right, Role, Scope,
    },
    budgets::{
        Euro, Inputs, Release, WeeklyHours, calculate, demo,
        payment::{
            Anordnung, EmployerPlan, Feststellung, Ledger, MonthState, Payee, Prepared, ReceivedInput, Receiving,
            Suspending, SuspensionInput, YearPlan, port::PaymentStore,
        },
        port::BudgetStore,
        settlement::{
            Advance, Basis, KitaShare, LumpSum, Outcome, ProofStatus, ProofStepKind, Settling, Statement,
            Verwendungsnachweis, YearSettings, claims, port::SettlementStore,
        },
    },
    ids::{AccountId, AnstellungstraegerId, PaymentRunId, RunId},
    people::{self, BankAccount, Iban, SettlementMode},
};
use rust_decimal::Decimal;
use std::{future::Future, sync::Arc};
use store::{AuditFault, Sealer, Store, internals::Query};
use uuid::Uuid;

const YEAR: i32 = 2026;
const NEXT: i32 = 2027;

fn principal(account: u128, role: Role, scope: Scope) -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(account)), role, scope }
}

fn proof<R: Right>(account: u128, role: Role) -> R {
    principal(account, role, Scope::All).require().unwrap()
}

fn own() -> Anstellungstraeger {
    principal(6, Role::Anstellungstraeger, Scope::Anstellungstraeger(employer())).require().unwrap()
}

/// The employer of the worked example.
fn employer() -> AnstellungstraegerId {
    people::demo::anstellungstraeger(12)
}

fn koordination() -> Koordination {
    proof(1, Role::Koordination)
}

fn reader() -> BudgetReader {
    proof(8, Role::Revision)
}

fn payment_reader() -> PaymentReader {
    proof(8, Role::Revision)
}

fn later(seconds: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(seconds)
}

#[derive(Clone)]
struct Office(Arc<Store>);

impl Office {
    /// Both years are released; January to March of the first are ordered.
    async fn of(stage: &Stage) -> Self {
        let office = Self(Arc::new(stage.store.clone()));
        for year in [YEAR, NEXT] {
            office.release(year).await;
        }
        for month in 0..3 {
            office.order(month).await;
        }
        office
    }

    /// The store has a `run` of its own.
    fn budgets(&self) -> &dyn BudgetStore {
        &*self.0
    }

    async fn release(&self, year: i32) {
        let day = domain::budgets::calculation_day(year, noon().date_naive());
        let inputs = Inputs::of_directory(&people::demo::directory(day), day).unwrap();
        self.release_run(RunId::new(Uuid::from_u128(year as u128)), year, inputs, 0).await;
    }

    /// Another run of the year takes the place of the released one, with the first charge as it stands.
    async fn correct(&self, number: u128) {
        let ledger = self.0.ledger(&payment_reader(), YEAR).await.unwrap();
        let day = noon().date_naive();
        let inputs = Inputs::of_directory(&people::demo::directory(day), day).unwrap();
        let inputs = inputs.with_first_charge(ledger.first_charge_now()).unwrap();
        self.release_run(RunId::new(Uuid::from_u128(number)), YEAR, inputs, ledger.version).await;
    }

    async fn release_run(&self, id: RunId, year: i32, inputs: Inputs, base: u64) {
        let run = calculate(demo::parameters(year).check().unwrap(), inputs).unwrap();
        self.0.save_run(&koordination(), id, &run, later(1)).await.unwrap();
        self.0.request_release(&koordination(), id, later(2)).await.unwrap();
        let head = self.budgets().run(&reader(), id).await.unwrap().head;
        let release = Release::of(&head, &proof::<Finanzen>(2, Role::Finanzen)).unwrap();
        PaymentStore::release(&*self.0, &release, base, later(3)).await.unwrap();
    }

    async fn order(&self, month: u8) {
        let (ledger, plan) = self.year(YEAR).await;
        let account =
            |_| Iban::parse("", "DE89370400440532013000").ok().map(|iban| BankAccount { holder: "A".into(), iban });
        let id = PaymentRunId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(month)));
        let prepared = Prepared::of(id, month, &plan, &ledger, account).unwrap().prepared;
        self.0.prepare(&koordination(), &prepared, later(10)).await.unwrap();
        let (ledger, plan) = self.year(YEAR).await;
        let (first, second): (Finanzen, Finanzen) = (proof(2, Role::Finanzen), proof(3, Role::Finanzen));
        let step = Feststellung::of(ledger.run(id).unwrap(), &plan, ledger.version, &first).unwrap();
        self.0.feststellen(&step, later(11)).await.unwrap();
        let (ledger, plan) = self.year(YEAR).await;
        let step = Anordnung::of(ledger.run(id).unwrap(), &plan, ledger.version, &second).unwrap();
        self.0.anordnen(&step, later(12)).await.unwrap();
    }

    async fn year(&self, year: i32) -> (Ledger, YearPlan) {
        let ledger = self.0.ledger(&payment_reader(), year).await.unwrap();
        let run = self.budgets().run(&reader(), ledger.released.unwrap()).await.unwrap();
        let plan = run.plan(&ledger).unwrap();
        (ledger, plan)
    }

    async fn plan(&self, year: i32) -> EmployerPlan {
        self.year(year).await.1.row(employer()).unwrap().clone()
    }

    async fn shares(&self) -> Vec<KitaShare> {
        let released = self.0.ledger(&payment_reader(), YEAR).await.unwrap().released.unwrap();
        self.budgets().run(&reader(), released).await.unwrap().shares(employer()).unwrap()
    }

    async fn proof(&self) -> Verwendungsnachweis {
        self.0.settlements(&reader(), YEAR).await.unwrap().proof(employer())
    }

    /// Every Kita has cost this much.
    async fn statement(&self, cost: Euro) -> Statement {
        let mut statement = Statement::default();
        for share in self.shares().await {
            statement.kitas.push(domain::budgets::settlement::KitaCost {
                kita: share.kita,
                number: share.number,
                name: share.name,
                personnel: Some(cost),
                training: Some(Euro::ZERO),
            });
        }
        statement
    }

    async fn submit(&self, cost: Euro) {
        let step = Advance::submit(&self.proof().await, self.statement(cost).await, &own()).unwrap();
        self.0.advance(&step, later(20)).await.unwrap();
    }

    async fn examination(&self, offset_year: Option<i32>) -> Advance {
        self.examination_by(SettlementMode::M1, offset_year).await
    }

    async fn examination_by(&self, mode: SettlementMode, offset_year: Option<i32>) -> Advance {
        let (proof, shares, plan) = (self.proof().await, self.shares().await, self.plan(YEAR).await);
        let lump = (mode == SettlementMode::M3).then(|| {
            let directory = people::demo::directory(noon().date_naive());
            LumpSum::of_directory(&directory, employer(), YEAR, euro(7_600_000), WeeklyHours::from_scaled(3_900))
        });
        let basis = Basis {
            formula: Basis::FORMULA,
            run: RunId::new(Uuid::from_u128(YEAR as u128)),
            mode,
            budget: plan.budget,
            ordered: plan.ordered_sum().unwrap(),
            offset_before: proof.offset_before().unwrap(),
            received_before: plan.received,
            lump,
        };
        let kitas = claims(&proof.statement, &shares);
        Advance::examine(&proof, basis, kitas, offset_year, &koordination()).unwrap()
    }

    async fn examine(&self, offset_year: Option<i32>) {
        self.0.advance(&self.examination(offset_year).await, later(30)).await.unwrap();
    }

    async fn settling(&self, by: u128) -> Result<Settling, AppError> {
        let (ledger, plan) = self.year(YEAR).await;
        let (next, next_plan) = self.year(NEXT).await;
        let target = (&next, next_plan.row(employer()).unwrap());
        let by: Finanzen = proof(by, Role::Finanzen);
        Settling::of(&self.proof().await, (&ledger, plan.row(employer()).unwrap()), Some(target), &by)
    }
}

/// Does the same several times at once; returns how many were told that they did it, and asserts that the others were told
/// of the conflict.
async fn at_once<F>(works: Vec<F>) -> usize
where
    F: Future<Output = Result<(), AppError>> + Send + 'static,
{
    let tasks: Vec<_> = works.into_iter().map(tokio::spawn).collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => won += 1,
            Err(error) => assert_eq!(error, AppError::Conflict),
        }
    }
    won
}

fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

#[test]
fn a_year_is_stated_checked_settled_and_offset_with_the_next() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        assert_eq!(office.proof().await, Verwendungsnachweis::blank(YEAR, employer()));
        // Three Abschläge are ordered, 28,793.79 in all; 4 × 5,000.00 is spent.
        office.submit(euro(500_000)).await;
        assert_eq!(office.proof().await.status, ProofStatus::Submitted);
        office.examine(Some(NEXT)).await;
        let settling = office.settling(3).await.unwrap();
        office.0.settle(&settling, later(40)).await.unwrap();
        office.0.settle(&settling, later(50)).await.unwrap();
        let proof = office.proof().await;
        assert_eq!((proof.status, proof.settlements.len()), (ProofStatus::Settled, 1), "sent twice, settled once");
        assert_eq!((proof.settlements[0].offset, proof.settlements[0].at), (euro(879_379), later(40)));
        assert_eq!(proof.settlements[0].examination, *settling.examination());
        let kinds: Vec<ProofStepKind> = proof.steps.iter().map(|step| step.kind).collect();
        assert_eq!(kinds, [ProofStepKind::Submitted, ProofStepKind::Checked, ProofStepKind::Settled]);
        let year = office.plan(YEAR).await;
        assert_eq!((year.carried.settled, year.rueckforderung), (Some(euro(2_000_000)), Euro::ZERO));
        assert!((3..12).all(|month| year.months[month] == Euro::ZERO), "nothing more is paid for a settled year");
        let next = office.plan(NEXT).await;
        let budget = next.budget.checked_sub(euro(879_379));
        assert_eq!(Euro::checked_sum(next.months), budget, "the next year pays that much less");
        assert!(next.months.iter().all(|month| *month > Euro::ZERO));
        const BACK: &str = "SELECT VALUE back FROM settlement;";
        let back: Vec<Decimal> = stage.store.rows(Query::read(BACK)).await.unwrap();
        assert_eq!((back[0], back[0].scale()), (Decimal::new(879_379, 2), 2));
    });
}

#[test]
fn of_two_who_settle_at_once_one_does_and_nothing_happens_twice() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        office.submit(euro(500_000)).await;
        office.examine(Some(NEXT)).await;
        let mut works = Vec::new();
        for number in 0..4 {
            let (office, settling) = (office.clone(), office.settling(30 + number).await.unwrap());
            works.push(async move { office.0.settle(&settling, later(40)).await });
        }
        assert_eq!(at_once(works).await, 1);
        assert_eq!(office.proof().await.settlements.len(), 1);
        let off = office.plan(NEXT).await.carried.taken_off;
        assert_eq!(off.iter().map(|offset| offset.amount).collect::<Vec<_>>(), [euro(879_379)]);
    });
}

#[test]
fn a_settlement_and_a_payment_at_once_do_not_both_count() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        office.submit(euro(500_000)).await;
        office.examine(None).await;
        let settling = office.settling(3).await.unwrap();
        office.order(3).await;
        assert_eq!(office.0.settle(&settling, later(40)).await, Err(AppError::Conflict));
        let stale = office.settling(3).await.err();
        assert_eq!(stale, Some(AppError::field("", ErrorCode::BasisChanged)), "it has to be checked again");
        office.examine(Some(NEXT)).await;
        let settling = office.settling(3).await.unwrap();
        let suspend = office.suspending(NEXT, "0", "0").await;
        office.0.suspend(&suspend, later(41)).await.unwrap();
        assert_eq!(
            office.0.settle(&settling, later(42)).await,
            Err(AppError::Conflict),
            "the other year has changed too"
        );
        assert!(office.proof().await.settlements.is_empty());
    });
}

#[test]
fn who_checks_does_not_settle_whatever_the_proof_says() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        office.submit(euro(500_000)).await;
        office.examine(None).await;
        let mut forged = office.proof().await;
        if let Some(examination) = &mut forged.examination {
            examination.by = AccountId::new(Uuid::from_u128(77));
        }
        let (ledger, plan) = office.year(YEAR).await;
        let by: Finanzen = proof(1, Role::Finanzen);
        let settling = Settling::of(&forged, (&ledger, plan.row(employer()).unwrap()), None, &by).unwrap();
        let answer = office.0.settle(&settling, later(40)).await;
        assert_eq!(answer, Err(AppError::field("", ErrorCode::SamePerson)));
    });
}

#[test]
fn what_is_settled_stays_and_a_correction_comes_beside_it() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        office.submit(euro(500_000)).await;
        office.examine(Some(NEXT)).await;
        office.0.settle(&office.settling(3).await.unwrap(), later(40)).await.unwrap();
        for text in [
            "UPDATE settlement SET eligible = 1dec RETURN NONE;",
            "UPDATE settlement SET offset_amount = 0dec RETURN NONE;",
            "UPDATE settlement SET document = '{}' RETURN NONE;",
            "UPDATE proof_step SET kind = 'submitted' RETURN NONE;",
        ] {
            assert!(stage.store.run(Query::write(text)).await.is_err(), "{text}");
        }
        let first = office.proof().await.settlements;
        let again = Advance::reopen(&office.proof().await, "Kürzung übersehen", &koordination()).unwrap();
        office.0.advance(&again, later(50)).await.unwrap();
        office.examine(None).await;
        office.0.settle(&office.settling(2).await.unwrap(), later(60)).await.unwrap();
        let proof = office.proof().await;
        assert_eq!((proof.settlements.len(), &proof.settlements[..1]), (2, &first[..]));
        let second = Outcome::of(&proof.settlements[1].examination).unwrap();
        assert_eq!((second.back, second.more), (Euro::ZERO, Euro::ZERO), "all of it is offset already");
    });
}

#[test]
fn drafts_keep_every_amount_and_two_windows_do_not_overwrite_each_other() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        let blank = office.proof().await;
        for cents in [1, 10, 99, 100, 123_456, 9_999_999_999] {
            let step = Advance::save(&office.proof().await, office.statement(euro(cents)).await, &own()).unwrap();
            office.0.advance(&step, later(20)).await.unwrap();
            office.0.advance(&step, later(21)).await.unwrap();
            let own: BudgetReader =
                principal(6, Role::Anstellungstraeger, Scope::Anstellungstraeger(employer())).require().unwrap();
            let stored = office.0.settlements(&own, YEAR).await.unwrap().proof(employer());
            assert_eq!(stored.statement.kitas[0].personnel, Some(euro(cents)));
            assert_eq!(stored.steps, [], "a draft is no step");
        }
        assert_eq!(office.proof().await.version, 6, "sent twice, stored once");
        let late = Advance::save(&blank, office.statement(euro(1)).await, &own()).unwrap();
        assert_eq!(office.0.advance(&late, later(30)).await, Err(AppError::Conflict));
        let seen = office.proof().await;
        assert!(seen.statement.kitas.is_empty(), "a draft is its employer's alone");
        let foreign: BudgetReader =
            principal(7, Role::Anstellungstraeger, Scope::Anstellungstraeger(people::demo::anstellungstraeger(1)))
                .require()
                .unwrap();
        assert_eq!(office.0.settlements(&foreign, YEAR).await.unwrap().proofs, []);
    });
}

#[test]
fn the_settings_of_a_year_are_kept_and_not_overwritten_unseen() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        let default = YearSettings::default_of(YEAR);
        assert_eq!(office.0.settlements(&reader(), YEAR).await.unwrap().settings, default);
        let deadline = NaiveDate::from_ymd_opt(2027, 4, 30).unwrap();
        let changed = YearSettings { deadline, first_charge_actual: Some(euro(27_900_000)) };
        office.0.save_settings(&koordination(), YEAR, &changed, &default, later(10)).await.unwrap();
        office.0.save_settings(&koordination(), YEAR, &changed, &default, later(11)).await.unwrap();
        assert_eq!(office.0.settlements(&reader(), YEAR).await.unwrap().settings, changed);
        let other = YearSettings { first_charge_actual: None, ..changed };
        let late = office.0.save_settings(&koordination(), YEAR, &other, &default, later(12)).await;
        assert_eq!(late, Err(AppError::Conflict));
        office.0.save_settings(&koordination(), YEAR, &other, &changed, later(13)).await.unwrap();
        assert_eq!(office.0.settlements(&reader(), YEAR).await.unwrap().settings, other);
    });
}

impl Office {
    async fn suspending(&self, year: i32, first: &str, last: &str) -> Suspending {
        self.suspending_of(employer(), year, first, last).await
    }

    async fn suspending_of(&self, of: AnstellungstraegerId, year: i32, first: &str, last: &str) -> Suspending {
        let wish = SuspensionInput {
            anstellungstraeger: of.to_string(),
            act: SuspensionInput::SUSPEND.into(),
            first_month: first.into(),
            last_month: last.into(),
            reason: "Stelle nicht besetzt".into(),
        };
        let (ledger, plan) = self.year(year).await;
        Suspending::of(wish.check().unwrap(), &plan, &ledger, &koordination()).unwrap()
    }
}

#[test]
fn months_are_suspended_once_however_many_do_it_at_once() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        let mut works = Vec::new();
        for month in 4..8 {
            let month = month.to_string();
            let (office, suspending) = (office.clone(), office.suspending(YEAR, &month, "8").await);
            works.push(async move { office.0.suspend(&suspending, later(20)).await });
        }
        assert_eq!(at_once(works).await, 1, "all looked at the same plan");
        let once = office.suspending(YEAR, "9", "9").await;
        office.0.suspend(&once, later(30)).await.unwrap();
        office.0.suspend(&once, later(31)).await.unwrap();
        let (ledger, plan) = office.year(YEAR).await;
        assert_eq!(ledger.suspensions.len(), 2, "sent twice, suspended once");
        let row = plan.row(employer()).unwrap();
        assert_eq!((row.month_state(8), row.month_state(9)), (MonthState::Suspended, MonthState::Suspended));
        assert!(row.held > Euro::ZERO);
        const ACTIONS: &str = "SELECT VALUE action FROM audit WHERE action = 'budget.suspend';";
        assert_eq!(stage.store.rows::<String>(Query::read(ACTIONS)).await.unwrap().len(), 2, "and told once");
        // One person with two windows: the same months of somebody else are no repetition.
        let first = office.suspending(YEAR, "10", "10").await;
        let second = office.suspending_of(people::demo::anstellungstraeger(1), YEAR, "10", "10").await;
        office.0.suspend(&first, later(40)).await.unwrap();
        assert_eq!(office.0.suspend(&second, later(41)).await, Err(AppError::Conflict));
    });
}

impl Office {
    async fn receiving(&self, act: &str, amount: &str) -> Result<Receiving, AppError> {
        self.receiving_of(employer().into(), act, amount).await
    }

    async fn receiving_of(&self, payee: Payee, act: &str, amount: &str) -> Result<Receiving, AppError> {
        let input = ReceivedInput {
            payee: payee.to_string(),
            act: act.into(),
            amount: amount.into(),
            day: noon().date_naive().to_string(),
            note: "Kontoauszug 7".into(),
        };
        let wish = input.check(noon().date_naive()).map_err(AppError::Invalid)?;
        Receiving::of(wish, &self.year(YEAR).await.0, &proof::<Kasse>(9, Role::Kasse))
    }
}

#[test]
fn what_came_back_is_booked_once_however_many_do_it_at_once() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        office.submit(euro(200_000)).await;
        office.examine(None).await;
        office.0.settle(&office.settling(2).await.unwrap(), later(40)).await.unwrap();
        let open = office.year(YEAR).await.0.reclaims().unwrap()[0].open;
        assert_eq!(open, office.plan(YEAR).await.rueckforderung);
        let whole = office.receiving("receive", &open.without_sign()).await.unwrap();
        let four = (0..4).map(|_| (office.clone(), whole.clone()));
        let works = four.map(|(office, booking)| async move { office.0.receive(&booking, later(50)).await });
        assert_eq!(at_once(works.collect()).await, 4, "the same booking, answered four times");
        let (ledger, plan) = office.year(YEAR).await;
        assert_eq!((ledger.received.len(), ledger.received[0].amount), (1, open), "and booked once");
        assert_eq!(plan.row(employer()).unwrap().rueckforderung, Euro::ZERO);
        let part = office.receiving("take_back", "1,00").await.unwrap();
        let other = office.receiving("take_back", "2,00").await.unwrap();
        office.0.receive(&part, later(51)).await.unwrap();
        assert_eq!(office.0.receive(&other, later(52)).await, Err(AppError::Conflict), "made from an older state");
        assert_eq!(office.plan(YEAR).await.rueckforderung, euro(100));
        let kasse: PaymentReader = principal(9, Role::Kasse, Scope::Nothing).require().unwrap();
        let seen = office.0.ledger(&kasse, YEAR).await.unwrap();
        assert_eq!((seen.reclaims().unwrap()[0].open, seen.received.len()), (euro(100), 2));
        const FORGED: &str = "UPDATE received SET amount = 1dec RETURN NONE;";
        assert!(stage.store.run(Query::write(FORGED)).await.is_err(), "rows are only added");
    });
}

/// The four Kitas of the worked example have 18,392.98 twice, 32,260.71 and 46,128.43; each states the same cost.
#[test]
fn each_mode_settles_to_its_own_amount_and_is_read_back_the_same() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        // M1: all together, 80,000.00 of 115,175.10. M2: 18,392.98 twice and 20,000.00 twice. M3: what the posts come to.
        office.submit(euro(2_000_000)).await;
        let outcome = |step: &Advance| Outcome::of(step.examination().unwrap()).unwrap();
        let m1 = office.examination_by(SettlementMode::M1, None).await;
        assert_eq!((outcome(&m1).actual, outcome(&m1).eligible), (euro(8_000_000), euro(8_000_000)));
        for mode in [SettlementMode::M2, SettlementMode::M3] {
            let step = office.examination_by(mode, None).await;
            let examination = step.examination().unwrap();
            let expected = match &examination.basis.lump {
                None => euro(7_678_596),
                Some(lump) => lump.amount().unwrap().min(euro(11_517_510)),
            };
            assert!(expected > Euro::ZERO);
            assert_eq!((outcome(&step).actual, outcome(&step).eligible), (euro(8_000_000), expected));
            office.0.advance(&step, later(30)).await.unwrap();
            assert_eq!(office.proof().await.examination.as_ref(), Some(examination), "mode, posts and all");
            let settling = office.settling(3).await.unwrap();
            office.0.settle(&settling, later(40)).await.unwrap();
            assert_eq!(office.proof().await.settlements.last().unwrap().examination.basis.mode, mode);
            assert_eq!(office.plan(YEAR).await.carried.settled, Some(expected));
            let reopen =
                Advance::reopen(&office.proof().await, "Die Zahlen werden noch einmal geprüft", &koordination());
            office.0.advance(&reopen.unwrap(), later(50)).await.unwrap();
        }
    });
}

/// Somebody with the database in hand makes the budget of the year a cent larger in the log.
#[test]
fn the_audit_chain_of_a_year_verifies_and_one_changed_byte_is_found() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        office.submit(euro(500_000)).await;
        office.examine(Some(NEXT)).await;
        office.0.settle(&office.settling(3).await.unwrap(), later(40)).await.unwrap();
        let sealer = Sealer::new(stage.store.clone(), stage.folder.path().join("audit"));
        let sealed = sealer.seal_all().await.unwrap();
        const STEPS: &str = "RETURN array::len((SELECT VALUE id FROM audit WHERE action IN [
            'budget.save_run', 'budget.release', 'budget.prepare_payment', 'budget.feststellen', 'budget.anordnen',
            'budget.settle'
        ]));";
        let steps: i64 = stage.store.value(Query::read(STEPS)).await.unwrap();
        assert_eq!(steps, 2 + 2 + 3 + 3 + 3 + 1, "two runs, three months, one settlement");
        assert!(sealed >= usize::try_from(steps).unwrap());
        assert_eq!(sealer.verify().await.unwrap(), []);
        const UNLOCK: &str = "DEFINE FIELD OVERWRITE after ON audit TYPE array<object> | string FLEXIBLE;";
        const FORGE: &str = "
            UPDATE audit SET after[0].gesamt = 2900000.01dec
                WHERE action = 'budget.save_run' AND after[0].year = 2026 AND after[0].gesamt = 2900000.00dec;
        ";
        stage.store.run(Query::write(UNLOCK)).await.unwrap();
        assert_eq!(sealer.verify().await.unwrap(), [], "the lock alone changes nothing");
        stage.store.run(Query::write(FORGE)).await.unwrap();
        // Two runs are saved in one moment: either may stand first in the log.
        const FORGED: &str = "SELECT VALUE record::id(id) FROM audit_seal WHERE entry.after[0].gesamt = 2900000.01dec;";
        let forged: Vec<i64> = stage.store.rows(Query::read(FORGED)).await.unwrap();
        let faults = sealer.verify().await.unwrap();
        let changed: Vec<_> = forged.iter().map(|number| AuditFault::Changed(*number)).collect();
        assert!(forged.len() == 1 && faults.starts_with(&changed), "{forged:?} {faults:?}");
    });
}
