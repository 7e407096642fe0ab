//! One place of a photo: cut out, turned upright, read and understood.

use mrz::Day;

use super::Engine;
use crate::card::{self, Card, Found};
use crate::clock::Clock;
use crate::document::{Document, Mrz};
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
use crate::text::{self, Patch, PatchKind};
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

/// By what share of itself a card is widened whose edge cuts its print.
const BEYOND: f32 = 0.12;

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
        mut place: Found,
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<Seen>, Error> {
        let photo = asked.photo;
        let mut notes = Vec::new();
        let Some((mut card, mut patches)) = self.uncover(photo, &place, width, clock)? else {
            return Ok(None);
        };
        if upright::lies_on_its_side(&patches) {
            notes.push("turned by a quarter: its print ran downward".to_owned());
            place = place.turned(1);
            match self.uncover(photo, &place, width, clock)? {
                Some(turned) => (card, patches) = turned,
                None => return Ok(None),
            }
        }
        let mut lines = self.read(&card, &patches, clock)?;
        if let Some(wider) = self.wider(photo, &place, (&card, &patches), width, clock)? {
            let read = self.read(&wider.1, &wider.2, clock)?;
            if upright::told(&read) > upright::told(&lines) {
                notes.push("widened: its print ran over the edge".to_owned());
                (place, card, patches) = wider;
                lines = read;
            }
        }
        if let Some(level) = self.level(photo, &place, (&card, &patches), width, clock)? {
            let read = self.read(&level.1, &level.2, clock)?;
            if upright::told(&read) > upright::told(&lines) {
                notes.push("laid along its print, which ran aslant".to_owned());
                (place, card, patches) = level;
                lines = read;
            }
        }
        let upside_down = clock.time(Stage::Read, || {
            upright::is_upside_down(&card, &lines, &self.models, &self.crew)
        })?;
        if upside_down {
            notes.push("turned by a half: its print reads better so".to_owned());
            place = place.turned(2);
            match self.uncover(photo, &place, width, clock)? {
                Some(turned) => (card, patches) = turned,
                None => return Ok(None),
            }
            lines = self.read(&card, &patches, clock)?;
        }
        let read = Read::new(card, patches, lines, clock);
        Ok(Some(self.conclude(read, notes, asked, clock)))
    }

    /// The same place with more beyond the edge over which its print runs, if it does: then its corners are off.
    fn wider(
        &self,
        photo: &Photo,
        place: &Found,
        (card, patches): (&Card, &[Patch]),
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<(Found, Card, Vec<Patch>)>, Error> {
        let cut = upright::cut_edge(patches, card.size()).filter(|_| place.is_sure());
        let Some(place) = cut.and_then(|edge| place.wider(card, edge, BEYOND)) else {
            return Ok(None);
        };
        let seen = self.uncover(photo, &place, width, clock)?;
        Ok(seen.map(|(card, patches)| (place, card, patches)))
    }

    /// The same place along its print, if that runs aslant on the card: then its corners are off.
    fn level(
        &self,
        photo: &Photo,
        place: &Found,
        (card, patches): (&Card, &[Patch]),
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<(Found, Card, Vec<Patch>)>, Error> {
        let lean = upright::leans(patches, card.size().1);
        let Some(place) = lean.and_then(|lean| place.along(card, lean)) else {
            return Ok(None);
        };
        let seen = self.uncover(photo, &place, width, clock)?;
        Ok(seen.map(|(card, patches)| (place, card, patches)))
    }

    /// The valid machine readable zone that a place shows, in photo pixels; its print is not read.
    pub(crate) fn proof(
        &self,
        asked: Asked<'_>,
        place: &Found,
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<Mrz>, Error> {
        let Some((card, mut patches)) = self.uncover(asked.photo, place, width, clock)? else {
            return Ok(None);
        };
        patches.retain(|patch| patch.kind == PatchKind::Mrz);
        let lines = self.read(&card, &patches, clock)?;
        let zones = clock.time(Stage::Zones, || zones::read(&card, &patches, &lines));
        let zone = zones.mrz.filter(|zone| zone.valid);
        Ok(zone.and_then(|zone| {
            let quad = zone.quad.through(&card.to_photo)?;
            Some(Mrz { quad, ..zone })
        }))
    }

    /// A document whose zone was proven in another frame of the photo; `zone` is in photo pixels.
    pub(crate) fn with_zone(
        &self,
        seen: Seen,
        zone: Mrz,
        asked: Asked<'_>,
        clock: &mut Clock,
    ) -> Seen {
        let Seen {
            card,
            patches,
            lines,
            mut notes,
            ..
        } = seen;
        let mut read = Read::new(card, patches, lines, clock);
        let on_card = read.card.to_photo.inverse();
        let quad = on_card.and_then(|on_card| zone.quad.through(&on_card));
        read.zones.mrz = Some(Mrz {
            quad: quad.unwrap_or_default(),
            ..zone
        });
        notes.push("its zone was read in another frame, where it is proven".to_owned());
        self.conclude(read, notes, asked, clock)
    }

    /// What was read in the frame of the whole photo, laid on a find that holds it: its corners are the document's.
    pub(crate) fn on_find(
        &self,
        seen: &Seen,
        find: &Card,
        asked: Asked<'_>,
        clock: &mut Clock,
    ) -> Option<Seen> {
        let in_photo = |line: &Line| line.patch.quad.through(&seen.card.to_photo);
        let print: Vec<Quad> = seen.lines.iter().filter_map(in_photo).collect();
        let place = Found {
            quad: find.quad,
            score: find.score,
        };
        let place = place.turned(upright::way(&print, &find.quad));
        let card = clock.time(Stage::Card, || {
            card::flatten(asked.photo, &place, text::USUAL, &self.crew)
        })?;
        let onto = card.to_photo.inverse()?;
        let moved = |patch: &Patch| {
            let quad = patch.quad.through(&seen.card.to_photo)?.through(&onto)?;
            Some(Patch { quad, ..*patch })
        };
        let patches = seen.patches.iter().filter_map(moved).collect();
        let lines = seen.lines.iter().filter_map(|line| {
            let patch = moved(&line.patch)?;
            Some(Line {
                patch,
                ..line.clone()
            })
        });
        let mut read = Read::new(card, patches, lines.collect(), clock);
        read.zones.mrz = seen.document.mrz.clone().map(|zone| Mrz {
            quad: zone.quad.through(&onto).unwrap_or_default(),
            ..zone
        });
        let mut notes = seen.notes.clone();
        notes.push("laid on the find that holds all of its print".to_owned());
        Some(self.conclude(read, notes, asked, clock))
    }

    /// The card at a place, and what stands on it.
    fn uncover(
        &self,
        photo: &Photo,
        place: &Found,
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<(Card, Vec<Patch>)>, Error> {
        // Only print asks for more: no page of a form has a machine readable zone.
        let width = if place.is_page() && self.reads_print() {
            width.max(text::WIDE)
        } else {
            width
        };
        let card = clock.time(Stage::Card, || {
            card::flatten(photo, place, width, &self.crew)
        });
        let Some(card) = card else { return Ok(None) };
        let finder = self.models.text.as_ref();
        let patches = clock.time(Stage::Text, || {
            text::find(&card.grey, finder, width, self.limits.lines, &self.crew)
        })?;
        Ok(Some((card, patches)))
    }

    fn read(&self, card: &Card, patches: &[Patch], clock: &mut Clock) -> Result<Vec<Line>, Error> {
        clock.time(Stage::Read, || {
            read::lines(card, patches, &self.models, &self.crew)
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
            letters::spell(&mut lines, zones.mrz.as_ref(), state.as_deref());
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
