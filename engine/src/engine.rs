//! The order of the stages.

mod look;
mod start;

use mrz::Day;

use crate::card;
use crate::clock::{self, Clock};
use crate::crew::Crew;
use crate::document::Scan;
use crate::error::{Error, ErrorKind, Stage};
use crate::known::KnownDocument;
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::model::Models;
use crate::options::{Device, Health, Options};
use crate::ort::Runtime;
use crate::photo::{self, Photo};
use crate::quality;
use crate::search;
use crate::templates::Templates;
use crate::trace::Trace;
pub(crate) use look::{Asked, Seen};
pub(crate) use start::built_in;

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
        start::check_today(&options)?;
        let crew = Crew::new(options.threads, options.mode)?;
        let templates = start::templates(&options)?;
        let runtime = Runtime::open(&options)?;
        let (models, rows) = start::load(&options, &runtime, &crew)?;
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
            today: options.today.as_deref().and_then(Day::from_iso),
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

    /// What one photo may cost here.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether more than machine readable zones is read.
    pub(crate) fn reads_print(&self) -> bool {
        self.models.latin.is_some()
    }

    /// The layout of the page on which both sides of a document may be printed.
    pub(crate) fn page_of(&self, document: &str) -> Option<&str> {
        self.templates.page_of(document)
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
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("health", &self.health)
            .finish_non_exhaustive()
    }
}
