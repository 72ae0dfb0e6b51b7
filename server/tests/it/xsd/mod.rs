//! Payment files against the schemas of ISO 20022 and of the Deutsche Kreditwirtschaft, as the crate `sepa` carries them.
//!
//! A validator for what these two schemas use, and no more: whatever else a schema says is a failure of the test, not
//! something that is passed over.

mod pattern;
mod schema;
mod xml;

use crate::{
    payments::{People, with_directory},
    test_app::Answer,
};
use axum::http::StatusCode;
use schema::Schema;
use std::{path::PathBuf, process::Command};

const ISO: &str = "pain.001.001.09.xsd";
const DK: &str = "pain.001.001.09_GBIC_5.xsd";

/// A schema out of the crate that writes the files, in the version that is built with.
fn schema(name: &str) -> Schema {
    let manifest = crate::manifest_dir().join("Cargo.toml");
    let told = Command::new(env!("CARGO"))
        // Of other platforms a machine that has only built for itself holds no packages.
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", "host-tuple", "--manifest-path"])
        .arg(manifest)
        .output()
        .expect("cargo answers");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let sepa = packages.iter().find(|package| package["name"] == "sepa").expect("the crate sepa");
    let manifest = PathBuf::from(sepa["manifest_path"].as_str().expect("a path"));
    let path = manifest.with_file_name("tests").join("xsd").join(name);
    Schema::read(&std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display())))
}

async fn payment_file() -> String {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let id = people.order().await;
    let file: Answer = people.pay_by_file(id).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    file.body
}

#[tokio::test]
async fn a_payment_file_is_valid_against_iso_and_deutsche_kreditwirtschaft() {
    let file = payment_file().await;
    for name in [ISO, DK] {
        let faults = schema(name).faults(&file);
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

/// Without these the test above could be of a validator that finds nothing.
#[tokio::test]
async fn typical_defects_are_found() {
    let file = payment_file().await;
    let (iso, dk) = (schema(ISO), schema(DK));
    let of_both = [
        ("<MsgId>", "<Foo/><MsgId>"),
        ("<PmtMtd>TRF</PmtMtd>", "<PmtMtd>XXX</PmtMtd>"),
        ("<PmtMtd>TRF</PmtMtd>", ""),
        ("<Cdtr>", "<Cdtr><Foo/>"),
        ("DE89370400440532013000", "de89370400440532013000"),
        ("DE89370400440532013000", ""),
        ("Ccy=\"EUR\"", ""),
        ("Ccy=\"EUR\"", "Ccy=\"Euro\""),
        ("<NbOfTxs>", "<NbOfTxs>x"),
        ("<EndToEndId>", "<EndToEndId>0123456789012345678901234567890123456789"),
        ("</Document>", "<CstmrCdtTrfInitn/></Document>"),
        ("urn:iso:std:iso:20022:tech:xsd:pain.001.001.09", "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"),
    ];
    for (good, bad) in of_both {
        let broken = file.replacen(good, bad, 1);
        assert_ne!(broken, file, "{good} does not occur in the file");
        for (name, schema) in [(ISO, &iso), (DK, &dk)] {
            assert!(!schema.faults(&broken).is_empty(), "{name} lets {good} → {bad} through");
        }
    }
    for (good, bad) in [
        ("<InstdAmt Ccy=\"EUR\">", "<InstdAmt Ccy=\"USD\">"),
        ("<EndToEndId>", "<EndToEndId>Ä"),
        ("<MsgId>", "<MsgId>ß"),
    ] {
        let broken = file.replacen(good, bad, 1);
        assert_ne!(broken, file, "{good} does not occur in the file");
        assert!(!dk.faults(&broken).is_empty(), "the schema of the Deutsche Kreditwirtschaft lets {bad} through");
        assert!(iso.faults(&broken).is_empty(), "the schema of ISO knows no such rule: {bad}");
    }
}
