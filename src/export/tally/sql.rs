//! The statement with which a provider makes a tally inside its own database.

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

/// Returns the one statement that makes a tally of the table or file `source` with the columns `score` and
/// `label`: its result is what `baserate` reads, and nothing else need be handed over.
///
/// With `positive`, that label is positive and those in `negatives`, or else all others, are negative. A
/// row with any other label is unlabelled. Scores that are missing stay in the result, where the reader of
/// it refuses or counts them.
#[must_use]
pub fn statement(
    dialect: Dialect,
    source: &str,
    [score, label]: [&str; 2],
    positive: Option<&str>,
    negatives: &[String],
) -> String {
    let score = format!("CAST({} AS {})", dialect.name(score), dialect.real());
    let label = format!("CAST({} AS {})", dialect.name(label), dialect.text());
    let [positive, negative] = conditions(&label, positive, negatives);
    let count = |condition: &str| format!("SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)");
    let unlabelled = format!("SUM(CASE WHEN {positive} THEN 0 WHEN {negative} THEN 0 ELSE 1 END)");
    format!(
        "SELECT {score} AS score,\n       {} AS positives,\n       {} AS negatives,\n       {unlabelled} AS \
         unlabelled\nFROM {}\nGROUP BY {score}\nORDER BY {score};\n",
        count(&positive),
        count(&negative),
        dialect.source(source),
    )
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
    let is_positive = format!("{label} = {}", text(positive));
    if negatives.is_empty() {
        return [is_positive, format!("{label} NOT IN ({}, '')", text(positive))];
    }
    let negatives: Vec<&str> = negatives.iter().map(String::as_str).collect();
    [is_positive, among(label, &negatives)]
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
        let columns = ["score", "label"];
        let negatives = ["ham".to_owned(), "o'k".to_owned()];
        let sql = statement(Dialect::Ansi, "t", columns, Some("spam"), &negatives);
        assert!(sql.contains("IN ('ham', 'o''k')") && sql.contains("= 'spam'"), "{sql}");
    }
}
