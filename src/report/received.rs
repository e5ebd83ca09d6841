//! What countries say they received beside what NCMEC says it sent them.

use crate::disclosure::{Comparison, LeftOut, Reconciliation};
use crate::evaluation::Report;
use crate::export::wording::NONE;
use crate::export::{Block, Column};
use crate::quantity::display::{grouped, percent};

const INTRO: &str = "What Member States say they received, beside what NCMEC says it sent them. NCMEC counts \
     calendar years; where a country's period is not made of whole ones, what it was sent within \
     that period is a range: at least the years that lie wholly inside, at most all years that the \
     period touches. The share received of sent is then a range, too, and so it is where the \
     country's count is rounded. A country that counts fewer than the least, or more than the most, \
     cannot have counted the same reports.";

/// The table with what belongs to it, or `None` where there is nothing to compare.
pub(super) fn blocks(report: &Report) -> Option<Vec<Block>> {
    let rows = &report.reconciliation;
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        Column::text("country"),
        Column::text("period"),
        Column::number("reports received"),
        Column::number("reports NCMEC sent in it"),
        Column::number("received of sent"),
        Column::text("compared"),
        Column::text("remarks"),
    ];
    let mut blocks = vec![
        Block::Paragraph(INTRO.to_owned()),
        Block::Table { columns, rows: rows.iter().map(row).collect() },
    ];
    blocks.extend(left_out(&report.left_out).map(Block::Paragraph));
    Some(blocks)
}

fn row(row: &Reconciliation) -> Vec<String> {
    let sent = match row.sent_high {
        Some(high) if high == row.sent_low => grouped(high),
        Some(high) => format!("{} to {}", grouped(row.sent_low), grouped(high)),
        None => format!("at least {}", grouped(row.sent_low)),
    };
    vec![
        row.country.clone(),
        row.period.to_string(),
        grouped(row.received),
        sent,
        share(row),
        compared(row).to_owned(),
        row.note.clone(),
    ]
}

fn share(row: &Reconciliation) -> String {
    match (row.share_low.map(percent), row.share_high.map(percent)) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => NONE.to_owned(),
    }
}

fn compared(row: &Reconciliation) -> &'static str {
    match row.comparison {
        Comparison::Fewer => "fewer than NCMEC sent",
        Comparison::Compatible => "compatible",
        Comparison::More if row.other_senders => {
            "more than NCMEC sent; others may have sent them, see the remark"
        }
        Comparison::More => "more than NCMEC sent",
    }
}

/// The countries without a row in one sentence, those with the same reason together.
fn left_out(countries: &[LeftOut]) -> Option<String> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for LeftOut { country, why } in countries {
        match reasons.iter_mut().find(|(reason, _)| reason == why) {
            Some((_, names)) => names.push(country),
            None => reasons.push((why, vec![country])),
        }
    }
    let group = |(why, names): &(&str, Vec<&str>)| format!("{} ({why})", joined(names));
    let groups: Vec<String> = reasons.iter().map(group).collect();
    (!groups.is_empty()).then(|| {
        format!("Not in the table, for want of a number of reports: {}.", groups.join("; "))
    })
}

/// `Malta, Portugal and Romania`.
fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_left_out_are_named_with_their_reason() {
        let out = |country: &str, why: &str| LeftOut { country: country.into(), why: why.into() };
        assert_eq!(left_out(&[]), None);
        let countries =
            [out("A", "not public"), out("B", "none"), out("C", "none"), out("D", "none")];
        assert_eq!(
            left_out(&countries).unwrap(),
            "Not in the table, for want of a number of reports: A (not public); B, C and D (none)."
        );
    }
}
