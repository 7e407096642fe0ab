//! The models give here what they gave where they were made: pairs of input and output, within 1e-3.

use std::path::PathBuf;

use serde::Deserialize;

use crate::error::Stage;
use crate::model::{Model, Tensor, Weights};
use crate::options::Options;
use crate::ort::Runtime;

#[derive(Deserialize)]
struct Pair {
    model: String,
    input: Numbers,
    outputs: Vec<Numbers>,
}

#[derive(Deserialize)]
struct Numbers {
    shape: Vec<usize>,
    data: Vec<f32>,
}

#[test]
fn every_reference_pair_is_reproduced() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../models/reference");
    let files: Vec<_> = std::fs::read_dir(&folder)
        .expect("models/reference is there; run `make models`")
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    assert!(
        !files.is_empty(),
        "no reference pairs in {}; run `make models`",
        folder.display()
    );
    let runtime = Runtime::open(&Options::default()).expect("ONNX Runtime; run `make runtime`");
    let weights = Weights::open(None).unwrap();
    for file in files {
        let pairs: Vec<Pair> =
            serde_json::from_reader(std::fs::File::open(&file).unwrap()).unwrap();
        assert!(!pairs.is_empty(), "{} is empty", file.display());
        for pair in pairs {
            let row = weights.row(&pair.model).unwrap();
            let bytes = weights.bytes(row).unwrap();
            let model = runtime.model(&bytes, Stage::Start, (1, 1)).unwrap();
            check(&pair, &model);
        }
    }
}

fn check(pair: &Pair, model: &dyn Model) {
    let input = Tensor {
        shape: pair.input.shape.clone(),
        data: pair.input.data.clone(),
    };
    let outputs = model.run(input).unwrap();
    assert_eq!(outputs.len(), pair.outputs.len(), "{}", pair.model);
    for (is, should) in outputs.iter().zip(&pair.outputs) {
        assert_eq!(is.shape, should.shape, "{}", pair.model);
        let worst = is.data.iter().zip(&should.data).map(|(a, b)| (a - b).abs());
        let worst = worst.fold(0.0, f32::max);
        assert!(worst < 1e-3, "{} differs by {worst}", pair.model);
    }
}
