//! Any text: nothing panics, a valid zone needs no repair, a repair is confessed.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let lines: Vec<&str> = text.lines().take(4).collect();
    let _ = mrz::chekin::view(&lines);
    let _ = mrz::tidy::tidy(text);
    let _ = mrz::parse_text(text).map_err(|error| error.to_string());
    mrz::name::transliterate(text, |byte| {
        assert!(byte == b'<' || byte.is_ascii_uppercase())
    });
    let Ok(zone) = mrz::parse(&lines) else { return };
    for field in zone.fields() {
        assert_eq!(zone.text(field.span), field.text);
    }
    let valid = zone.valid();
    assert_eq!(valid, zone.findings().next().is_none());
    let repaired = mrz::repair::repair(&lines).expect("what parses is repaired or left");
    let mut again = mrz::Lines::of(&zone);
    for repair in repaired.repairs() {
        assert!(!valid);
        again.set(repair.line, repair.column, repair.to);
    }
    assert_eq!(again, *repaired.lines());
});
