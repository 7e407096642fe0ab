//! Draws one side of a document for one holder, with its truth.

mod stray;

use crate::artwork::{
    Artwork, Barcode, Code, Entry, Letters, Ornament, Place, Portrait, Print, Side, Style, Tone,
    Zone,
};
use crate::barcode::{self, Modules};
use crate::canvas::{Canvas, Rgb, hsv, mix};
use crate::face::{self, Looks};
use crate::guilloche::{self, Laying};
use crate::lettering::{self, Setting};
use crate::pdf417;
use crate::person::{Person, printed};
use crate::rng::Rng;
use crate::truth::{CardTruth, FieldTruth, Quad, TextLine, boxed, joined, script};
use crate::typecase::{self, Typecase};
use crate::world::World;
use crate::zone::{self, Parts};
use anyhow::Result;
use tiny_skia::Transform;

/// Share of cards with SPECIMEN or the like printed over them.
const OVERPRINT: f32 = 0.12;

/// A flat, upright card.
#[derive(Clone)]
pub struct Drawn {
    /// Its picture, edge to edge.
    pub canvas: Canvas,
    /// What it shows, in the picture's pixels.
    pub truth: CardTruth,
    /// Radius of its corners in pixels.
    pub round: f32,
}

/// What is drawn.
pub struct Order<'a> {
    /// The document.
    pub art: &'a Artwork,
    /// Its back rather than its front.
    pub back: bool,
    /// The holder.
    pub person: &'a Person,
    /// The holder's face.
    pub looks: &'a Looks,
    /// Whose fonts and patterns are used.
    pub world: World,
    /// Pixels along the card's width.
    pub width: usize,
    /// How much stands on the card that no layout tells: 1 for training, 0 for clean documents.
    pub stray: f32,
}

/// Draws a card; every random choice comes from `rng`.
pub fn draw(order: &Order<'_>, rng: &mut Rng) -> Result<Drawn> {
    let (mm_w, mm_h) = order.art.size.mm();
    let (width, height) = (
        order.width as f32,
        (order.width as f32 * mm_h / mm_w).round(),
    );
    let mut press = Press {
        order,
        case: typecase::of(order.world)?,
        canvas: Canvas::new(order.width, height as usize, [255, 255, 255]),
        lines: Vec::new(),
        truth: CardTruth {
            side: if order.back { "back" } else { "front" }.to_owned(),
            quad: boxed(0.0, 0.0, width, height),
            ..CardTruth::default()
        },
        size: (width, height),
        shift: (rng.range(-0.004, 0.004), rng.range(-0.005, 0.005)),
        swell: rng.range(0.93, 1.07),
        faces: rng.bits(),
        weight: if rng.chance(0.3) {
            rng.range(0.0, 0.02)
        } else {
            0.0
        },
    };
    if !order.art.document.is_empty() {
        press.truth.document = Some(format!("{}/{}", order.art.document, press.truth.side));
    }
    press.side(order.art.side(order.back), rng)?;
    press.truth.lines = joined(std::mem::take(&mut press.lines));
    Ok(Drawn {
        canvas: press.canvas,
        truth: press.truth,
        round: order.art.size.round() / mm_w * width,
    })
}

struct Press<'a> {
    order: &'a Order<'a>,
    case: &'static Typecase,
    canvas: Canvas,
    lines: Vec<TextLine>,
    truth: CardTruth,
    size: (f32, f32),
    shift: (f32, f32),
    swell: f32,
    faces: u64,
    weight: f32,
}

impl Press<'_> {
    fn side(&mut self, side: &Side, rng: &mut Rng) -> Result<()> {
        self.ground(side, rng);
        self.below(rng)?;
        let over = |k: Ornament| matches!(k, Ornament::Hologram | Ornament::Signature);
        for mark in side.mark.iter().filter(|m| !over(m.kind)) {
            let at = self.pixels(mark.at, rng);
            crate::ornament::draw(&mut self.canvas, mark, at, rng);
        }
        for portrait in &side.portrait {
            self.portrait(portrait, rng);
        }
        for print in &side.print {
            self.print(print, rng)?;
        }
        for entry in &side.field {
            self.field(entry, rng)?;
        }
        if let Some(zone) = &side.mrz {
            self.zone(zone, rng)?;
        }
        for code in &side.barcode {
            self.barcode(code, rng)?;
        }
        for mark in side.mark.iter().filter(|m| over(m.kind)) {
            let at = self.pixels(mark.at, rng);
            crate::ornament::draw(&mut self.canvas, mark, at, rng);
        }
        self.beside(rng)?;
        if rng.chance(OVERPRINT * self.order.stray) {
            self.overprint(rng)?;
        }
        Ok(())
    }

    fn pixels(&self, place: Place, rng: &mut Rng) -> [f32; 4] {
        let (w, h) = self.size;
        let (dx, dy) = (
            self.shift.0 + rng.range(-0.002, 0.002),
            self.shift.1 + rng.range(-0.003, 0.003),
        );
        let b = place.0;
        [
            (b[0] + dx) * w,
            (b[1] + dy) * h,
            (b[2] + dx) * w,
            (b[3] + dy) * h,
        ]
    }

    fn ground(&mut self, side: &Side, rng: &mut Rng) {
        let ground = &side.ground;
        let tint = |c: Rgb, rng: &mut Rng| mix(c, hsv(rng.unit(), 0.4, 0.9), rng.range(0.0, 0.06));
        let stops: Vec<Rgb> = ground.stops.iter().map(|h| tint(h.0, rng)).collect();
        if let [only] = stops[..] {
            self.canvas = Canvas::new(self.canvas.width(), self.canvas.height(), only);
        } else {
            self.canvas.gradient(&stops, ground.angle.to_radians(), 1.0);
        }
        let (w, h) = (self.canvas.width(), self.canvas.height());
        for _ in 0..if ground.alpha > 0.0 { ground.layers } else { 0 } {
            let laying = Laying {
                inks: ground.lines.iter().map(|h| tint(h.0, rng)).collect(),
                alpha: ground.alpha * rng.range(0.6, 1.3),
                span: rng.range(0.45, 1.1),
                shift: (rng.unit(), rng.unit()),
            };
            guilloche::lay(
                &mut self.canvas,
                [0, 0, w, h],
                guilloche::pick(self.order.world, rng),
                &laying,
            );
        }
    }

    fn portrait(&mut self, portrait: &Portrait, rng: &mut Rng) {
        let at = self.pixels(portrait.at, rng);
        let looks = match portrait.ground {
            Some(ground) => self.order.looks.clone().before(ground.0),
            None => self.order.looks.clone(),
        };
        let (w, h) = (at[2] - at[0], at[3] - at[1]);
        // Heads are drawn at most this high: above it nothing is gained but time.
        let scale = (420.0 / h).min(1.0);
        let mut sheet = face::draw(&looks, (w * scale) as usize, (h * scale) as usize);
        let alpha = match portrait.tone {
            Tone::Colour => 1.0,
            Tone::Grey => {
                face::engrave(&mut sheet, [30, 30, 34], [226, 226, 224]);
                rng.range(0.75, 1.0)
            }
            Tone::Ghost => {
                face::engrave(
                    &mut sheet,
                    portrait.ink.map_or([110, 110, 130], |i| i.0),
                    [236, 236, 236],
                );
                if rng.chance(0.3 * self.order.stray) {
                    face::screen(&mut sheet, rng.whole(3, 7) as usize);
                }
                rng.range(0.3, 0.6)
            }
        };
        let put = Transform::from_scale(1.0 / scale, 1.0 / scale).post_translate(at[0], at[1]);
        if portrait.tone != Tone::Colour && rng.chance(0.35 * self.order.stray) {
            self.canvas.place_like_ink(&sheet.map, put, alpha);
        } else {
            self.canvas.place(&sheet.map, put, alpha);
        }
        if portrait.tone != Tone::Ghost && self.truth.portrait.is_none() {
            self.truth.portrait = Some(boxed(at[0], at[1], at[2], at[3]));
        }
    }

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
    fn set(&mut self, text: &str, at: [f32; 4], style: &str, turn: u8) -> Result<Option<Quad>> {
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

    fn print(&mut self, print: &Print, rng: &mut Rng) -> Result<()> {
        if !rng.chance(print.chance) {
            return Ok(());
        }
        let at = self.pixels(print.at, rng);
        let text = printed(self.order.person, &print.text)?;
        self.set(&text, at, &print.style, print.turn).map(|_| ())
    }

    fn field(&mut self, entry: &Entry, rng: &mut Rng) -> Result<()> {
        if !rng.chance(entry.chance) {
            return Ok(());
        }
        if let (Some(place), false) = (entry.label_at, entry.label.is_empty()) {
            let at = self.pixels(place, rng);
            self.set(&entry.label, at, &entry.label_style, entry.turn)?;
        }
        let text = printed(self.order.person, &entry.print)?;
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

    fn zone(&mut self, zone: &Zone, rng: &mut Rng) -> Result<()> {
        let person = self.order.person;
        let parts = Parts {
            code: zone.code.clone(),
            state: printed(person, &zone.state)?,
            number: printed(person, &zone.number)?,
            optional: printed(person, &zone.optional)?,
            second: printed(person, &zone.second)?,
            sex: printed(person, &zone.sex)?,
        };
        let texts = zone::lines(zone.format, &parts, person);
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

    fn barcode(&mut self, code: &Barcode, rng: &mut Rng) -> Result<()> {
        let at = self.pixels(code.at, rng);
        let text = printed(self.order.person, &code.print)?;
        let modules = match code.kind {
            Code::Qr => barcode::qr(&text)?,
            Code::Pdf417 => pdf417::encode(&barcode::bytes(&text), code.columns)?,
            Code::Code128 => barcode::code128(&text)?,
        };
        let quad = blacken(
            &mut self.canvas,
            &modules,
            at,
            code.kind == Code::Qr,
            code.turn,
        );
        self.truth.barcodes.push(quad);
        Ok(())
    }

    fn overprint(&mut self, rng: &mut Rng) -> Result<()> {
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

/// Prints a bar code into a box, square if it must be, on its quiet white; gives its quad.
fn blacken(canvas: &mut Canvas, code: &Modules, at: [f32; 4], square: bool, turn: u8) -> Quad {
    let (mut w, mut h) = (at[2] - at[0], at[3] - at[1]);
    if square {
        w = w.min(h);
        h = w;
    }
    let quiet = w.min(h) * 0.05;
    canvas.rect(
        at[0] - quiet,
        at[1] - quiet,
        at[0] + w + quiet,
        at[1] + h + quiet,
        [250, 250, 250],
        0.85,
    );
    let turned = turn % 2 == 1;
    let (columns, rows) = if turned {
        (code.height, code.width)
    } else {
        (code.width, code.height)
    };
    let (mw, mh) = (w / columns as f32, h / rows as f32);
    let dark = |x: usize, y: usize| {
        let place = if turned {
            (rows - 1 - y) + x * code.width
        } else {
            x + y * code.width
        };
        code.dark.get(place).copied().unwrap_or(false)
    };
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let run = (x..columns).take_while(|k| dark(*k, y)).count();
            if run > 0 {
                let (left, top) = (at[0] + x as f32 * mw, at[1] + y as f32 * mh);
                canvas.rect(
                    left,
                    top,
                    left + run as f32 * mw,
                    top + mh,
                    [16, 16, 18],
                    1.0,
                );
            }
            x += run.max(1);
        }
    }
    boxed(at[0], at[1], at[0] + w, at[1] + h)
}
