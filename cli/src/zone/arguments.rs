//! What `idocr mrz` can be asked.

use clap::{Args, Subcommand};
use mrz::{Fields, Format};

/// What to do with a machine readable zone.
#[derive(Debug, Subcommand)]
#[allow(
    clippy::large_enum_variant,
    reason = "one value a run, and the parser cannot box its parts"
)]
pub enum ZoneCommand {
    /// Tell every field of a zone, whether or not its check digits hold.
    Parse(ParseArguments),
    /// Write the lines of a zone from its fields.
    Make(MakeArguments),
    /// Tell whether a zone is valid, and what is wrong with it; ends with 1 when it is not.
    Check(LinesArguments),
}

/// The arguments of `idocr mrz parse`.
#[derive(Debug, Args)]
pub struct ParseArguments {
    /// The lines, quoted; standard input when absent or -.
    #[arg(value_name = "LINE")]
    pub lines: Vec<String>,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
    /// Repair look-alikes where the evidence leaves one way, and tell each repair.
    #[arg(long, conflicts_with = "format")]
    pub repair: bool,
    /// Read the lines as this format, whatever they open with: TD1, TD2, TD3, MRV-A …
    #[arg(long, value_name = "NAME")]
    pub format: Option<String>,
    /// The day against which two-digit years are resolved, YYYY-MM-DD; today when absent.
    #[arg(long, value_name = "DAY")]
    pub today: Option<String>,
}

/// The arguments of `idocr mrz check`.
#[derive(Debug, Args)]
pub struct LinesArguments {
    /// The lines, quoted; standard input when absent or -.
    #[arg(value_name = "LINE")]
    pub lines: Vec<String>,
}

/// The arguments of `idocr mrz make`.
#[derive(Debug, Args)]
pub struct MakeArguments {
    /// TD1, TD2, TD3, MRV-A, MRV-B or a national format.
    #[arg(long, value_name = "NAME")]
    pub format: String,
    /// Document code: P, ID, V.
    #[arg(
        long,
        default_value = "",
        value_name = "CODE",
        hide_default_value = true
    )]
    pub document_code: String,
    /// Issuing state: UTO.
    #[arg(
        long,
        default_value = "",
        value_name = "STATE",
        hide_default_value = true
    )]
    pub issuing_state: String,
    /// Surname, as printed: it is transliterated.
    #[arg(
        long,
        default_value = "",
        value_name = "NAME",
        hide_default_value = true
    )]
    pub surname: String,
    /// Given names, as printed.
    #[arg(
        long,
        default_value = "",
        value_name = "NAMES",
        hide_default_value = true
    )]
    pub given_names: String,
    /// Document number.
    #[arg(
        long,
        default_value = "",
        value_name = "NUMBER",
        hide_default_value = true
    )]
    pub document_number: String,
    /// Nationality: UTO.
    #[arg(
        long,
        default_value = "",
        value_name = "STATE",
        hide_default_value = true
    )]
    pub nationality: String,
    /// Date of birth, YYMMDD; absent when unknown.
    #[arg(
        long,
        default_value = "",
        value_name = "DATE",
        hide_default_value = true
    )]
    pub date_of_birth: String,
    /// F, M or X; absent when unspecified.
    #[arg(
        long,
        default_value = "",
        value_name = "SEX",
        hide_default_value = true
    )]
    pub sex: String,
    /// Date of expiry, YYMMDD; absent when unknown.
    #[arg(
        long,
        default_value = "",
        value_name = "DATE",
        hide_default_value = true
    )]
    pub date_of_expiry: String,
    /// Optional data.
    #[arg(
        long,
        default_value = "",
        value_name = "TEXT",
        hide_default_value = true
    )]
    pub optional_1: String,
    /// The second optional data of a TD1.
    #[arg(
        long,
        default_value = "",
        value_name = "TEXT",
        hide_default_value = true
    )]
    pub optional_2: String,
    /// French card: department and office.
    #[arg(
        long,
        default_value = "",
        value_name = "CODE",
        hide_default_value = true
    )]
    pub administrative_code: String,
}

impl MakeArguments {
    /// The fields of a zone of `format`.
    pub fn fields(&self, format: Format) -> Fields<'_> {
        Fields {
            document_code: &self.document_code,
            issuing_state: &self.issuing_state,
            surname: &self.surname,
            given_names: &self.given_names,
            document_number: &self.document_number,
            nationality: &self.nationality,
            date_of_birth: &self.date_of_birth,
            sex: &self.sex,
            date_of_expiry: &self.date_of_expiry,
            optional_1: &self.optional_1,
            optional_2: &self.optional_2,
            administrative_code: &self.administrative_code,
            ..Fields::new(format)
        }
    }
}
