//! Decides at which places of a photo it is worth to look, and which of them are documents.

use crate::card::Found;
use crate::clock::Clock;
use crate::document::Mrz;
use crate::engine::{Asked, Engine, Seen};
use crate::error::Error;
use crate::fuzzy::letters;
use crate::geometry::{Point, Quad};
use crate::photo::Photo;
use crate::read::Line;
use crate::text::{self, PatchKind};
use crate::upright;
use crate::zones;

/// By how much another view must tell more: less is the scatter of two readings of the same print.
const CLEARLY: f32 = 0.3;
/// A find that covers this share of the photo has shown all there is.
const ALL: f32 = 0.7;

/// Mean confidence of an invalid zone's characters below which it is none: published ones read
/// above 0.89, other writing below 0.74.
const LEGIBLE: f32 = 0.8;

/// A row of a zone whose ends are cut off or covered still shows so many characters …
const SHORTEST: usize = 12;
/// … and is read with this mean confidence; patterns that look like one from afar are below.
const BARELY: f32 = 0.6;

/// The documents among the places found, and the places given up.
///
/// Finds that the finder is sure of are looked at first. When they do not settle the matter the whole
/// photo follows: many pictures are cropped to the document, and nothing is left that looks like a
/// border; or the corners are off and cut through the machine readable zone.
pub(crate) fn documents(
    engine: &Engine,
    asked: Asked<'_>,
    found: Vec<Found>,
    clock: &mut Clock,
) -> Result<(Vec<Seen>, Vec<Seen>), Error> {
    let photo = asked.photo;
    let (sure, unsure): (Vec<_>, Vec<_>) = found.into_iter().partition(Found::is_sure);
    let width = if engine.reads_print() {
        text::USUAL
    } else {
        text::NARROW
    };
    let mut table = Table::default();
    for place in sure {
        table.lay(engine.look(asked, place, width, clock)?);
    }
    table.join_sides();
    table.drop_parts(engine);
    let whole = Found::whole(photo);
    if let Some(page) = table.cut_out().and_then(|id| engine.page_of(id)) {
        table.lay_over(page, engine.look(asked, whole, text::WIDE, clock)?);
    }
    if table.is_done(photo) {
        return Ok((table.kept, table.dropped));
    }
    table.is_sure = !table.kept.is_empty();
    for place in std::iter::once(whole).chain(unsure) {
        if table.ask(engine, asked, (place, text::USUAL), clock)? {
            return Ok((table.kept, table.dropped));
        }
    }
    // Letters that are too small at the usual width may be large enough in more pixels.
    if photo.pixels.width() as f32 > text::USUAL && table.all().any(shows_zone) {
        table.ask(engine, asked, (whole, text::WIDE), clock)?;
    }
    Ok((table.kept, table.dropped))
}

/// Both sides of a card are about as large, one lying a little farther away.
const ALIKE: std::ops::Range<f32> = 0.6..1.67;
/// So many letters or digits are not printed on two documents by chance.
const NAMED: usize = 6;

/// A find that holds this share of the corners of a document's lines is where it lies.
const HELD: f32 = 0.9;

/// A find so many times as large as one that lies in it, of the same document, is the whole of it.
const LARGER: f32 = 1.3;

/// What was looked at.
#[derive(Default)]
struct Table {
    kept: Vec<Seen>,
    dropped: Vec<Seen>,
    /// Whether something was kept that the finder was sure of.
    is_sure: bool,
}

impl Table {
    /// Keeps a place if it is a document.
    fn lay(&mut self, seen: Option<Seen>) {
        match seen {
            Some(seen) if is_document(&seen) => self.kept.push(seen),
            Some(seen) => self.give_up(seen),
            None => {}
        }
    }

    /// Looks at another frame, searched at a width; whether nothing is left to ask.
    ///
    /// The print of a sure find was read: what another frame can add is the proof of its zone. A zone that lies beyond
    /// it shows that the find's corners were off, and the frame is looked at in full.
    fn ask(
        &mut self,
        engine: &Engine,
        asked: Asked<'_>,
        (place, width): (Found, f32),
        clock: &mut Clock,
    ) -> Result<bool, Error> {
        if self.is_sure
            && let Some(sure) = self.kept.pop()
        {
            let zone = engine.proof(asked, &place, width, clock)?;
            let lies_on_it = |zone: &Mrz| zone.quad.0.iter().all(|at| sure.card.quad.holds(*at));
            match zone.filter(|zone| !contradicts(&sure, zone)) {
                Some(zone) if lies_on_it(&zone) => {
                    self.kept.push(engine.with_zone(sure, zone, asked, clock));
                    return Ok(true);
                }
                zone => {
                    self.kept.push(sure);
                    if zone.is_none() {
                        return Ok(false);
                    }
                }
            }
        }
        let seen = engine.look(asked, place, width, clock)?;
        let laid = |seen: Seen| {
            let find = self.find_under(&seen);
            let laid = find.and_then(|find| engine.on_find(&seen, &find.card, asked, clock));
            laid.filter(is_document).unwrap_or(seen)
        };
        let seen = seen.map(laid);
        Ok(self.replace(seen))
    }

    /// The find, given up before, that holds nearly all print of a document which was read in the frame of the whole photo.
    fn find_under(&self, seen: &Seen) -> Option<&Seen> {
        if seen.card.score > 0.0 || !is_document(seen) {
            return None;
        }
        let legible = |line: &&Line| line.mean_confidence() > BARELY;
        let quads = seen
            .lines
            .iter()
            .filter(legible)
            .map(|line| line.patch.quad);
        let quads = quads.filter_map(|quad| quad.through(&seen.card.to_photo));
        let corners: Vec<Point> = quads.flat_map(|quad| quad.0).collect();
        let share = |find: &Seen| {
            let held = corners.iter().filter(|at| find.card.quad.holds(**at));
            held.count() as f32 / corners.len().max(1) as f32
        };
        let mut finds = self.dropped.iter().filter(|find| find.card.score > 0.0);
        finds.find(|find| share(find) > HELD)
    }

    /// Keeps a place instead of what was kept, if it tells more; whether nothing is left to ask.
    fn replace(&mut self, seen: Option<Seen>) -> bool {
        let Some(seen) = seen else { return false };
        let settled = is_settled(&seen);
        // The sure find's corners stand unless another view tells clearly more.
        let zone = seen.document.mrz.as_ref();
        let better = self.kept.first().is_none_or(|best| {
            let against = zone.is_some_and(|zone| contradicts(best, zone));
            telling(&seen) > telling(best) + CLEARLY && !against
        });
        if is_document(&seen) && better {
            let before = self.kept.drain(..);
            self.dropped.extend(before);
            self.kept.push(seen);
        } else {
            self.give_up(seen);
        }
        settled
    }

    fn give_up(&mut self, mut seen: Seen) {
        if !is_document(&seen) {
            let note = "nothing on it speaks for an identity document";
            seen.notes.push(note.to_owned());
            let nearest = seen
                .document
                .notes
                .iter()
                .map(|of| format!("nearest: {of}"));
            seen.notes.extend(nearest);
        }
        self.dropped.push(seen);
    }

    /// Takes up again what a document beside it shows to be its other side.
    fn join_sides(&mut self) {
        let backs = self.kept.len();
        for mut seen in std::mem::take(&mut self.dropped) {
            let why = self.kept[..backs]
                .iter()
                .find_map(|kept| joins(kept, &seen));
            match why {
                Some(why) => {
                    seen.notes = vec![format!("{why}: its other side")];
                    self.kept.push(seen);
                }
                None => self.dropped.push(seen),
            }
        }
    }

    /// Gives up the cards that lie on the page from which they are to be cut out, and parts of a find that were taken
    /// for the whole: it says all that they say.
    fn drop_parts(&mut self, engine: &Engine) {
        let id = |seen: &Seen| seen.document.document.clone();
        let found = self.kept.iter().map(|seen| (id(seen), seen.card.quad));
        let all: Vec<(Option<String>, Quad)> = found.collect();
        for seen in std::mem::take(&mut self.kept) {
            let own = id(&seen);
            let page = own.as_deref().and_then(|id| engine.page_of(id));
            let quad = seen.card.quad;
            let whole = all.iter().find(|(id, other)| {
                let is_page = id.as_deref() == page;
                let is_larger = *id == own && other.area() > LARGER * quad.area();
                id.is_some() && other.holds(quad.centre()) && (is_page || is_larger)
            });
            match whole.and_then(|(id, _)| id.as_deref()) {
                Some(whole) => self.drop_part(seen, whole),
                None => self.kept.push(seen),
            }
        }
    }

    fn drop_part(&mut self, mut seen: Seen, page: &str) {
        seen.notes.push(format!("a part of {page}"));
        self.dropped.push(seen);
    }

    /// The layout of which all finds are, where they are several: both sides of a card, perhaps on one page.
    fn cut_out(&self) -> Option<&str> {
        let mut ids = self
            .kept
            .iter()
            .map(|seen| seen.document.document.as_deref());
        let first = ids.next()??;
        (self.kept.len() > 1 && ids.all(|id| id == Some(first))).then_some(first)
    }

    /// Keeps the whole photo instead of what was found on it, if it is that page: it says all that they say.
    fn lay_over(&mut self, page: &str, seen: Option<Seen>) {
        match seen {
            Some(seen) if seen.document.document.as_deref() == Some(page) => {
                for part in std::mem::replace(&mut self.kept, vec![seen]) {
                    self.drop_part(part, page);
                }
            }
            Some(seen) => self.give_up(seen),
            None => {}
        }
    }

    fn all(&self) -> impl Iterator<Item = &Seen> {
        self.kept.iter().chain(&self.dropped)
    }

    /// Whether the sure finds leave no question that the whole photo could answer.
    fn is_done(&self, photo: &Photo) -> bool {
        let (width, height) = photo.pixels.dimensions();
        let area = width as f32 * height as f32;
        let empty = |seen: &Seen| !shows_zone(seen) && seen.card.quad.area() > ALL * area;
        match self.kept.as_slice() {
            [] => self.dropped.iter().any(empty),
            // An unknown layout without a machine readable zone stays what it is.
            [one] => is_settled(one) || !shows_zone(one),
            _ => true,
        }
    }
}

/// Whether nothing better can be hoped for: a valid machine readable zone, or a known layout without one.
fn is_settled(seen: &Seen) -> bool {
    match &seen.document.mrz {
        Some(zone) => zone.valid,
        None => seen.document.document.is_some() && !shows_zone(seen),
    }
}

/// Whether it speaks for a document in letters that can be read: patterns and other writing may look
/// like a machine readable zone from afar.
fn is_document(seen: &Seen) -> bool {
    // The layouts of `any/` are known by their zone alone.
    let id = seen.document.document.as_deref();
    let known = id.is_some_and(|id| !id.starts_with("any/"));
    let zone = seen.document.mrz.as_ref();
    let valid = zone.is_some_and(|zone| zone.valid);
    let rows = || {
        seen.lines
            .iter()
            .filter(|line| line.patch.kind == PatchKind::Mrz)
    };
    let legible = zone.is_none() || upright::legibility(rows()) > LEGIBLE;
    seen.plausible && (known || valid || legible)
}

/// Why a place that shows no document by itself is the other side of one that does.
fn joins(kept: &Seen, seen: &Seen) -> Option<&'static str> {
    let faces = shows_zone(kept) && kept.portrait.is_none() && seen.portrait.is_some();
    let sizes = seen.card.quad.area() / kept.card.quad.area();
    if names_the_same(kept, seen) {
        Some("it names what the zone beside it does")
    } else if faces && ALIKE.contains(&sizes) {
        Some("it shows the portrait that the zone beside it lacks")
    } else {
        None
    }
}

/// Whether print on one place is the number or the surname that the valid zone on another one has.
fn names_the_same(one: &Seen, other: &Seen) -> bool {
    let mut texts = other.lines.iter().map(|line| line.text.as_str());
    let zone = one.document.mrz.as_ref();
    zone.is_some_and(|zone| texts.any(|text| repeats(text, zone)))
}

/// Whether a printed text holds the number or the surname of a valid zone.
fn repeats(text: &str, zone: &Mrz) -> bool {
    let named = ["document_number", "surname"].map(|name| zone.fields.get(name));
    let mut named = named.into_iter().flatten().map(|value| letters(value));
    let text = letters(text);
    zone.valid && named.any(|value| value.len() >= NAMED && text.contains(&value))
}

/// Whether a zone reads its names otherwise than an earlier look at it did.
fn contradicts(earlier: &Seen, zone: &Mrz) -> bool {
    let before = earlier.document.mrz.as_ref();
    before.is_some_and(|before| zones::reads_otherwise(before, zone))
}

/// Whether something on it reads like a row of a machine readable zone, be it in part.
fn shows_zone(seen: &Seen) -> bool {
    let rows = seen
        .lines
        .iter()
        .filter(|line| line.patch.kind == PatchKind::Mrz);
    rows.filter(|row| row.glyphs.len() >= SHORTEST)
        .any(|row| row.mean_confidence() > BARELY)
}

/// How much a place tells, to choose between views of one document.
fn telling(seen: &Seen) -> f32 {
    let zone = seen.document.mrz.as_ref();
    let valid = zone.is_some_and(|zone| zone.valid);
    let known = seen.document.document.is_some();
    let confidence = zone.map_or(0.0, |zone| 0.5 + zone.confidence);
    2.0 * f32::from(u8::from(valid))
        + f32::from(u8::from(known))
        + confidence
        + upright::legibility(seen.lines.iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_side_repeats_what_the_zone_says() {
        let fields = [("document_number", "029067"), ("surname", "ROSSI")];
        let mut zone = Mrz {
            valid: true,
            fields: fields.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
            ..Mrz::default()
        };
        assert!(repeats("N°: 02 90 67", &zone));
        assert!(!repeats("N°: 029068", &zone));
        assert!(!repeats("ROSSI", &zone), "five letters are many a word");
        zone.valid = false;
        assert!(!repeats("N°: 029067", &zone), "a zone that proves nothing");
    }
}
