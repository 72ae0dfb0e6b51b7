//! People from a file: what a preview says is what the one seat-taking path does with the same lines.

use crate::{
    engines::{noon, on_each_engine},
    story_events::{SEMINAR, koordination, mails, plan, register, single},
};
use domain::{
    access::{Principal, Registrant, Role, Scope},
    events::{
        EventPlan, Party, RegistrationStatus,
        import::{self, ImportPlan, Situation},
        limits::Regions,
        port::{EventStore, RegistrationOutcome},
        rules::Registrar,
    },
    ids::AccountId,
    people::import::Grid,
};
use store::Store;
use uuid::Uuid;

/// Persons 1, 2, 3 … of the stories, as a file names them.
fn file(last: u32) -> Grid {
    let line =
        |number: u32| [format!("Person {number}"), format!("person{number}@beispiel.de"), "KiSo".into()].to_vec();
    let head = ["Name", "E-Mail-Adresse", "Funktion"].map(str::to_owned).to_vec();
    Grid { name: "Liste".into(), rows: [head].into_iter().chain((1..=last).map(line)).collect() }
}

async fn planned(store: &Store, file: &Grid) -> ImportPlan {
    let by = koordination();
    let event = store.find(&by, SEMINAR).await.expect("the event");
    let registrations = store.registrations(&by, SEMINAR).await.expect("a list");
    let regions = Regions::new();
    let situation = Situation { event: &event, registrations: &registrations, kitas: &[], regions: &regions };
    import::plan(std::slice::from_ref(file), situation, noon(), noon().naive_utc())
}

#[test]
fn lines_become_seats_as_the_preview_said_and_the_same_file_again_changes_nothing() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let principal =
            Principal { account: AccountId::new(Uuid::from_u128(1)), role: Role::Koordination, scope: Scope::All };
        let registrant: Registrant = principal.require().expect("the Koordination may register people");
        let waiting = EventPlan { waiting_list: true, ..plan(2) };
        store.create(&by, SEMINAR, &waiting, noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        mails(&stage).await;

        let first = planned(store, &file(3)).await;
        assert_eq!((first.view.unchanged, first.people.len()), (1, 2), "{:?}", first.view);
        let mut outcomes = vec![];
        for line in &first.people {
            let party = Party::Single(line.person.clone());
            let member = Registrar::Member(&registrant);
            outcomes.push(store.register(member, SEMINAR, &party, noon()).await.expect("an answer"));
        }
        assert_eq!(outcomes, [RegistrationOutcome::Registered, RegistrationOutcome::Waitlisted]);
        let said: Vec<_> = first.view.changes.iter().map(|change| change.differences[0].after.as_str()).collect();
        assert_eq!(said, [import::german::SEATED, import::german::WAITS]);
        assert_eq!(mails(&stage).await, ["person2@beispiel.de", "person3@beispiel.de"]);

        let again = planned(store, &file(3)).await;
        assert_eq!((again.view.unchanged, again.people.len(), again.view.faults.len()), (3, 0, 0));
        let rows = store.registrations(&by, SEMINAR).await.expect("a list");
        let waits = rows.iter().filter(|row| row.status == RegistrationStatus::Warteliste).count();
        assert_eq!((rows.len(), waits), (3, 1));
    });
}
