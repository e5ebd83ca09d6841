//! The statement with which a provider makes a tally inside its own database.

use crate::error::{Error, Result};

/// The dialects of SQL that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`, which reads files by their name.
    DuckDb,
    /// Spark and Databricks.
    Spark,
    /// Standard SQL.
    Ansi,
}

impl Dialect {
    fn name(self, name: &str) -> String {
        match self {
            Self::DuckDb | Self::Ansi => format!("\"{}\"", name.replace('"', "\"\"")),
            Self::Spark => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// What rows are taken from: a table, or a file where its name tells that it is one.
    fn source(self, source: &str) -> String {
        let is_file = source.contains(['.', '/', '*']);
        match self {
            Self::DuckDb if is_file => text(source),
            Self::Spark if is_file => format!("parquet.{}", self.name(source)),
            _ => self.name(source),
        }
    }

    fn real(self) -> &'static str {
        match self {
            Self::DuckDb | Self::Spark => "DOUBLE",
            Self::Ansi => "DOUBLE PRECISION",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::DuckDb => "VARCHAR",
            Self::Spark => "STRING",
            Self::Ansi => "VARCHAR(1000)",
        }
    }
}

/// A table or file with the names of its columns.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The table or file.
    pub name: &'a str,
    /// The column of scores.
    pub score: &'a str,
    /// The column of labels.
    pub label: &'a str,
    /// The column of weights, if these are kept.
    pub weight: Option<&'a str>,
    /// The column of clusters, if these are kept.
    pub cluster: Option<&'a str>,
}

/// Returns the one statement that makes a tally of `source`: its result is what `baserate` reads, and nothing
/// else need be handed over.
///
/// With `positive`, that label is positive and those in `negatives` are negative. A row without a label is
/// unlabelled. Rows with any other label and scores that are missing stay in the result, where the reader of
/// it refuses the ones, and refuses or counts the others.
///
/// # Errors
///
/// If there is a positive label and no negative one: nobody would see a third.
pub fn statement(
    dialect: Dialect,
    source: &Source<'_>,
    positive: Option<&str>,
    negatives: &[String],
) -> Result<String> {
    if positive.is_some() && negatives.is_empty() {
        let message = "--positive for --sql without --negative, expected both: a database counts what is \
                       asked for, and would not refuse a third label";
        return Err(Error::request(message)
            .with_remedy("name every label that is negative with --negative"));
    }
    let cast = |column: &str, to: &str| format!("CAST({} AS {to})", dialect.name(column));
    let keys = [
        source.cluster.map(|column| (cast(column, dialect.text()), "cluster")),
        source.weight.map(|column| (cast(column, dialect.real()), "weight")),
        Some((cast(source.score, dialect.real()), "score")),
    ];
    let (keys, names): (Vec<String>, Vec<&str>) = keys.into_iter().flatten().unzip();
    let selected = keys.iter().zip(names).map(|(key, name)| format!("{key} AS {name},\n       "));
    let (selected, keys) = (selected.collect::<String>(), keys.join(", "));
    let label = cast(source.label, dialect.text());
    let [positive, negative] = conditions(&label, positive, negatives);
    let is_empty = format!("{label} IS NULL OR {label} = ''");
    // A sum of whole numbers is a decimal or a real in some databases.
    let sum = |cases: &str| format!("CAST(SUM(CASE {cases} END) AS BIGINT)");
    let counts = [
        (format!("WHEN {positive} THEN 1 ELSE 0"), "positives"),
        (format!("WHEN {negative} THEN 1 ELSE 0"), "negatives"),
        (format!("WHEN {is_empty} THEN 1 ELSE 0"), "unlabelled"),
        (
            format!("WHEN {positive} THEN 0 WHEN {negative} THEN 0 WHEN {is_empty} THEN 0 ELSE 1"),
            "other_labels",
        ),
    ];
    let counts = counts.map(|(cases, name)| format!("{} AS {name}", sum(&cases)));
    Ok(format!(
        "SELECT {selected}{}\nFROM {}\nGROUP BY {keys}\nORDER BY {keys};\n",
        counts.join(",\n       "),
        dialect.source(source.name),
    ))
}

/// When a row is positive, and when it is negative.
fn conditions(label: &str, positive: Option<&str>, negatives: &[String]) -> [String; 2] {
    let among = |label: &str, words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| text(word)).collect();
        format!("{label} IN ({})", words.join(", "))
    };
    let Some(positive) = positive else {
        let label = format!("LOWER({label})");
        return [
            among(&label, &["1", "true", "positive", "1.0"]),
            among(&label, &["0", "false", "negative", "0.0"]),
        ];
    };
    let negatives: Vec<&str> = negatives.iter().map(String::as_str).collect();
    [format!("{label} = {}", text(positive)), among(label, &negatives)]
}

/// A text in SQL.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_texts_are_quoted() {
        assert_eq!(Dialect::Ansi.source("weird \"name\""), "\"weird \"\"name\"\"\"");
        assert_eq!(Dialect::DuckDb.source("it's.csv"), "'it''s.csv'");
        assert_eq!(Dialect::Spark.source("/data/s.parquet"), "parquet.`/data/s.parquet`");
        assert_eq!(Dialect::Spark.source("scores"), "`scores`");
        let (score, label) = ("score", "label");
        let source =
            Source { name: "t", score, label, weight: Some("w"), cluster: Some("who \"it\" is") };
        let negatives = ["ham".to_owned(), "o'k".to_owned()];
        let sql = statement(Dialect::Ansi, &source, Some("spam"), &negatives).unwrap();
        let group = "GROUP BY CAST(\"who \"\"it\"\" is\" AS VARCHAR(1000)), CAST(\"w\" AS DOUBLE PRECISION), CAST";
        assert!(sql.contains(group), "{sql}");
        assert!(sql.contains("IN ('ham', 'o''k')") && sql.contains("= 'spam'"), "{sql}");
        assert!(statement(Dialect::Ansi, &source, Some("spam"), &[]).is_err());
    }
}
