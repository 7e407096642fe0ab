//! Letters that are printed alike and are told apart by the language alone.

use crate::document::Mrz;
use crate::read::Line;

/// The states in whose languages a stroke through a D makes an eth.
const ETH: [&str; 2] = ["ISL", "FRO"];

/// Spells capital and small D with stroke as the document's language does: the reader has one class for
/// Đ (Croatian, Sámi, Vietnamese) and Ð (Icelandic, Faroese), whose capitals are the same in print.
pub(crate) fn spell(lines: &mut [Line], zone: Option<&Mrz>) {
    if !writes_eth(lines, zone) {
        return;
    }
    for line in lines {
        line.text = line.text.chars().map(eth).collect();
        for glyph in &mut line.glyphs {
            glyph.character = eth(glyph.character);
        }
    }
}

fn eth(character: char) -> char {
    match character {
        'Đ' => 'Ð',
        'đ' => 'ð',
        other => other,
    }
}

/// By the issuing state, or by a thorn, which no other living language writes.
fn writes_eth(lines: &[Line], zone: Option<&Mrz>) -> bool {
    let issuer = zone.and_then(|zone| zone.fields.get("issuing_state"));
    let of_state = issuer.is_some_and(|state| ETH.contains(&state.as_str()));
    of_state || lines.iter().any(|line| line.text.contains(['Þ', 'þ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::line;

    fn spelt(texts: [&str; 2]) -> String {
        let mut lines = texts.map(|text| line(text, 0.0, 0.0, 20.0));
        spell(&mut lines, None);
        lines[0].text.clone()
    }

    #[test]
    fn a_thorn_makes_an_eth_and_nothing_else_does() {
        assert_eq!(spelt(["SIGURĐUR", "ÞÓRA"]), "SIGURÐUR");
        assert_eq!(spelt(["ĐURĐEVAC", "ROĐENJA"]), "ĐURĐEVAC");
    }

    #[test]
    fn the_issuing_state_decides_without_one() {
        let mut lines = [line("FRÓĐÁ", 0.0, 0.0, 20.0)];
        let fields = [("issuing_state".to_owned(), "ISL".to_owned())];
        let zone = Mrz {
            fields: fields.into(),
            ..Mrz::default()
        };
        spell(&mut lines, Some(&zone));
        assert_eq!(lines[0].text, "FRÓÐÁ");
        assert_eq!(lines[0].glyphs[3].character, 'Ð');
    }
}
