//! The score as a table for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::tally::{Ratio, Score, Section};
use super::truth::Class;

/// The whole report.
pub fn table(score: &Score) -> String {
    let mut text = String::new();
    let sections = Class::ALL.map(Class::as_str);
    for name in sections {
        if let Some(section) = score.sections.get(name) {
            write_section(&mut text, name, section);
        }
    }
    if !score.misses.is_empty() {
        write_misses(&mut text, score);
    }
    for accept in &score.false_accepts {
        let _ = writeln!(
            text,
            "FALSE ACCEPT {}: {}",
            accept.file,
            accept.lines.join(" / ")
        );
    }
    for missing in &score.unscored {
        let _ = writeln!(text, "NOT SCORED, the denominator is nought: {missing}");
    }
    text
}

fn write_section(text: &mut String, name: &str, section: &Section) {
    let _ = writeln!(
        text,
        "{} ({} pictures)",
        name.to_uppercase(),
        section.pictures
    );
    for (measure, ratio) in &section.measures {
        let _ = writeln!(text, "  {measure:<44} {}", of(ratio));
    }
    let ms = &section.milliseconds;
    let _ = writeln!(
        text,
        "  {:<44} mean {:.1}  median {:.1}  90 % {:.1}  worst {:.1}",
        "milliseconds a photo", ms.mean, ms.median, ms.ninetieth, ms.worst
    );
    let stages = section
        .stages_ms
        .iter()
        .filter(|(stage, _)| *stage != "total");
    let stages: Vec<String> = stages
        .map(|(stage, ms)| format!("{stage} {ms:.1}"))
        .collect();
    let _ = writeln!(text, "  {:<44} {}", "of them", stages.join("  "));
    write_ratios(text, "fields exact, by field", &section.fields);
    write_ratios(text, "fields exact, by document", &section.documents);
    text.push('\n');
}

fn write_ratios(text: &mut String, title: &str, ratios: &BTreeMap<String, Ratio>) {
    if ratios.is_empty() {
        return;
    }
    let _ = writeln!(text, "  {title}");
    for (name, ratio) in ratios {
        let _ = writeln!(text, "    {name:<42} {}", of(ratio));
    }
}

fn of(ratio: &Ratio) -> String {
    let hit = match ratio.hit.fract() == 0.0 {
        true => format!("{:.0}", ratio.hit),
        false => format!("{:.1}", ratio.hit),
    };
    match ratio.percent() {
        Some(percent) => format!("{percent:6.1} %   {hit} of {:.0}", ratio.of),
        None => "     –     0 of 0".to_owned(),
    }
}

fn write_misses(text: &mut String, score: &Score) {
    let mut stages: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for miss in &score.misses {
        let kind = miss.what.split(' ').next().unwrap_or_default();
        *stages.entry((kind, &miss.stage)).or_default() += 1;
    }
    text.push_str("MISSES BY STAGE\n");
    for ((kind, stage), count) in stages {
        let _ = writeln!(text, "  {kind:<10} lost in {stage:<8} {count}");
    }
    text.push_str("\nMISSES\n");
    let mut file = "";
    for miss in &score.misses {
        if miss.file != file {
            file = &miss.file;
            let _ = writeln!(text, "  {file}");
        }
        let _ = writeln!(
            text,
            "    {:<24} {:<7} {}",
            miss.what, miss.stage, miss.detail
        );
    }
    text.push('\n');
}
