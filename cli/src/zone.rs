//! The `mrz` subcommand: parse, make and check machine readable zones without a picture.

mod arguments;
mod describe;

use std::io::{self, Read};
use std::time::{SystemTime, UNIX_EPOCH};

pub use arguments::ZoneCommand;
use arguments::{LinesArguments, MakeArguments, ParseArguments};
use mrz::{Day, Format, Lines, Mrz};

use crate::Ending;

/// The longest text read from standard input: a zone has 132 characters, this is ample for anything pasted.
const MOST_TEXT: u64 = 64 * 1024;

/// Does what was asked and prints the result.
pub fn run(command: &ZoneCommand) -> Ending {
    let done = match command {
        ZoneCommand::Parse(arguments) => parse(arguments),
        ZoneCommand::Make(arguments) => make(arguments),
        ZoneCommand::Check(arguments) => check(arguments),
    };
    done.unwrap_or_else(|(ending, message)| {
        eprintln!("idocr: {message}");
        ending
    })
}

/// An ending, or one with what to tell on standard error.
type Done = Result<Ending, (Ending, String)>;

/// The text is no zone; for a script this is a failed check.
fn no_zone(error: mrz::Error) -> (Ending, String) {
    (Ending::SomeFailed, error.to_string())
}

fn usage(message: impl ToString) -> (Ending, String) {
    (Ending::Usage, message.to_string())
}

fn parse(arguments: &ParseArguments) -> Done {
    let text = text_of(&arguments.lines)?;
    let reference = match &arguments.today {
        Some(day) => Day::from_iso(day)
            .ok_or_else(|| usage(format!("--today {day}: no such day; YYYY-MM-DD")))?,
        None => {
            today().ok_or_else(|| usage("the clock shows no year before 10000; give --today"))?
        }
    };
    let format = arguments.format.as_deref().map(format_named).transpose()?;
    let repaired = if arguments.repair {
        repaired(&text)?
    } else {
        None
    };
    let lines = match &repaired {
        Some(repaired) => *repaired.lines(),
        None => Lines::of(&read(&text, format)?),
    };
    let zone = lines.parse().map_err(no_zone)?;
    let changes: Vec<_> = repaired
        .iter()
        .flat_map(mrz::repair::Repaired::repairs)
        .collect();
    Ok(match arguments.json {
        true => Ending::Done.telling(format!(
            "{:#}\n",
            describe::json(&zone, &changes, reference)
        )),
        false => Ending::Done.telling(describe::table(&zone, &changes, reference)),
    })
}

/// The day it is (UTC); the first of 1970 where the clock stands before it.
fn today() -> Option<Day> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Day::since_1970(since.map_or(0, |since| since.as_secs() / 86_400))
}

fn check(arguments: &LinesArguments) -> Done {
    let text = text_of(&arguments.lines)?;
    let zone = mrz::parse_text(&text).map_err(no_zone)?;
    let findings: String = zone
        .findings()
        .map(|finding| format!("{finding}\n"))
        .collect();
    let (verdict, ending) = match zone.valid() {
        true => ("valid", Ending::Done),
        false => ("not valid", Ending::SomeFailed),
    };
    Ok(ending.telling(format!("{findings}{} {verdict}\n", zone.format())))
}

fn make(arguments: &MakeArguments) -> Done {
    let format = format_named(&arguments.format)?;
    let lines = mrz::make(&arguments.fields(format)).map_err(usage)?;
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    Ok(Ending::Done.telling(text))
}

fn format_named(name: &str) -> Result<Format, (Ending, String)> {
    Format::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
        usage(format!(
            "there is no format {name:?}; give one of {}",
            known.join(", ")
        ))
    })
}

fn read(text: &str, format: Option<Format>) -> Result<Mrz<'_>, (Ending, String)> {
    let Some(format) = format else {
        return mrz::parse_text(text).map_err(no_zone);
    };
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    mrz::parse_as(format, &lines).map_err(no_zone)
}

fn repaired(text: &str) -> Result<Option<mrz::repair::Repaired>, (Ending, String)> {
    let zone = mrz::parse_text(text).map_err(no_zone)?;
    let lines: Vec<&str> = zone.lines().collect();
    mrz::repair::repair(&lines).map(Some).map_err(no_zone)
}

/// The lines as one text: from the arguments, or from standard input when there are none or `-`.
fn text_of(lines: &[String]) -> Result<String, (Ending, String)> {
    if !lines.is_empty() && lines != ["-"] {
        return Ok(lines.join("\n"));
    }
    let mut bytes = Vec::new();
    let read = io::stdin()
        .lock()
        .take(MOST_TEXT + 1)
        .read_to_end(&mut bytes);
    read.map_err(|error| {
        (
            Ending::SomeFailed,
            format!("standard input cannot be read: {error}"),
        )
    })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_TEXT) {
        let most =
            "standard input is longer than 64 KiB; a zone has two or three lines of at most 44";
        return Err((Ending::SomeFailed, most.to_owned()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before =
            String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default()).into_owned();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |last| last.chars().count())
            + 1;
        (
            Ending::SomeFailed,
            format!("line {line}, column {column}: not UTF-8; give plain text"),
        )
    })
}
