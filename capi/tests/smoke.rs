//! Compiles `smoke.c` against the header and the library, and runs it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where cargo puts the library: beside this test or one folder up.
fn library_folder() -> PathBuf {
    let test = std::env::current_exe().expect("this test has a path");
    let places: Vec<&Path> = test.ancestors().skip(1).take(2).collect();
    let name = format!(
        "{}idocr{}",
        std::env::consts::DLL_PREFIX,
        std::env::consts::DLL_SUFFIX
    );
    let found = places.iter().find(|place| place.join(&name).is_file());
    found
        .unwrap_or_else(|| {
            panic!("{name} is in none of {places:?}; run `cargo build --release -p idocr-capi`")
        })
        .to_path_buf()
}

#[test]
fn a_c_program_uses_every_function() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = library_folder();
    let program = library.join("idocr-smoke");
    let compiled = Command::new("cc")
        .args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic", "-I"])
        .arg(here.join("include"))
        .arg(here.join("tests/smoke.c"))
        .arg("-o")
        .arg(&program)
        .arg(format!("-L{}", library.display()))
        .arg("-lidocr")
        .arg(format!("-Wl,-rpath,{}", library.display()))
        .status()
        .expect("a C compiler named cc is needed for this test: apt-get install gcc");
    assert!(
        compiled.success(),
        "smoke.c does not compile against idocr.h"
    );
    let ran = Command::new(&program)
        .current_dir(here.join(".."))
        .output()
        .expect("the compiled program starts");
    assert!(
        ran.status.success(),
        "{}run `make runtime` when ONNX Runtime is missing",
        String::from_utf8_lossy(&ran.stderr)
    );
}
