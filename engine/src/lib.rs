//! Reads identity documents from photographs, on the machine where it runs.
