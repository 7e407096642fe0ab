//! Each thread's last error, as JSON.

use std::cell::RefCell;
use std::ffi::{CString, c_char};
use std::ptr;

use engine::Error;
use serde_json::json;

thread_local! {
    static LAST: RefCell<Option<CString>> = const { RefCell::new(None) };
}

/// Keeps `error`, or forgets the one before.
pub fn set(error: Option<&Error>) {
    let text = error.map(|error| {
        let object = json!({
            "kind": error.kind().as_str(),
            "stage": error.stage().as_str(),
            "message": error.message(),
        });
        // JSON has no NUL: control characters are escaped in it.
        CString::new(object.to_string()).unwrap_or_default()
    });
    LAST.with(|last| *last.borrow_mut() = text);
}

/// The kept error, valid until this thread's next call; null when there is none.
pub fn pointer() -> *const c_char {
    LAST.with(|last| {
        last.borrow()
            .as_ref()
            .map_or(ptr::null(), |text| text.as_ptr())
    })
}
