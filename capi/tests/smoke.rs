//! Compiles `smoke.c` against the header and the library, and runs it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the library, which no test links to by itself, and tells in which folder it lies.
fn library_folder() -> PathBuf {
    let test = std::env::current_exe().expect("this test has a path");
    // target/<profile>/deps/smoke-<hash>
    let folder = test.ancestors().nth(2).expect("cargo's layout").to_owned();
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--quiet", "--package", "idocr-capi"]);
    if folder.ends_with("release") {
        build.arg("--release");
    }
    build.current_dir(env!("CARGO_MANIFEST_DIR"));
    let built = build.status().expect("cargo is there");
    assert!(built.success(), "the C library does not build");
    folder
}

#[test]
fn a_c_program_uses_every_function() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = library_folder();
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("idocr-smoke");
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
