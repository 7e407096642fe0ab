//! Other frames of a place, and what was read in one laid on another.

use super::{Asked, Engine, Read, Seen, View};
use crate::card::{self, Card, Found};
use crate::clock::Clock;
use crate::document::Mrz;
use crate::error::{Error, Stage};
use crate::geometry::Quad;
use crate::read::Line;
use crate::text::{self, Patch, PatchKind};
use crate::upright;
use crate::zones;

/// By what share of itself a card is widened whose edge cuts its print.
const BEYOND: f32 = 0.12;

/// A frame in which a place may tell more, and what is said of it where it does.
type Other = (fn(&View) -> Option<Found>, &'static str);

/// The frames that are tried, each on the view that the ones before have left.
pub(super) const OTHERS: [Other; 2] = [
    (wider, "widened: its print ran over the edge"),
    (level, "laid along its print, which ran aslant"),
];

/// The same place with more beyond the edge over which its print runs, if it does: then its corners are off.
fn wider(view: &View) -> Option<Found> {
    let cut = upright::cut_edge(&view.patches, view.card.size());
    let edge = cut.filter(|_| view.place.is_sure())?;
    view.place.wider(&view.card, edge, BEYOND)
}

/// The same place along its print, if that runs aslant on the card: then its corners are off.
fn level(view: &View) -> Option<Found> {
    let lean = upright::leans(&view.patches, view.card.size().1)?;
    view.place.along(&view.card, lean)
}

impl Engine {
    /// The valid machine readable zone that a place shows, in photo pixels; its print is not read.
    pub(crate) fn proof(
        &self,
        asked: Asked<'_>,
        place: &Found,
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<Mrz>, Error> {
        let Some(mut view) = self.uncover(asked.photo, *place, width, clock)? else {
            return Ok(None);
        };
        view.patches.retain(|patch| patch.kind == PatchKind::Mrz);
        let lines = self.read(&view, clock)?;
        let View { card, patches, .. } = view;
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
}
