//! Every picture of `testdata/`, read by the command and held against its truth and the ledger.

use std::path::{Path, PathBuf};

use benches::score::{Call, Class, Ledger, outcomes, read_truth};

#[test]
fn testdata_gives_what_its_ledger_promises() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata");
    let truths = read_truth(&folder).expect("testdata has truths");
    let call = Call {
        idocr: PathBuf::from(env!("CARGO_BIN_EXE_idocr")),
        ..Call::default()
    };
    let outcomes = outcomes(&call, &truths).expect(
        "the command scans: it needs ONNX Runtime (`make runtime`) and the models of models/",
    );
    let vouched_for: Vec<_> = outcomes
        .iter()
        .filter(|o| !o.false_accepts.is_empty())
        .collect();
    assert!(
        vouched_for.is_empty(),
        "zones called valid and wrong: {vouched_for:#?}"
    );
    for nothing in outcomes.iter().filter(|o| o.class == Class::Negative) {
        assert_eq!(nothing.found, 0, "{} shows no document", nothing.name);
    }
    let ledger = Ledger::read(&folder.join("ledger.toml")).expect("the ledger");
    let broken = ledger.broken_by(&Ledger::of(&outcomes));
    assert!(
        broken.is_empty(),
        "promises of testdata/ledger.toml broken: {broken:#?}"
    );
}
