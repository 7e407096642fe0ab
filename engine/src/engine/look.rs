//! One place of a photo: cut out, turned upright, read and understood.

mod frames;

use mrz::Day;

use super::Engine;
use crate::card::{self, Card, Found};
use crate::clock::Clock;
use crate::document::Document;
use crate::error::{Error, Stage};
use crate::field;
use crate::geometry::Quad;
use crate::layout::{self, Match};
use crate::letters;
use crate::lexicon::fixed;
use crate::merge;
use crate::page::Page;
use crate::payload;
use crate::photo::Photo;
use crate::read::{self, Line};
use crate::text::{self, Patch};
use crate::told::Told;
use crate::upright;
use crate::zones::{self, Zones};

/// A photo, and what is known of it before it is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) photo: &'a Photo,
    /// The only document that is expected on it: a template's id or its beginning.
    pub(crate) expected: Option<&'a str>,
    /// The day against which two-digit years are resolved: one for all documents on it.
    pub(crate) today: Day,
}

/// One place of the photo, looked at in full.
pub(crate) struct Seen {
    pub(crate) card: Card,
    pub(crate) patches: Vec<Patch>,
    pub(crate) lines: Vec<Line>,
    pub(crate) portrait: Option<Quad>,
    pub(crate) document: Document,
    /// Whether anything but its shape speaks for a document.
    pub(crate) plausible: bool,
    /// What was done and why, for people.
    pub(crate) notes: Vec<String>,
}

/// A place of the photo cut out flat, and what stands on it.
struct View {
    place: Found,
    card: Card,
    patches: Vec<Patch>,
}

/// A card, and all that was read on it.
struct Read {
    card: Card,
    patches: Vec<Patch>,
    lines: Vec<Line>,
    zones: Zones,
}

impl Read {
    fn new(card: Card, patches: Vec<Patch>, lines: Vec<Line>, clock: &mut Clock) -> Self {
        let zones = clock.time(Stage::Zones, || zones::read(&card, &patches, &lines));
        Self {
            card,
            patches,
            lines,
            zones,
        }
    }
}

impl Engine {
    /// Cuts a place out, turns it upright and reads it; `None` when it is too small to be anything.
    ///
    /// What stands on it is searched at `width`.
    pub(crate) fn look(
        &self,
        asked: Asked<'_>,
        place: Found,
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<Seen>, Error> {
        let photo = asked.photo;
        let mut notes = Vec::new();
        let Some(mut view) = self.uncover(photo, place, width, clock)? else {
            return Ok(None);
        };
        if upright::lies_on_its_side(&view.patches) {
            notes.push("turned by a quarter: its print ran downward".to_owned());
            match self.uncover(photo, view.place.turned(1), width, clock)? {
                Some(turned) => view = turned,
                None => return Ok(None),
            }
        }
        let mut lines = self.read(&view, clock)?;
        for (other, note) in frames::OTHERS {
            let Some(place) = other(&view) else { continue };
            let Some(other) = self.uncover(photo, place, width, clock)? else {
                continue;
            };
            let read = self.read(&other, clock)?;
            if upright::told(&read) > upright::told(&lines) {
                notes.push(note.to_owned());
                (view, lines) = (other, read);
            }
        }
        let upside_down = clock.time(Stage::Read, || {
            upright::is_upside_down(&view.card, &lines, &self.models, &self.crew)
        })?;
        if upside_down {
            notes.push("turned by a half: its print reads better so".to_owned());
            match self.uncover(photo, view.place.turned(2), width, clock)? {
                Some(turned) => view = turned,
                None => return Ok(None),
            }
            lines = self.read(&view, clock)?;
        }
        let read = Read::new(view.card, view.patches, lines, clock);
        Ok(Some(self.conclude(read, notes, asked, clock)))
    }

    /// A place of the photo, flat, and what stands on it.
    fn uncover(
        &self,
        photo: &Photo,
        place: Found,
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<View>, Error> {
        // Only print asks for more: no page of a form has a machine readable zone.
        let width = if place.is_page() && self.reads_print() {
            width.max(text::WIDE)
        } else {
            width
        };
        let card = clock.time(Stage::Card, || {
            card::flatten(photo, &place, width, &self.crew)
        });
        let Some(card) = card else { return Ok(None) };
        let finder = self.models.text.as_ref();
        let patches = clock.time(Stage::Text, || {
            text::find(&card.grey, finder, width, self.limits.lines, &self.crew)
        })?;
        Ok(Some(View {
            place,
            card,
            patches,
        }))
    }

    fn read(&self, view: &View, clock: &mut Clock) -> Result<Vec<Line>, Error> {
        clock.time(Stage::Read, || {
            read::lines(&view.card, &view.patches, &self.models, &self.crew)
        })
    }

    /// What the lines and zones of a card mean together.
    fn conclude(
        &self,
        read: Read,
        notes: Vec<String>,
        asked: Asked<'_>,
        clock: &mut Clock,
    ) -> Seen {
        let Read {
            card,
            patches,
            mut lines,
            zones,
        } = read;
        let found = clock.time(Stage::Layout, || {
            let found = self.layout(&lines, &zones, &card, asked);
            let state = letters::issuer(zones.mrz.as_ref()).map(str::to_owned);
            let state = state.or_else(|| found.state());
            let vocabulary = found.rule().map_or(&[][..], |rule| &rule.vocabulary);
            letters::spell(&mut lines, zones.mrz.as_ref(), state.as_deref(), vocabulary);
            found
        });
        let portrait = zones.portrait;
        let (document, plausible) = clock.time(Stage::Layout, || {
            self.document(&card, &lines, zones, found, asked.today)
        });
        Seen {
            card,
            patches,
            lines,
            portrait,
            document,
            plausible,
            notes,
        }
    }

    /// Which document the lines and zones are of. Spelling changes marks alone, which layouts do not depend on.
    fn layout(&self, lines: &[Line], zones: &Zones, card: &Card, asked: Asked<'_>) -> Match {
        let mut page = Page::new(lines, card.size(), &self.lexicon);
        page.look_for(self.lexicon.anchors(), &self.crew);
        let expected = asked.expected;
        layout::choose(&page, zones, &self.templates, expected, asked.today)
    }

    /// The document that lines and zones make, and whether anything speaks for it being one.
    fn document(
        &self,
        card: &Card,
        lines: &[Line],
        zones: Zones,
        mut found: Match,
        today: Day,
    ) -> (Document, bool) {
        let told = zones.mrz.as_ref().map(|zone| Told::of(zone, today));
        let told = told.unwrap_or_default();
        let mut page = Page::new(lines, card.size(), &self.lexicon);
        page.look_for(found.rule().into_iter().flat_map(fixed), &self.crew);
        let rule = found.rule();
        let told = match (rule.and_then(|rule| rule.mrz.as_ref()), &zones.mrz) {
            (Some(rule), Some(zone)) => told.under(rule, zone),
            _ => told,
        };
        let payload = rule.and_then(|rule| payload::read(&rule.barcode, &zones.codes, today));
        let (told, notes) = match payload {
            Some(payload) => (told.beside(payload.readings), payload.notes),
            None => (told, Vec::new()),
        };
        let readings = rule.map_or_else(Vec::new, |rule| field::read(rule, &page, &told, today));
        let plausible = layout::is_plausible(&found, &zones, &readings, lines, today);
        found.notes.extend(notes);
        let document = merge::settle(found, readings, told, zones, lines, card);
        (document, plausible)
    }
}
