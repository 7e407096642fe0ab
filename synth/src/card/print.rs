//! Puts texts on a card: what every copy says, the holder's values, the machine readable zone.

use super::Press;
use crate::artwork::{Entry, Letters, Print, Style, Zone};
use crate::lettering::Setting;
use crate::person::printed;
use crate::rng::Rng;
use crate::truth::{FieldTruth, Quad, TextLine, boxed, script};
use crate::zone::Parts;
use crate::{lettering, zone};
use anyhow::Result;

impl Press<'_> {
    fn setting(&self, style: &Style) -> Setting {
        Setting {
            letters: style.face,
            ink: style.ink.0,
            alpha: 0.96,
            cap: style.cap.unwrap_or(0.0) * self.size.1 * self.swell,
            spacing: style.spacing,
            align: style.align,
            weight: self.weight,
        }
    }

    /// Sets lines of text into a box, shared evenly; gives the quad around them all.
    pub(super) fn set(
        &mut self,
        text: &str,
        at: [f32; 4],
        style: &str,
        turn: u8,
    ) -> Result<Option<Quad>> {
        let how = self.setting(self.order.art.style(style)?);
        let look = self.order.art.style.keys().position(|k| k == style);
        let draw = self.faces.rotate_left(how.letters as u32 * 5);
        let rows: Vec<&str> = text.split('\n').collect();
        let mut quads = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            let runs = self.case.runs(how.letters, draw, row.trim())?;
            let share = share(at, n, rows.len(), turn);
            if let Some(quad) = lettering::set(&mut self.canvas, &runs, share, &how, turn)? {
                self.lines.push(TextLine {
                    text: row.trim().to_owned(),
                    kind: "text",
                    script: script(row),
                    quad,
                    look,
                });
                quads.push(quad);
            }
        }
        Ok(around(&quads))
    }

    pub(super) fn print(&mut self, print: &Print, rng: &mut Rng) -> Result<()> {
        if !rng.chance(print.chance) {
            return Ok(());
        }
        let at = self.pixels(print.at, rng);
        let text = printed(self.order.person, &print.text)?;
        self.set(&text, at, &print.style, print.turn).map(|_| ())
    }

    pub(super) fn field(&mut self, entry: &Entry, rng: &mut Rng) -> Result<()> {
        if !rng.chance(entry.chance) {
            return Ok(());
        }
        if let (Some(place), false) = (entry.label_at, entry.label.is_empty()) {
            let at = self.pixels(place, rng);
            self.set(&entry.label, at, &entry.label_style, entry.turn)?;
        }
        let person = self.order.person;
        if person.knows(&entry.name) && person.get(&entry.name).is_empty() {
            // Who has no birth name has no GEB. before it either.
            return Ok(());
        }
        let text = printed(person, &entry.print)?;
        let value = self.value(entry, &text)?;
        let at = self.pixels(entry.at, rng);
        if let Some(quad) = self.set(&text, at, &entry.style, entry.turn)? {
            for (name, pattern) in &entry.also {
                let value = printed(self.order.person, pattern)?;
                let text = plain(&text);
                self.truth
                    .fields
                    .insert(name.clone(), FieldTruth { value, text, quad });
            }
            let text = plain(&text);
            self.truth
                .fields
                .insert(entry.name.clone(), FieldTruth { value, text, quad });
        }
        Ok(())
    }

    /// The plain value of a field: dates in ISO 8601, numbers without groups, else what is printed.
    fn value(&self, entry: &Entry, text: &str) -> Result<String> {
        const BARE: [&str; 6] = [
            "sex",
            "document_number",
            "personal_number",
            "can_number",
            "virtual_id",
            "tax_number",
        ];
        let name = entry.name.as_str();
        if let Some(pattern) = &entry.value {
            return printed(self.order.person, pattern);
        }
        let bare = name.starts_with("date_") || BARE.contains(&name);
        Ok(if bare && self.order.person.knows(name) {
            // Hyphens in a number of a person only group it.
            self.order
                .person
                .get(name)
                .replace(if name == "personal_number" { "-" } else { "\n" }, "")
        } else {
            plain(text)
        })
    }

    pub(super) fn zone(&mut self, zone: &Zone, rng: &mut Rng) -> Result<()> {
        let person = self.order.person;
        let parts = Parts {
            code: zone.code.clone(),
            state: printed(person, &zone.state)?,
            number: printed(person, &zone.number)?,
            optional: printed(person, &zone.optional)?,
            second: printed(person, &zone.second)?,
            sex: printed(person, &zone.sex)?,
        };
        let texts = zone::lines(zone.format, &parts, person)?;
        let (w, h) = self.size;
        if let Some(strip) = zone.strip {
            let top = zone.lines.first().map_or(0.7, |l| l[0] - 0.03) * h;
            self.canvas
                .rect(0.0, top, w, h, strip.0, rng.range(0.7, 1.0));
        }
        let how = Setting {
            letters: Letters::Ocrb,
            ink: [22, 22, 26],
            alpha: 0.95,
            cap: 0.0,
            spacing: 0.0,
            align: crate::artwork::Align::Left,
            weight: self.weight,
        };
        let face = self
            .case
            .face(Letters::Ocrb, self.faces.rotate_left(17), &texts.concat())?;
        let (dx, dy) = (self.shift.0 * w, self.shift.1 * h);
        for (text, y) in texts.iter().zip(&zone.lines) {
            let x = [zone.x[0] * w + dx, zone.x[1] * w + dx];
            let quad = lettering::machine(
                &mut self.canvas,
                face,
                text,
                x,
                [y[0] * h + dy, y[1] * h + dy],
                &how,
            )?;
            self.lines.push(TextLine {
                text: text.clone(),
                kind: "mrz",
                script: "mrz",
                quad,
                look: None,
            });
        }
        self.truth.mrz = Some(texts);
        Ok(())
    }

    pub(super) fn overprint(&mut self, rng: &mut Rng) -> Result<()> {
        let (w, h) = self.size;
        let word = *rng.pick(&[
            "SPECIMEN",
            "MUSTER",
            "SPECIMEN",
            "ESPECIMEN",
            "SAMPLE",
            "VOID",
            "MUESTRA",
            "CONTOH",
        ]);
        let face = self.case.face(Letters::SansBold, self.faces, word)?;
        let px = h * rng.range(0.09, 0.3) / face.cap_height * 0.72;
        let at = [w * rng.range(0.1, 0.5), h * rng.range(0.4, 0.8)];
        let ink = if rng.chance(0.4) {
            [200, 40, 50]
        } else {
            [70, 70, 80]
        };
        let how = Setting {
            letters: Letters::SansBold,
            ink,
            alpha: rng.range(0.35, 0.9),
            cap: 0.0,
            spacing: 0.0,
            align: crate::artwork::Align::Left,
            weight: 0.02,
        };
        lettering::outline(
            &mut self.canvas,
            face,
            word,
            at,
            rng.range(-0.9, 0.1),
            px,
            &how,
        )
    }
}

/// Printed lines as one, without the colon that some cards put before every value.
fn plain(text: &str) -> String {
    text.trim_start_matches(':').trim().replace('\n', " ")
}

/// The part of a box that belongs to one of its lines.
fn share(at: [f32; 4], n: usize, of: usize, turn: u8) -> [f32; 4] {
    let (from, to) = (n as f32 / of as f32, (n + 1) as f32 / of as f32);
    let between = |a: f32, b: f32, t: f32| a + (b - a) * t;
    match turn % 4 {
        1 => [
            between(at[0], at[2], from),
            at[1],
            between(at[0], at[2], to),
            at[3],
        ],
        3 => [
            between(at[2], at[0], to),
            at[1],
            between(at[2], at[0], from),
            at[3],
        ],
        _ => [
            at[0],
            between(at[1], at[3], from),
            at[2],
            between(at[1], at[3], to),
        ],
    }
}

/// One quad around several lines that read the same way.
fn around(quads: &[Quad]) -> Option<Quad> {
    let first = quads.first()?;
    if quads.len() == 1 || (first[0][1] - first[1][1]).abs() > 0.5 {
        return Some(*first);
    }
    let all = || quads.iter().flatten();
    let low = |i: usize| all().map(|p| p[i]).fold(f32::MAX, f32::min);
    let high = |i: usize| all().map(|p| p[i]).fold(f32::MIN, f32::max);
    Some(boxed(low(0), low(1), high(0), high(1)))
}
