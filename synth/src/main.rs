//! `idocr-synth`: the factory of training and test pictures.

use clap::{Parser, Subcommand};
use synth::command::{Fonts, LineSheet, Lines};

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Lines(Lines),
    /// Lay 48 samples on one picture.
    #[command(subcommand)]
    Sheet(Sheet),
    Fonts(Fonts),
}

#[derive(Subcommand)]
enum Sheet {
    Lines(LineSheet),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Lines(lines) => lines.run(),
        Command::Sheet(Sheet::Lines(sheet)) => sheet.run(),
        Command::Fonts(fonts) => {
            print!("{}", fonts.run()?);
            Ok(())
        }
    }
}
