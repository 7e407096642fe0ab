//! Runs the command and keeps what it said.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a call gave.
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The command, in the repository's root, where `target/onnxruntime` is found.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_idocr"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    command
}

/// Calls the command with `arguments` and `input`.
pub fn idocr_with<S: AsRef<std::ffi::OsStr>>(arguments: &[S], input: &[u8]) -> Said {
    let mut child = command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input is piped");
    let input = input.to_vec();
    // A command that does not read its input closes it: that is its right.
    let feeding = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the command ends");
    let _ = feeding.join().expect("feeding does not panic");
    Said {
        code: output.status.code().expect("the command was not killed"),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// Calls the command with `arguments` and no input.
pub fn idocr<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Said {
    idocr_with(arguments, b"")
}

/// Holds that a call is told on standard error alone that it is wrong.
#[allow(dead_code, reason = "not every test file misuses the command")]
pub fn is_misuse(arguments: &[&str]) {
    let said = idocr(arguments);
    let told = (said.code, said.out.as_str(), said.err.is_empty());
    assert_eq!(told, (2, "", false), "{arguments:?}: {}", said.err);
}

/// An empty folder of this test's own.
#[allow(dead_code, reason = "not every test file writes")]
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the last run's folder can go");
    }
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}
