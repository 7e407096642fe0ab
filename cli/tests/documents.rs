//! `idocr documents`, as a shell sees it.

mod common;

use common::{folder, idocr};
use serde_json::Value;

#[test]
fn the_list_names_every_document_once() {
    let said = idocr(&["documents", "--json"]);
    assert_eq!(
        said.code, 0,
        "{}run `make runtime`, and see `idocr doctor`",
        said.err
    );
    let documents: Value = serde_json::from_str(&said.out).expect("JSON");
    let documents = documents.as_array().expect("an array");
    assert!(!documents.is_empty());
    for document in documents {
        assert!(document["id"].as_str().unwrap().contains('/'), "{document}");
        assert!(
            !document["title"].as_str().unwrap().is_empty(),
            "{document}"
        );
        assert!(
            !document["sides"].as_array().unwrap().is_empty(),
            "{document}"
        );
    }
    assert_eq!(idocr(&["documents"]).out.lines().count(), documents.len());
}

#[test]
fn a_wrong_template_is_told_with_its_place() {
    let folder = folder("documents-check").join("uto");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("card.toml");
    std::fs::write(&file, "title = \"Card\"\nnonsense = 1\n").unwrap();
    let file = file.to_str().expect("the path is UTF-8");
    let said = idocr(&["documents", "check", file]);
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
    assert!(said.err.contains("card.toml:"), "{}", said.err);
    assert_eq!(idocr(&["documents", "check", "/no/such/card.toml"]).code, 1);
    assert_eq!(idocr(&["documents", "check"]).code, 2);
}
