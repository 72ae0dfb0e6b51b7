use super::*;

fn kita(name: &str) -> OwnKita {
    OwnKita {
        id: "k".into(),
        number: "007".into(),
        name: name.into(),
        kommune: "Bendorf".into(),
        sozialraum: "Bendorf".into(),
        traeger: "Stadt Bendorf".into(),
        places: "75".into(),
        days: "Mo, Mi".into(),
        hours: "9,50".into(),
    }
}

fn reference(name: &str) -> Reference {
    let event = OwnEvent {
        id: "e".into(),
        title: "Startseminar".into(),
        days: vec!["Montag, 1. Februar 2027, 09:00 bis 16:00 Uhr, Kreishaus".into()],
        state: "angemeldet".into(),
    };
    Reference { kitas: vec![kita(name)], events: vec![event] }
}

#[test]
fn the_reply_is_frozen() {
    let golden = include_str!("golden/reference-reply-1.json");
    let reply = ReferenceReply { hash: "ab".into(), content: Some(reference("Kita Sonnenschein")) };
    assert_eq!(serde_json::to_string_pretty(&reply).expect("JSON"), golden.trim_end());
    assert_eq!(serde_json::from_str::<ReferenceReply>(golden).expect("the golden file"), reply);
    let later = golden.replacen('{', r#"{ "of_tomorrow": 1,"#, 1);
    assert_eq!(serde_json::from_str::<ReferenceReply>(&later).expect("a golden file of tomorrow"), reply);
}

#[test]
fn what_the_device_has_is_not_sent_again() {
    let first = ReferenceReply::of(reference("Kita Sonnenschein"), "");
    assert_eq!(first.content, Some(reference("Kita Sonnenschein")));
    let second = ReferenceReply::of(reference("Kita Sonnenschein"), &first.hash);
    assert_eq!(second, ReferenceReply { hash: first.hash.clone(), content: None });
    assert_eq!(serde_json::to_string(&second).expect("JSON"), format!(r#"{{"hash":"{}"}}"#, first.hash));
    let other = ReferenceReply::of(reference("Kita Regenbogen"), &first.hash);
    assert_eq!(other.content, Some(reference("Kita Regenbogen")));
}

#[test]
fn what_is_kept_is_what_the_server_said_last() {
    let kept = KeptReference::after(None, ReferenceReply::of(reference("Kita Sonnenschein"), ""), 5);
    let kept = kept.expect("the first content");
    assert_eq!((kept.at, &kept.content), (5, &reference("Kita Sonnenschein")));
    // Unchanged: only the moment moves.
    let same = ReferenceReply::of(reference("Kita Sonnenschein"), &kept.hash);
    assert_eq!(KeptReference::after(Some(kept.clone()), same, 9), Some(KeptReference { at: 9, ..kept.clone() }));
    // The right to every Kita has ended: nothing of them stays.
    let nothing = ReferenceReply::of(Reference::default(), &kept.hash);
    let after = KeptReference::after(Some(kept.clone()), nothing, 12).expect("an empty content");
    assert_eq!(after.content, Reference::default());
    // A short reply about something else than what lies here is no reason to show that any longer.
    let foreign = ReferenceReply { hash: "ab".into(), content: None };
    assert_eq!(KeptReference::after(Some(kept), foreign.clone(), 13), None);
    assert_eq!(KeptReference::after(None, foreign, 13), None);
}
