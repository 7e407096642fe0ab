//! What speaks for a side of a layout.

use std::sync::Arc;

use mrz::Day;

use super::{Candidate, LEGIBLE, OwnNumber, chorus, places};
use crate::caption::Guess;
use crate::document::Side;
use crate::field::owner;
use crate::law;
use crate::name::FieldName;
use crate::page::{Page, Piece, Sight};
use crate::template::{Anchor, Area, FieldRule, Format, MrzRule, SideRule, Template};
use crate::value::signs;

/// What a machine readable zone of the right issuer and kind is worth, in anchors.
const OWN_ZONE: f32 = 3.5;
/// What a barcode that holds what this side's does is worth, in anchors. Where every word can be read and none is an
/// anchor, it is another document's all the same.
const OWN_CODE: f32 = 3.0;
/// What the lack of a zone or of an anchor counts where it may be there and not be read.
const UNREAD: f32 = 0.5;
/// An anchor is seen when so many of its letters are right …
const SEEN: f32 = 0.8;
/// … or where it has so many letters, all that a find may have: nothing else is a little like a long title.
const LONG_TITLE: usize = 28;
/// What an anchor is held to be like that a row which nobody could read is likelier to hold than all else.
const GUESSED: f32 = 0.7;
/// What a number of the side's own is worth, in anchors.
const OWN_NUMBER: f32 = 1.0;
/// What a long number that only one state gives is worth besides, in anchors.
const STATES_NUMBER: f32 = 1.5;
/// The numbers by which series are told apart.
const TELLING_NUMBERS: [FieldName; 2] = [FieldName::DocumentNumber, FieldName::TaxNumber];
/// What it is worth, in anchors, that rows stand in all places of a side's values …
const PLACES: f32 = 3.0;
/// … or at least in such a share of them: another layout's rows stand in two of five, and Austria's in five of seven of
/// a German card.
const KEPT: f32 = 0.6;
/// … of which so many tell the layout together with so many days and numbers in their places.
const NEARLY_ALL: f32 = 0.75;
const TELLING_VALUES: usize = 2;
/// What words that only a field of the side has are worth, in anchors.
const OWN_WORDS: f32 = 1.0;
/// What a number is worth each time that it stands on the side again, in anchors: no two misread it alike.
const AGAIN: f32 = 2.5;
/// Letters and digits of a number that is none by chance.
const LONG: usize = 8;
/// What a day or a number that begins where the side has one is worth, in anchors.
const IN_ITS_PLACE: f32 = 1.5;
/// Letters and digits of a number that only one state gives …
const TELLING_NUMBER: usize = 13;
/// … where it is as plainly read as this.
const PLAIN: f32 = 0.9;
/// Letters and digits of the shortest of these.
const SHORT: usize = 6;
/// So far, in thousandths of the card, they may begin from their places, and their middles may be above or below: the
/// frame may be off by millimetres.
const REACH: (f32, f32) = (45.0, 32.0);

/// What was seen of what a side shows.
#[derive(Default)]
pub(super) struct Evidence {
    seen: f32,
    whole: f32,
    weight: f32,
    own_number: OwnNumber,
    lacked: Vec<String>,
}

impl Evidence {
    fn see(&mut self, worth: f32, likeness: f32) {
        self.seen += worth * likeness;
        self.whole += worth;
        self.weight += worth;
    }

    fn lack(&mut self, worth: f32, what: String) {
        self.whole += worth;
        self.lacked.push(what);
    }

    /// The anchors on a page with so many lines that nobody could read, which may hold these guesses.
    pub(super) fn weigh_anchors(
        &mut self,
        rule: &SideRule,
        page: &Page<'_>,
        faint: usize,
        guessed: &[Guess<'_>],
    ) {
        let mut faint = faint.saturating_sub(guessed.len());
        for anchor in &rule.anchors {
            let likeness = likeness(anchor, page);
            if likeness > 0.0 {
                self.see(anchor.weight, likeness);
            } else if guessed.iter().any(|guess| guess.is(anchor, rule)) {
                self.see(anchor.weight, GUESSED);
            } else {
                // On a document of this state it may stand in one of the lines that nobody could read.
                let share = if faint > 0 { UNREAD } else { 1.0 };
                faint = faint.saturating_sub(1);
                self.lack(anchor.weight * share, anchor.any.join(" | "));
            }
        }
    }

    pub(super) fn weigh_zone(&mut self, wanted: &MrzRule, zoned: bool) {
        let own = OWN_ZONE * if wanted.issuer.is_empty() { 0.7 } else { 1.0 };
        if zoned {
            self.see(own, 1.0);
        } else {
            self.lack(own * UNREAD, format!("a {} zone", wanted.format.as_str()));
        }
    }

    /// Numbers of the side that stand on the page, each in a row of its own and obeying its laws, and days and numbers
    /// that stand where the side has them: where little else can be read they tell the document, and its series. A
    /// zone says more.
    pub(super) fn weigh_values(
        &mut self,
        rule: &SideRule,
        page: &Page<'_>,
        values: &[Piece],
        today: Day,
    ) {
        let fields = rule.fields.iter().filter(|_| rule.mrz.is_none());
        for (name, field) in fields {
            let worths = values.iter().map(|piece| {
                let worth = worth_of(*name, field, page, piece, today);
                (worth, piece.confidence(page), piece)
            });
            if let Some((worth, sure, piece)) =
                worths.max_by(|a, b| (a.0 * a.1).total_cmp(&(b.0 * b.1)))
                && worth > 0.0
            {
                if TELLING_NUMBERS.contains(name) {
                    self.own_number = self.own_number.max(own_number(field, page, piece));
                }
                self.see(worth, sure);
            }
            let times = chorus::times(*name, field, page, today);
            self.see(AGAIN * (times - 1) as f32, 1.0);
        }
    }

    /// Words that only values of the side have: SOLTERO beside VENEZOLANO is no other card. A zone says more.
    pub(super) fn weigh_own_words(&mut self, rule: &SideRule, page: &Page<'_>) {
        let rows = || (0..page.rows().len()).map(|row| page.whole(row));
        for name in rule.own.keys().filter(|_| rule.mrz.is_none()) {
            let own = rows().filter(|piece| owner(rule, &piece.text) == Some(*name));
            let sure = own.map(|piece| piece.confidence(page)).fold(0.0, f32::max);
            if sure >= LEGIBLE {
                self.see(OWN_WORDS, sure);
            }
        }
    }

    /// How the rows of a card of the right state stand: where nothing can be read they tell its series still.
    pub(super) fn weigh_places(&mut self, rule: &SideRule, page: &Page<'_>) {
        if let Some(share) = places::kept(rule, page).filter(|share| *share >= KEPT) {
            self.see(PLACES * share, 1.0);
        }
    }

    /// A long number that only this state gives.
    pub(super) fn weigh_number(&mut self, numbered: bool) {
        if numbered {
            self.see(STATES_NUMBER, 1.0);
        }
    }

    /// What a barcode of the side's own says.
    pub(super) fn weigh_code(&mut self, coded: bool) {
        if coded {
            self.see(OWN_CODE, 1.0);
        }
    }

    pub(super) fn of(self, template: &Arc<Template>, side: Side, repeats: bool) -> Candidate {
        let whole = self.whole.max(f32::MIN_POSITIVE);
        Candidate {
            template: Arc::clone(template),
            side,
            score: self.seen / whole,
            weight: self.weight,
            own_number: self.own_number,
            repeats,
            lacked: self.lacked,
        }
    }
}

/// How well the likest of an anchor's words is seen; 0 when none is.
pub(super) fn likeness(anchor: &Anchor, page: &Page<'_>) -> f32 {
    let placed = |sight: &&Sight| {
        let row = &page.rows()[sight.row];
        let area = anchor.area.as_ref();
        area.is_none_or(|area| page.is_inside(row, area))
    };
    let seen = anchor.any.iter().flat_map(|words| {
        let least = if signs(words) < LONG_TITLE { SEEN } else { 0.0 };
        let placed = page.sights(words).iter().filter(placed);
        let seen = placed.map(|sight| sight.hit.likeness);
        seen.filter(move |likeness| *likeness >= least)
    });
    seen.fold(0.0, f32::max)
}

/// The rows of a page that may be a day or a number each, and long numbers behind other words in their rows: long enough to
/// be none by chance, and legible.
pub(super) fn values(page: &Page<'_>) -> Vec<Piece> {
    let rows = 0..page.rows().len();
    let ends = rows.clone().filter_map(|row| number_at_the_end(page, row));
    let values = rows.map(|row| page.whole(row)).chain(ends);
    let values = values.filter(|piece| {
        let digit = piece.text.chars().any(|c| c.is_ascii_digit());
        digit && signs(&piece.text) >= SHORT && piece.confidence(page) >= LEGIBLE
    });
    values.collect()
}

/// The long number that a row ends with behind its label.
fn number_at_the_end(page: &Page<'_>, row: usize) -> Option<Piece> {
    let glyphs = &page.rows()[row].glyphs;
    let of_a_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.');
    let before = glyphs
        .iter()
        .rposition(|glyph| !of_a_number(glyph.character))?;
    let number = page.piece(row, before + 1, glyphs.len());
    (signs(&number.text) >= TELLING_NUMBER).then_some(number)
}

/// Whether a long number stands on the page, plainly read, that obeys a law of the side's own: no other state numbers so.
pub(super) fn is_numbered(rule: &SideRule, page: &Page<'_>, values: &[Piece], today: Day) -> bool {
    let long =
        |piece: &&Piece| signs(&piece.text) >= TELLING_NUMBER && piece.confidence(page) >= PLAIN;
    let mut long = values.iter().filter(long);
    long.any(|piece| {
        let mut fields = rule
            .fields
            .iter()
            .filter(|(_, field)| !field.laws.is_empty());
        fields.any(|(name, field)| law::is_lawful(*name, field, &piece.text, today))
    })
}

/// What a row is worth if it is a value of the field's, in anchors.
fn worth_of(name: FieldName, field: &FieldRule, page: &Page<'_>, piece: &Piece, today: Day) -> f32 {
    let there = |at: Area| page.begins_at(piece.row, at.begin(), REACH);
    let long = field.format == Format::Number && signs(&piece.text) >= LONG;
    let dated = field.format == Format::Number || field.format == Format::Date;
    let worth = match field.at {
        Some(at) if dated && there(at) => IN_ITS_PLACE,
        _ if long => OWN_NUMBER,
        _ => return 0.0,
    };
    if law::is_lawful(name, field, &piece.text, today) {
        worth
    } else {
        0.0
    }
}

/// How plainly a number is the side's own.
fn own_number(field: &FieldRule, page: &Page<'_>, piece: &Piece) -> OwnNumber {
    let far = (2.0 * REACH.0, 2.0 * REACH.1);
    let there = |at: Area| page.begins_at(piece.row, at.begin(), far);
    if field.at.is_some_and(there) {
        OwnNumber::InPlace
    } else {
        OwnNumber::Elsewhere
    }
}

/// Whether rows stand in most places of a side's values, and two or more of them are such days and numbers as it
/// has there: no other card looks so, even where no word of it can be read.
pub(super) fn is_laid_out(rule: &SideRule, page: &Page<'_>, values: &[Piece], today: Day) -> bool {
    let kept = || places::kept(rule, page).is_some_and(|share| share >= NEARLY_ALL);
    let is_there = |(name, field): (&FieldName, &FieldRule)| {
        let worth = |piece| worth_of(*name, field, page, piece, today);
        values.iter().any(|piece| worth(piece) >= IN_ITS_PLACE)
    };
    let placed = rule.fields.iter().filter(|(_, field)| field.at.is_some());
    let there = placed.filter(|field| is_there(*field));
    there.count() >= TELLING_VALUES && kept()
}

/// Whether a lawful number stands on a side as often as it does on no other document's.
pub(super) fn is_repeated(rule: &SideRule, page: &Page<'_>, today: Day) -> bool {
    let mut fields = rule.fields.iter().filter(|(_, field)| field.times > 1);
    fields.any(|(name, field)| chorus::times(*name, field, page, today) == field.times)
}
