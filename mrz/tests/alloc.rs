//! Counts allocations: parsing, reading every field and judging a zone must need none.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is handed on to the system's allocator unchanged.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps GlobalAlloc's contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps GlobalAlloc's contract.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const ZONES: [&[&str]; 4] = [
    &[
        "I<UTOD23145890<7349<<<<<<<<<<<",
        "3407127M9507122UTO<<<<<<<<<<<2",
        "STEVENSON<<PETER<JOHN<<<<<<<<<",
    ],
    &[
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
        "D231458907UTO7408122F1204159<<<<<<<6",
    ],
    &[
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ],
    &[
        "P<UT0ERIK55ON<<ANNA<MAR1A<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO740BIZZF12041S9ZE184226B<<<<<1O",
    ],
];

fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.with(Cell::get);
    work();
    COUNT.with(Cell::get) - before
}

#[test]
fn the_counter_counts() {
    assert!(allocations(|| drop(std::hint::black_box(Box::new(1)))) > 0);
}

#[test]
fn a_zone_is_read_without_the_heap() {
    let today = mrz::Day::new(2026, 1, 1).expect("a real day");
    let reads = allocations(|| {
        for lines in ZONES {
            let zone = mrz::parse(lines).expect("a zone");
            let characters: usize = zone.fields().map(|field| field.value.chars().count()).sum();
            std::hint::black_box((characters, zone.valid(), zone.findings().count()));
            std::hint::black_box((zone.date_of_birth(today), mrz::chekin::view(lines)));
        }
    });
    assert_eq!(reads, 0);
}

#[test]
fn repair_making_and_refusal_need_no_heap_either() {
    let long = "<".repeat(10_000_000);
    let made = allocations(|| {
        for lines in ZONES {
            let repaired = mrz::repair::repair(lines).expect("a zone");
            std::hint::black_box(repaired.repairs().count());
        }
        std::hint::black_box(mrz::parse(&[&long]).is_err());
        std::hint::black_box(mrz::parse_text(&long).is_err());
        std::hint::black_box(mrz::tidy::tidy(&long).is_none());
        let fields = mrz::Fields {
            surname: "Müller",
            given_names: "Anna",
            ..mrz::Fields::new(mrz::Format::Td3)
        };
        std::hint::black_box(mrz::make(&fields).is_ok());
    });
    assert_eq!(made, 0);
}
