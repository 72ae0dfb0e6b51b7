//! Server functions on devices. What devices send goes to the fixed endpoints instead (`network`).

use crate::ApiError;
use domain::{
    events::attendance::tablet::HeldView,
    sync::{Comparison, DeviceEntry, Preview, ReviewView},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{Koordination, Member},
    events::attendance::tablet::{HeldAbout, by_event},
    ids::{DeviceId, ErhebungId, EventId, SubmissionId},
    sync::{ChangeKey, as_change, german},
};

/// One's own devices; for the Koordination, everybody's.
#[server(endpoint = "fn/sync/devices", input = Json)]
pub async fn devices() -> Result<Vec<DeviceEntry>, ApiError> {
    let (by, ports) = authorised::<Member>()?;
    let devices = ports.sync.devices(&by).await?;
    Ok(devices.iter().map(|device| DeviceEntry::of(device, |moment| ports.clock.local(moment))).collect())
}

/// Revokes a device: one's own, or as the Koordination any.
#[server(endpoint = "fn/sync/revoke", input = Json)]
pub async fn revoke(device: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Member>()?;
    let device: DeviceId = device.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.sync.revoke(&by, device, ports.clock.now()).await?)
}

/// What waits until the Koordination has decided.
#[server(endpoint = "fn/sync/review", input = Json)]
pub async fn review() -> Result<ReviewView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (member, _) = authorised::<Member>()?;
    let heads = ports.questionnaires.list_erhebungen(&by).await?;
    let devices = ports.sync.devices(&member).await?;
    let (waiting, answers) = (ports.sync.waiting(&by).await?, ports.sync.quarantined_answers(&by).await?);
    let twice = ports.sync.finished_twice(&by).await?;
    let view = ReviewView::of(&waiting, &answers, &devices, &heads, |moment| ports.clock.local(moment));
    Ok(view.with_twice(&twice, &heads, |moment| ports.clock.local(moment)))
}

/// What waits of one device and submission, in the words of its questionnaire; each look is noted in the audit log.
#[server(endpoint = "fn/sync/look", input = Json)]
pub async fn look(device: String, submission: String) -> Result<Preview, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (member, _) = authorised::<Member>()?;
    let device: DeviceId = device.parse().map_err(|_| AppError::NotFound)?;
    let submission: SubmissionId = submission.parse().map_err(|_| AppError::NotFound)?;
    let now = ports.clock.now();
    let content = ports.sync.look(&by, device, submission, now).await?;
    let head = match content.erhebung {
        Some(id) => if_known(ports.questionnaires.read_erhebung(&by, id).await)?,
        None => None,
    };
    // Answers of respondents are nobody's to read one by one, however they came here.
    let definition = match head.as_ref().map(|head| &head.erhebung).filter(|erhebung| erhebung.is_protocol()) {
        Some(erhebung) => {
            let version = ports.questionnaires.read_version(&member, erhebung.questionnaire, erhebung.version);
            if_known(version.await)?
        }
        None => None,
    };
    let owner = ports.sync.devices(&member).await?.into_iter().find(|known| known.id == device);
    Ok(Preview {
        title: head.as_ref().map(ReviewView::title_of).unwrap_or_default(),
        owner: owner.map(|known| known.owner).unwrap_or_default(),
        ..Preview::of(&content, definition.as_ref(), now.timestamp_millis())
    })
}

/// What does not exist is left out: files and revoked devices name what they like.
#[cfg(feature = "ssr")]
fn if_known<T>(answer: Result<T, AppError>) -> Result<Option<T>, AppError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(AppError::NotFound) => Ok(None),
        Err(cause) => Err(cause),
    }
}

/// Lets in what waits of one device and submission.
#[server(endpoint = "fn/sync/let-in", input = Json)]
pub async fn let_in(device: String, submission: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let device: DeviceId = device.parse().map_err(|_| AppError::NotFound)?;
    let submission: SubmissionId = submission.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.sync.let_in(&by, device, submission, ports.clock.now()).await?)
}

/// Throws away what waits of one device and submission.
#[server(endpoint = "fn/sync/turn-down", input = Json)]
pub async fn turn_down(device: String, submission: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let device: DeviceId = device.parse().map_err(|_| AppError::NotFound)?;
    let submission: SubmissionId = submission.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.sync.turn_down(&by, device, submission, ports.clock.now()).await?)
}

/// The contents of a sheet that was finished more than once, beside each other; each look is noted in the audit log.
#[server(endpoint = "fn/sync/compare", input = Json)]
pub async fn compare(submission: String) -> Result<Comparison, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (member, _) = authorised::<Member>()?;
    let submission: SubmissionId = submission.parse().map_err(|_| AppError::NotFound)?;
    let now = ports.clock.now();
    let finishing = ports.sync.compare(&by, submission, now).await?;
    let erhebung = finishing.first().map(|sent| sent.erhebung).ok_or(AppError::NotFound)?;
    let head = ports.questionnaires.read_erhebung(&by, erhebung).await?;
    let (questionnaire, version) = (head.erhebung.questionnaire, head.erhebung.version);
    let definition = if_known(ports.questionnaires.read_version(&member, questionnaire, version).await)?;
    let devices = ports.sync.devices(&member).await?;
    let came_whole =
        |key: ChangeKey| finishing.contents.iter().any(|(one, sent)| *one == key && as_change(sent).0 == key);
    let origin = |key: ChangeKey| {
        if came_whole(key) {
            return german::CAME_WHOLE.to_owned();
        }
        let owner = devices.iter().find(|known| known.id == key.device).map(|known| known.owner.clone());
        owner.unwrap_or_else(|| german::CHOSEN_BY_OFFICE.to_owned())
    };
    let definition = definition.unwrap_or_default();
    let comparison = Comparison::of(&finishing.contents, &definition, origin, now.timestamp_millis());
    Ok(Comparison { title: ReviewView::title_of(&head), ..comparison })
}

/// Makes one of them count, by its hash.
#[server(endpoint = "fn/sync/choose", input = Json)]
pub async fn choose(submission: String, hash: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let submission: SubmissionId = submission.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.sync.choose(&by, submission, &hash, ports.clock.now()).await?)
}

/// Counts the quarantined answers to an Erhebung (`take`), or throws them away.
#[server(endpoint = "fn/sync/end-quarantine", input = Json)]
pub async fn end_quarantine(erhebung: String, take: bool) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let erhebung: ErhebungId = erhebung.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.sync.end_quarantine(&by, erhebung, take, ports.clock.now()).await?)
}

/// What revoked tablets delivered about attendance, beside what the lists say.
#[server(endpoint = "fn/sync/held-attendance", input = Json)]
pub async fn held_attendance() -> Result<Vec<HeldView>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (member, _) = authorised::<Member>()?;
    let held = ports.attendance.held_entries(&by).await?;
    let devices = ports.sync.devices(&member).await?;
    let mut views = Vec::new();
    for ((device, event), entries) in by_event(held) {
        let sheet = ports.attendance.sheet(&by, event).await;
        let about = match &sheet {
            Ok(sheet) => HeldAbout::Sheet(sheet),
            Err(AppError::NotFound) => HeldAbout::Gone,
            Err(AppError::Internal(_)) => HeldAbout::Unreadable,
            Err(cause) => return Err(cause.clone().into()),
        };
        let owner = devices.iter().find(|known| known.id == device).map(|known| known.owner.clone());
        let local = |moment| ports.clock.local(moment);
        views.extend(HeldView::of(&entries, about, owner.unwrap_or_default(), local));
    }
    Ok(views)
}

/// Enters what one tablet held about one event (`take`), or throws it away; returns why some of it was not entered.
#[server(endpoint = "fn/sync/end-held-attendance", input = Json)]
pub async fn end_held_attendance(device: String, event: String, take: bool) -> Result<Vec<String>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let device: DeviceId = device.parse().map_err(|_| AppError::NotFound)?;
    let event: EventId = event.parse().map_err(|_| AppError::NotFound)?;
    let now = ports.clock.now();
    if take {
        return Ok(ports.attendance.take_held(&by, device, event, now).await?);
    }
    ports.attendance.turn_held_down(&by, device, event, now).await?;
    Ok(Vec::new())
}
