//! The idocr engine as a C library: six functions, JSON out; `include/idocr.h` is their reference.

// A C interface is pointers; each unsafe block says why it is sound.
#![allow(unsafe_code)]
#![deny(clippy::undocumented_unsafe_blocks)]

mod last_error;
mod options;

use std::ffi::{CStr, CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use engine::{Engine, Error, ErrorKind, Stage};

/// The version, as `idocr_version` gives it.
const VERSION: &CStr =
    match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"unknown",
    };

/// The version of the library; static.
#[unsafe(no_mangle)]
pub extern "C" fn idocr_version() -> *const c_char {
    VERSION.as_ptr()
}

/// An engine, or null; `idocr_last_error` tells why.
///
/// # Safety
/// `options` is null or a string that ends with NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn idocr_new(options: *const c_char) -> *mut Engine {
    let engine = guarded(|| {
        // SAFETY: the caller promises null or a string that ends with NUL.
        let options = (!options.is_null()).then(|| unsafe { CStr::from_ptr(options) });
        let options = match options {
            Some(text) => options::read(text)?,
            None => engine::Options::default(),
        };
        Engine::new(options)
    });
    engine.map_or(ptr::null_mut(), |engine| Box::into_raw(Box::new(engine)))
}

/// What was read in a picture, as JSON, or null; `idocr_last_error` tells why.
///
/// # Safety
/// `engine` came from `idocr_new` and was not freed; `bytes` points to `length` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn idocr_scan(
    engine: *const Engine,
    bytes: *const u8,
    length: usize,
) -> *mut c_char {
    let json = guarded(|| {
        // SAFETY: the caller promises an engine of ours that lives, or null, which `as_ref` sees.
        let engine = unsafe { engine.as_ref() };
        let engine = engine.ok_or_else(|| misuse("engine is NULL"))?;
        if bytes.is_null() || isize::try_from(length).is_err() {
            return Err(misuse("bytes is NULL, or length is impossible"));
        }
        // SAFETY: not null, no longer than memory, and the caller promises so many readable bytes.
        let picture = unsafe { std::slice::from_raw_parts(bytes, length) };
        let scan = engine.scan(picture)?;
        let json = serde_json::to_string(&scan).map_err(|error| misuse(&error.to_string()))?;
        // JSON has no NUL: control characters are escaped in it.
        CString::new(json).map_err(|error| misuse(&error.to_string()))
    });
    json.map_or(ptr::null_mut(), CString::into_raw)
}

/// Why the last call of this thread gave null, as JSON; null when it did not.
#[unsafe(no_mangle)]
pub extern "C" fn idocr_last_error() -> *const c_char {
    last_error::pointer()
}

/// Frees what `idocr_scan` gave.
///
/// # Safety
/// `text` is null, or came from `idocr_scan` and is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn idocr_string_free(text: *mut c_char) {
    if !text.is_null() {
        // SAFETY: not null, made by `CString::into_raw`, and the caller promises to free it once.
        drop(unsafe { CString::from_raw(text) });
    }
}

/// Frees an engine.
///
/// # Safety
/// `engine` is null, or came from `idocr_new`, is in no other call and is freed once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn idocr_free(engine: *mut Engine) {
    if !engine.is_null() {
        // SAFETY: not null, made by `Box::into_raw`, and the caller promises to free it once.
        drop(unsafe { Box::from_raw(engine) });
    }
}

fn misuse(message: &str) -> Error {
    Error::new(ErrorKind::Input, Stage::Start, message)
}

/// Does `work`, keeps its error for `idocr_last_error`; no panic crosses into C.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Option<T> {
    let broken = || {
        let message = "the engine broke down; please report it, with the message on standard error";
        Error::new(ErrorKind::Runtime, Stage::Start, message)
    };
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken()));
    last_error::set(done.as_ref().err());
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_null_engine_is_an_error_not_a_crash() {
        // SAFETY: null is allowed for the engine, and the bytes are ours.
        let text = unsafe { idocr_scan(ptr::null(), b"x".as_ptr(), 1) };
        assert!(text.is_null());
        // SAFETY: an error was just set, so the pointer is a string of this thread.
        let error = unsafe { CStr::from_ptr(idocr_last_error()) };
        assert!(error.to_str().unwrap().contains("engine is NULL"));
        // SAFETY: freeing null does nothing.
        unsafe {
            idocr_string_free(ptr::null_mut());
            idocr_free(ptr::null_mut());
        }
    }

    #[test]
    fn a_panic_becomes_an_error() {
        let none: Option<()> = guarded(|| panic!("on purpose"));
        assert!(none.is_none() && !idocr_last_error().is_null());
        assert_eq!(guarded(|| Ok(1)), Some(1));
        assert!(idocr_last_error().is_null());
    }
}
