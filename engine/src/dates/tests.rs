//! Days in every printed form, and what is no day.

use super::*;

fn birth(text: &str) -> Option<String> {
    let today = Day::new(2026, 11, 21).unwrap();
    find(text, Order::Dmy, Meaning::Birth, today).map(|(iso, ..)| iso)
}

#[test]
fn every_printed_form_is_the_same_day() {
    for text in [
        "01.08.1981",
        "01 08 1981",
        "1/8/1981",
        "01-08-1981",
        "1981-08-01",
        "01 AUG 1981",
        "01 AUG/AUG 81",
        "01 AUG /AUG 81",
        "01-AGO-1981",
        "1 août/Aug 1981",
        "Geburtstag 01.08.1981 DEUTSCH",
    ] {
        assert_eq!(birth(text).as_deref(), Some("1981-08-01"), "{text}");
    }
    assert_eq!(birth("10 MAA/MAR 1965").as_deref(), Some("1965-03-10"));
    assert_eq!(birth("17-ENE-1987").as_deref(), Some("1987-01-17"));
    assert_eq!(birth("01 2/FEB 1987"), None);
    assert_eq!(birth("02 AG0 1987").as_deref(), Some("1987-08-02"));
    assert_eq!(birth("02 0CT 1987").as_deref(), Some("1987-10-02"));
    assert_eq!(birth("11-0IC-1982").as_deref(), Some("1982-12-11"));
    assert_eq!(birth("02 A0B 1987"), None, "no month with an O either");
    assert_eq!(
        birth("20 MEUMAY 1972").as_deref(),
        Some("1972-05-20"),
        "MEI/MAY"
    );
    assert_eq!(birth("01 APAPR 1978").as_deref(), Some("1978-04-01"));
    assert_eq!(birth("01 XYAPR 1978"), None, "any word may end so");
}

#[test]
fn what_is_no_day_is_none() {
    for text in [
        "",
        "31.02.1981",
        "12",
        "1981",
        "AUG 1981",
        "00.08.1981",
        "3,10.2029",
        "31.1.2029",
        "2029-1-31",
        "01.13.1981",
        "01 XYZ 1981",
    ] {
        assert_eq!(birth(text), None, "{text}");
    }
}

#[test]
fn thai_months_have_buddhist_years() {
    for text in [
        "29 ม.ค. 2540",
        "29 มค 2540",
        "29 ม. ค. 2540",
        "เกิดวันที่ 29 ม.ค. 2540",
    ] {
        assert_eq!(birth(text).as_deref(), Some("1997-01-29"), "{text}");
    }
    assert_eq!(birth("12 เม.ย. 2560").as_deref(), Some("2017-04-12"));
    assert_eq!(birth("1 ธันวาคม 2543").as_deref(), Some("2000-12-01"));
    // A common year beside a Thai month, a month that is none, a day that is none.
    for text in ["29 ม.ค. 997", "29 ช.ช. 2540", "31 ก.พ. 2540", "29 ม.ค. 40"] {
        assert_eq!(birth(text), None, "{text}");
    }
}

#[test]
fn a_month_or_a_year_alone_is_partial_and_nothing_is_completed() {
    let today = Day::new(2026, 11, 21).unwrap();
    let partial = |text: &str| {
        let found = find_partial(text, Order::Dmy, Meaning::Expiry, today)?;
        let printed: String = text.chars().skip(found.1).take(found.2 - found.1).collect();
        Some((found.0, printed))
    };
    for (text, iso, printed) in [
        ("02/2033", "2033-02", "02/2033"),
        ("VENCE 06-2030", "2030-06", "06-2030"),
        ("ENE 2030", "2030-01", "ENE 2030"),
        ("2024", "2024", "2024"),
        ("2023 - 2033", "2033", "2033"),
        ("18-08-2026", "2026-08-18", "18-08-2026"),
    ] {
        assert_eq!(
            partial(text),
            Some((iso.to_owned(), printed.to_owned())),
            "{text}"
        );
    }
    assert_eq!(partial("13/2033").map(|p| p.0).as_deref(), Some("2033"));
    for text in ["", "02/33", "1234", "ABC", "20333"] {
        assert_eq!(partial(text), None, "{text}");
    }
    assert_eq!(birth("02/2033"), None);
}

#[test]
fn a_birth_is_not_in_the_future_and_an_expiry_may_be() {
    assert_eq!(birth("01.08.31").as_deref(), Some("1931-08-01"));
    let today = Day::new(2026, 11, 21).unwrap();
    let expiry = find("01.08.31", Order::Dmy, Meaning::Expiry, today);
    assert_eq!(expiry.map(|(iso, ..)| iso).as_deref(), Some("2031-08-01"));
}
