//! The order of the stages.

use mrz::Day;

use crate::card::{self, Card, Found};
use crate::clock::{self, Clock};
use crate::crew::Crew;
use crate::dates;
use crate::document::{Document, Scan};
use crate::error::{Error, ErrorKind, Stage};
use crate::field;
use crate::known::KnownDocument;
use crate::layout;
use crate::letters;
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::merge;
use crate::model::{Models, Reader, Weights};
use crate::options::{Device, Health, ModelHealth, Options};
use crate::ort::Runtime;
use crate::page::Page;
use crate::photo::{self, Photo};
use crate::quality;
use crate::read::{self, Line};
use crate::search;
use crate::templates::Templates;
use crate::text::{self, Patch};
use crate::told::Told;
use crate::trace::Trace;
use crate::upright;
use crate::zones::{self, Zones};

/// Reads documents; built once and shared by threads.
pub struct Engine {
    models: Models,
    templates: Templates,
    lexicon: Lexicon,
    crew: Crew,
    limits: Limits,
    /// Only this document is expected.
    narrowed: Option<String>,
    /// The day against which two-digit years are resolved; the clock's when absent.
    today: Option<Day>,
    health: Health,
}

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
    pub(crate) portrait: Option<crate::geometry::Quad>,
    pub(crate) document: Document,
    /// Whether anything but its shape speaks for a document.
    pub(crate) plausible: bool,
    /// What was done and why, for people.
    pub(crate) notes: Vec<String>,
}

/// Everything between the bytes and the scan.
pub(crate) struct Walk {
    pub(crate) photo: Photo,
    pub(crate) kept: Vec<Seen>,
    pub(crate) dropped: Vec<Seen>,
    pub(crate) scan: Scan,
}

impl Engine {
    /// Loads the runtime, the models and the templates.
    ///
    /// # Errors
    /// [`ErrorKind::Runtime`] when the library or the device cannot be had, [`ErrorKind::Model`] when a
    /// model or a template is missing or damaged, [`ErrorKind::Input`] when an option makes no sense.
    pub fn new(options: Options) -> Result<Self, Error> {
        check_today(&options)?;
        let crew = Crew::new(options.threads, options.mode)?;
        let templates = templates(&options)?;
        let runtime = Runtime::open(&options)?;
        let (models, rows) = load(&options, &runtime, &crew)?;
        let health = Health {
            library: runtime.path().to_owned(),
            version: runtime.version(),
            provider: match runtime.device() {
                Device::Cpu => "cpu".to_owned(),
                Device::Cuda(number) => format!("cuda:{number}"),
            },
            threads: crew.threads,
            sessions: crew.sessions().0,
            models: rows,
            templates: templates.len(),
        };
        let engine = Self::assemble(models, templates, crew, &options);
        Ok(Self { health, ..engine })
    }

    /// An engine of parts; the tests bring models without weights.
    pub(crate) fn assemble(
        models: Models,
        templates: Templates,
        crew: Crew,
        options: &Options,
    ) -> Self {
        Self {
            models,
            lexicon: Lexicon::of(&templates),
            templates,
            crew,
            limits: options.limits.clone(),
            narrowed: options.document.clone(),
            today: options.today.as_deref().and_then(dates::day),
            health: Health::default(),
        }
    }

    /// Reads every document in a picture: JPEG, PNG, WebP, BMP, TIFF or GIF.
    ///
    /// # Errors
    /// A picture that cannot be decoded or is too large; finding nothing is no error.
    pub fn scan(&self, bytes: &[u8]) -> Result<Scan, Error> {
        self.walk(bytes, self.narrowed.as_deref())
            .map(|walk| walk.scan)
    }

    /// Reads a picture of which one document alone is expected: a template's id or its beginning, such as
    /// `deu/id-card`. One engine serves requests for different documents.
    ///
    /// # Errors
    /// As [`Engine::scan`].
    pub fn scan_as(&self, bytes: &[u8], document: &str) -> Result<Scan, Error> {
        self.walk(bytes, Some(document)).map(|walk| walk.scan)
    }

    /// Reads a picture and returns everything that was seen on the way.
    ///
    /// # Errors
    /// As [`Engine::scan`].
    pub fn trace(&self, bytes: &[u8]) -> Result<Trace, Error> {
        self.walk(bytes, self.narrowed.as_deref())
            .map(|walk| Trace::of(walk, &self.crew))
    }

    /// Every layout that is known, in the order of their ids.
    pub fn documents(&self) -> Vec<KnownDocument> {
        self.templates
            .iter()
            .filter_map(|template| KnownDocument::of(template))
            .collect()
    }

    /// What this engine runs on.
    pub fn health(&self) -> &Health {
        &self.health
    }

    /// Whether more than machine readable zones is read.
    pub(crate) fn reads_print(&self) -> bool {
        self.models.latin.is_some()
    }

    /// The caller's day, or the clock's.
    fn today(&self) -> Result<Day, Error> {
        let why = "the clock shows no year from 1 to 9999; set it, or say which day is `today`";
        let no_day = || Error::new(ErrorKind::Runtime, Stage::Layout, why);
        self.today.or_else(clock::today).ok_or_else(no_day)
    }

    /// Bytes to scan, with the middle.
    fn walk(&self, bytes: &[u8], expected: Option<&str>) -> Result<Walk, Error> {
        let mut clock = Clock::start();
        let today = self.today()?;
        let photo = clock.time(Stage::Decode, || photo::decode(bytes, &self.limits))?;
        let finder = self.models.card.as_ref();
        let found = clock.time(Stage::Card, || {
            card::find(&photo, finder, self.limits.documents, self.reads_print())
        })?;
        let asked = Asked {
            photo: &photo,
            expected,
            today,
        };
        let (kept, dropped) = search::documents(self, asked, found, &mut clock)?;
        let quality = match kept.first() {
            Some(seen) => quality::of_card(&seen.card, &photo),
            None => quality::of_photo(&photo, &self.crew),
        };
        let scan = Scan {
            width: photo.pixels.width(),
            height: photo.pixels.height(),
            documents: kept.iter().map(|seen| seen.document.clone()).collect(),
            quality,
            timings_ms: clock.milliseconds(),
        };
        Ok(Walk {
            photo,
            kept,
            dropped,
            scan,
        })
    }

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
        Ok(Some(
            self.understand(card, patches, lines, notes, asked, clock),
        ))
    }

    /// The card at a place, and what stands on it.
    fn uncover(
        &self,
        photo: &Photo,
        place: &Found,
        width: f32,
        clock: &mut Clock,
    ) -> Result<Option<(Card, Vec<Patch>)>, Error> {
        let card = clock.time(Stage::Card, || {
            card::flatten(photo, place, width, &self.crew)
        });
        let Some(card) = card else { return Ok(None) };
        let finder = self.models.text.as_ref();
        let patches = clock.time(Stage::Text, || {
            text::find(&card.grey, finder, width, self.limits.lines)
        })?;
        Ok(Some((card, patches)))
    }

    fn read(&self, card: &Card, patches: &[Patch], clock: &mut Clock) -> Result<Vec<Line>, Error> {
        clock.time(Stage::Read, || {
            read::lines(card, patches, &self.models, &self.crew)
        })
    }

    /// What the lines of a card mean.
    fn understand(
        &self,
        card: Card,
        patches: Vec<Patch>,
        mut lines: Vec<Line>,
        notes: Vec<String>,
        asked: Asked<'_>,
        clock: &mut Clock,
    ) -> Seen {
        let zones = clock.time(Stage::Zones, || zones::read(&card, &patches, &lines));
        clock.time(Stage::Layout, || {
            self.spell(&mut lines, &zones, &card, asked.expected)
        });
        let portrait = zones.portrait;
        let (document, plausible) =
            clock.time(Stage::Layout, || self.document(&card, &lines, zones, asked));
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

    /// Spells the lines as the issuing state does: it is told by the zone, or else by the layout.
    fn spell(&self, lines: &mut [Line], zones: &Zones, card: &Card, expected: Option<&str>) {
        let zone = zones.mrz.as_ref();
        let mut state = letters::issuer(zone).map(str::to_owned);
        if state.is_none() && letters::are_marked(lines) {
            let page = Page::new(lines, card.size(), &self.lexicon);
            let found = layout::choose(&page, zone, &self.templates, expected);
            state = found.state();
        }
        letters::spell(lines, state.as_deref());
    }

    /// The document that lines and zones make, and whether anything speaks for it being one.
    fn document(
        &self,
        card: &Card,
        lines: &[Line],
        zones: Zones,
        Asked {
            expected, today, ..
        }: Asked<'_>,
    ) -> (Document, bool) {
        let told = zones.mrz.as_ref().map(|zone| Told::of(zone, today));
        let told = told.unwrap_or_default();
        let page = Page::new(lines, card.size(), &self.lexicon);
        let found = layout::choose(&page, zones.mrz.as_ref(), &self.templates, expected);
        let rule = found.rule();
        let told = match (rule.and_then(|rule| rule.mrz.as_ref()), &zones.mrz) {
            (Some(rule), Some(zone)) => told.under(rule, zone),
            _ => told,
        };
        let readings = rule.map_or_else(Vec::new, |rule| field::read(rule, &page, &told, today));
        let plausible = layout::is_plausible(&found, &zones, &readings, lines, today);
        let document = merge::settle(found, readings, told, zones, lines, card);
        (document, plausible)
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("health", &self.health)
            .finish_non_exhaustive()
    }
}

// Written by `build.rs`.
include!(concat!(env!("OUT_DIR"), "/templates.rs"));

fn check_today(options: &Options) -> Result<(), Error> {
    match &options.today {
        Some(text) if dates::day(text).is_none() => {
            let why = format!("today is {text:?}, which is no day; write it as 2026-11-30");
            Err(Error::new(ErrorKind::Input, Stage::Start, why))
        }
        _ => Ok(()),
    }
}

/// The built-in templates.
pub(crate) fn built_in() -> Result<Templates, crate::template::Fault> {
    Templates::parse(TEMPLATES.iter().copied())
}

/// The built-in templates and those of the caller's folders.
fn templates(options: &Options) -> Result<Templates, Error> {
    let broken = |fault: crate::template::Fault| {
        Error::new(
            ErrorKind::Model,
            Stage::Start,
            format!("a template is damaged: {fault}"),
        )
    };
    let mut templates = built_in().map_err(broken)?;
    for folder in &options.templates {
        templates.add_folder(folder).map_err(broken)?;
    }
    Ok(templates)
}

/// The models that the options ask for.
fn load(
    options: &Options,
    runtime: &Runtime,
    crew: &Crew,
) -> Result<(Models, Vec<ModelHealth>), Error> {
    let weights = Weights::open(options.models.as_deref())?;
    let mut rows = Vec::new();
    let mut model = |name: &str, stage: Stage, sessions| -> Result<_, Error> {
        let row = weights.row(name)?;
        let bytes = weights.bytes(row)?;
        rows.push(ModelHealth {
            name: row.name.clone(),
            bytes: row.bytes,
            sha256: row.sha256.clone(),
            source: weights.source(row),
        });
        let model = runtime.model(&bytes, stage, sessions)?;
        Ok((model, row.alphabet.chars().collect(), row.squeeze))
    };
    let mut reader = |name: &str| -> Result<Reader, Error> {
        let (model, alphabet, squeeze) = model(name, Stage::Read, crew.readers())?;
        Ok(Reader {
            model: Box::new(model),
            alphabet,
            squeeze,
        })
    };
    let mrz = reader("mrz")?;
    let print = !options.mrz_only;
    let latin = print.then(|| reader("latin")).transpose()?;
    let thai = print.then(|| reader("thai")).and_then(Result::ok);
    let card = Box::new(model("card", Stage::Card, crew.sessions())?.0);
    let text = Box::new(model("text", Stage::Text, crew.sessions())?.0);
    let models = Models {
        card,
        text,
        mrz,
        latin,
        thai,
    };
    Ok((models, rows))
}
