//! Fills a rectangle of an invented document with labelled values, as forms and cards do.

use super::{FIELDS, Form, Maker, mark, place};
use crate::artwork::{Entry, Ornament, Place, Print, Side, Size};
use crate::canvas::hsv;
use crate::rng::Rng;
use std::collections::BTreeMap;

/// Labels and values of very few letters, which finders miss.
const SHORT: [(&str, &[&str]); 8] = [
    ("Type / Typ", &["P", "PA", "ID", "V", "C"]),
    ("Sex / Sexo", &["F", "M", "X", "M/M", "Ž/F"]),
    ("Cat.", &["A", "B", "C1", "D", "AM"]),
    ("G.S. RH", &["O+", "A-", "AB+"]),
    ("No.", &["1", "2", "15", "73", "04"]),
    ("Code", &["EU", "XXA", "UTO", "D"]),
    ("Est.", &["S", "C", "V", "SI", "NO"]),
    ("Ex.", &["A", "B", "01", "99"]),
];

impl Maker {
    /// Fills a rectangle with labelled values.
    pub(super) fn rows(
        &self,
        side: &mut Side,
        x: [f32; 2],
        y: [f32; 2],
        back: bool,
        rng: &mut Rng,
    ) {
        let mut order: Vec<usize> = if back {
            vec![12, 10, 11, 5, 7, 8]
        } else {
            (0..12).collect()
        };
        if rng.chance(0.4) {
            let (a, b) = (rng.below(order.len()), rng.below(order.len()));
            order.swap(a, b);
        }
        let mm = self.size.mm().1 / self.size.print();
        // Printed sizes of real cards: labels 1.0–1.5 mm, values 1.6–2.6 mm high with their leading.
        let (small, big) = (rng.range(1.35, 2.1) / mm, rng.range(2.3, 3.5) / mm);
        let step = if self.beside {
            big * 1.25
        } else {
            small * if self.stacked { 2.0 } else { 1.0 } + big + rng.range(0.2, 1.2) / mm
        };
        let mut row_y = y[0] + rng.unit() * 0.03;
        let mut places = order.into_iter().peekable();
        while row_y + step < y[1] && places.peek().is_some() {
            let columns = if places.peek().is_some_and(|p| matches!(p, 2..=4 | 6..=11)) {
                rng.whole(1, 3)
            } else {
                1
            };
            let mut left = x[0];
            for column in 0..columns {
                let even = (x[1] - left) / (columns - column) as f32;
                let short = columns > 1 && rng.chance(0.25);
                let wide = match places.peek() {
                    _ if short => even * rng.range(0.3, 0.8),
                    Some(field) if self.tight => self.width_of(*field, even),
                    _ => even,
                };
                let at = [left, row_y, left + wide - 0.014, row_y + step];
                if short {
                    self.short(side, at, [small, big], rng);
                } else if let Some(field) = places.next() {
                    let last = column > 0 && column + 1 == columns;
                    self.entry(side, field, at, [small, big], self.flush && last, rng);
                }
                if self.form == Form::Table {
                    let cell = place(left - 0.006, row_y, left + wide - 0.006, row_y + step);
                    side.mark
                        .push(mark(Ornament::Frame, cell, &[[90, 90, 100]], 0.8));
                }
                left += wide;
            }
            if self.form == Form::Ruled {
                let foot = row_y + step - self.fine(0.003);
                let line = place(x[0], foot - self.fine(0.005), x[1], foot);
                side.mark
                    .push(mark(Ornament::Rule, line, &[[90, 90, 100]], 0.8));
            }
            row_y += step;
        }
    }

    /// The width that a field's value needs, of the width that there is.
    fn width_of(&self, field: usize, most: f32) -> f32 {
        let letters = match field {
            2 => 4.0,
            3 => 5.0,
            4 | 8 | 9 => 11.0,
            6 | 7 => 10.0,
            10 => 7.0,
            _ => return most,
        };
        let cap = self.styles.get("value").and_then(|v| v.cap).unwrap_or(0.04);
        (letters * cap * 0.85 / self.aspect() + 0.014).clamp(0.07, most.max(0.07))
    }

    /// An entry of one letter or few, alone in its column.
    fn short(&self, side: &mut Side, b: [f32; 4], [small, big]: [f32; 2], rng: &mut Rng) {
        let (label, values) = *rng.pick(&SHORT);
        let put = |text: &str, at: Place, style: &str| Print {
            text: text.to_owned(),
            at,
            style: style.to_owned(),
            turn: 0,
            chance: 1.0,
        };
        let top = b[1] + small * if self.beside { 0.0 } else { 1.0 };
        let x = if self.beside { b[0] + 0.06 } else { b[0] };
        let high = if self.beside { big } else { small };
        side.print.push(put(
            label,
            place(b[0], b[1], b[0] + 0.055, b[1] + high),
            "label",
        ));
        side.print.push(put(
            rng.word(values),
            place(x, top, b[2].max(x + 0.04), top + big),
            "value",
        ));
    }

    /// What is so much of a card's height, as a share of this document's.
    fn fine(&self, share: f32) -> f32 {
        share * Size::Id1.mm().1 / self.size.mm().1
    }

    /// Marks the place of a value as the form does.
    fn marked(&self, side: &mut Side, at: Place) {
        let b = at.0;
        let pale = hsv(self.hue, 0.03, 1.0);
        match self.form {
            Form::Field | Form::Boxed => {
                side.mark.push(mark(Ornament::Panel, at, &[pale], 0.85));
                if self.form == Form::Boxed {
                    side.mark
                        .push(mark(Ornament::Frame, at, &[[110, 110, 120]], 0.9));
                } else {
                    let lip = place(b[0], b[3], b[2], b[3] + self.fine(0.005));
                    side.mark
                        .push(mark(Ornament::Panel, lip, &[[120, 120, 130]], 0.6));
                }
            }
            Form::Leaders => {
                let line = place(b[0], b[3] - self.fine(0.012), b[2], b[3]);
                side.mark
                    .push(mark(Ornament::Leaders, line, &[[70, 70, 80]], 0.9));
            }
            Form::Open | Form::Ruled | Form::Table => {}
        }
    }

    fn entry(
        &self,
        side: &mut Side,
        field: usize,
        b: [f32; 4],
        [small, big]: [f32; 2],
        flush: bool,
        rng: &mut Rng,
    ) {
        let Some((name, pattern)) = FIELDS.get(field) else {
            return;
        };
        let mut label = self.words(field);
        if self.numbered {
            label = format!("{}. {label}", field + 1);
        }
        let upper = self.upper && !name.starts_with("height");
        let print = if name.starts_with("date") {
            format!("{{{name}:{}}}", self.dates)
        } else if upper {
            pattern.replace('}', ":upper}")
        } else {
            (*pattern).to_owned()
        };
        let split = b[0] + (b[2] - b[0]) * 0.42;
        let tall = small * if self.stacked { 2.0 } else { 1.0 };
        let (label_at, at) = if self.beside {
            (
                place(b[0], b[1], split, b[1] + big),
                place(split + 0.01, b[1], b[2].max(split + 0.06), b[1] + big),
            )
        } else {
            let top = b[1] + tall - self.snug * small;
            (
                place(b[0], b[1], b[2], b[1] + tall),
                place(b[0], top, b[2], top + big),
            )
        };
        let bare = rng.chance(0.05);
        self.marked(side, at);
        let end = if flush { "-end" } else { "" };
        side.field.push(Entry {
            name: (*name).to_owned(),
            label: if bare { String::new() } else { label },
            label_at: Some(label_at),
            label_style: format!("label{end}"),
            at,
            print,
            value: None,
            also: BTreeMap::new(),
            style: if matches!(*name, "document_number") && rng.chance(0.3) {
                "number".to_owned()
            } else {
                format!("value{end}")
            },
            turn: 0,
            chance: 1.0,
        });
    }
}
