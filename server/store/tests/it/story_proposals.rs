//! The port for proposals of formats: who writes finds what was written.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::koordination,
};
use domain::{
    AppError,
    events::{
        Format,
        port::ProposalStore,
        proposals::{Proposal, ProposalInput, StoredProposal},
    },
};

fn proposal(title: &str) -> Proposal {
    let input = ProposalInput { title: title.into(), capacity: "80".into(), ..ProposalInput::default() };
    input.check(Format::Fachtag).expect("a proposal")
}

async fn save(stage: &Stage, proposal: Option<&Proposal>, revision: u32) -> Result<(), AppError> {
    stage.store.save_proposal(&koordination(), Format::Fachtag, proposal, revision, noon()).await
}

async fn stored(stage: &Stage) -> Vec<StoredProposal> {
    stage.store.proposals(&koordination()).await.expect("proposals")
}

#[test]
fn proposals_are_written_on_top_of_what_was_seen() {
    on_each_engine(|stage| async move {
        assert_eq!(stored(&stage).await, []);
        let (first, second) = (proposal("Fachtag im Herbst"), proposal("Fachtag im Juni"));
        for _ in 0..2 {
            assert_eq!(save(&stage, Some(&first), 0).await, Ok(()), "sent again after a lost answer, it is there");
        }
        assert_eq!(save(&stage, Some(&second), 0).await, Err(AppError::Conflict));
        let of = |revision, proposal: Option<&Proposal>| StoredProposal {
            format: Format::Fachtag,
            revision,
            input: proposal.map(|proposal| proposal.input().clone()),
        };
        assert_eq!(stored(&stage).await, [of(1, Some(&first))]);
        for _ in 0..2 {
            assert_eq!(save(&stage, None, 1).await, Ok(()));
        }
        assert_eq!(stored(&stage).await, [of(2, None)]);
        assert_eq!(save(&stage, Some(&second), 1).await, Err(AppError::Conflict));
        assert_eq!(save(&stage, Some(&second), 2).await, Ok(()));
        assert_eq!(stored(&stage).await, [of(3, Some(&second))]);
    });
}
