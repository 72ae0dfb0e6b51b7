//! The half that opens a device, over HTTP.

use crate::test_app::{Browser, PASSWORD, TestApp};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    AppError,
    access::Role,
    accounts::Subject,
    ids::DeviceId,
    sync::vault::{DataKey, HalfReply, HalfRequest, SealRandom},
};
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(101));

async fn ask(browser: &mut Browser<'_>, request: &HalfRequest) -> Result<HalfReply, AppError> {
    let asked = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/sync/half")
        .header(header::CONTENT_TYPE, "application/json");
    let body = serde_json::to_string(request).expect("JSON");
    let answer = browser.send(asked, Body::from(body)).await;
    if answer.status == StatusCode::OK {
        Ok(serde_json::from_str(&answer.body).expect("a half"))
    } else {
        Err(serde_json::from_str(&answer.body).expect("an error"))
    }
}

fn request(device: DeviceId) -> HalfRequest {
    HalfRequest { device, sealed_key: None }
}

#[tokio::test]
async fn a_device_gets_the_same_half_at_every_login_and_another_one_another() {
    let app = TestApp::start_with(|config| config.field_hours = 5).await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    let first = ask(&mut kiso, &request(DEVICE)).await.expect("a half");
    assert_eq!(first.hours, 5);
    assert_eq!(ask(&mut kiso, &request(DEVICE)).await, Ok(first.clone()));
    let other = ask(&mut kiso, &request(DeviceId::new(Uuid::from_u128(102)))).await.expect("a half");
    assert_ne!(other.half, first.half);

    app.clock.advance(chrono::Duration::minutes(10));
    let mut later = app.browser();
    assert_eq!(later.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let again = ask(&mut later, &request(DEVICE)).await.expect("a half");
    assert_eq!((again.half, again.office), (first.half, first.office));
    assert!(again.login > first.login, "a new login is told from the one before");
}

#[tokio::test]
async fn a_revoked_device_gets_no_half_and_nobody_gets_anothers() {
    let app = TestApp::start().await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    let before = ask(&mut kiso, &request(DEVICE)).await.expect("a half");
    let mut stranger = app.second_logged_in_for(Role::KiSo, Subject::Office).await;
    assert_eq!(ask(&mut stranger, &request(DEVICE)).await, Err(AppError::Forbidden));

    // The key that the device left opens with the office's secret.
    let key = DataKey::new([9; 32]);
    let random = SealRandom { ephemeral: [1; 32], nonce: [2; 24] };
    let sealed = before.office.seal_data_key(DEVICE, random, &key).expect("sealed");
    let left = HalfRequest { sealed_key: Some(sealed.clone()), ..request(DEVICE) };
    ask(&mut kiso, &left).await.expect("a half");
    ask(&mut kiso, &request(DEVICE)).await.expect("a half");
    let kept: Vec<String> = app
        .state
        .store
        .rows(store::internals::Query::read("SELECT VALUE sealed_key FROM device;"))
        .await
        .expect("a key");
    assert_eq!(kept, std::slice::from_ref(&sealed));
    let secret = app.state.office_secret().await.expect("a secret");
    assert_eq!(secret.data_key(DEVICE, &sealed), Ok(key));

    let revoked = kiso.call("sync/revoke", &format!(r#"{{"device":"{DEVICE}"}}"#)).await;
    assert_eq!(revoked.status, StatusCode::OK, "{}", revoked.body);
    let after = ask(&mut kiso, &request(DEVICE)).await.expect("an answer");
    assert_eq!(after, HalfReply { half: None, ..before });
}
