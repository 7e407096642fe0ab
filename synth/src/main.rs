//! `idocr-synth`: the factory of training and test pictures.

use clap::{Parser, Subcommand};
use synth::command::{Fonts, LineSheet, Lines};
use synth::drawing::{CardSheet, Cards};
use synth::shooting::{PhotoSheet, Photos};
use synth::testdata::Testdata;

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Lines(Lines),
    Cards(Cards),
    Photos(Photos),
    Testdata(Testdata),
    /// Lay 48 samples on one picture.
    #[command(subcommand)]
    Sheet(Sheet),
    Fonts(Fonts),
}

#[derive(Subcommand)]
enum Sheet {
    Lines(LineSheet),
    Cards(CardSheet),
    Photos(PhotoSheet),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Lines(lines) => lines.run(),
        Command::Cards(cards) => cards.run(),
        Command::Photos(photos) => photos.run(),
        Command::Testdata(testdata) => testdata.run(),
        Command::Sheet(Sheet::Lines(sheet)) => sheet.run(),
        Command::Sheet(Sheet::Cards(sheet)) => sheet.run(),
        Command::Sheet(Sheet::Photos(sheet)) => sheet.run(),
        Command::Fonts(fonts) => {
            print!("{}", fonts.run()?);
            Ok(())
        }
    }
}
