//! `--interval`: which method gives the interval of a proportion.

use clap::ValueEnum;

use crate::confusion::Method;
use crate::export::{Block, Column};
use crate::interval::{clopper_pearson, wilson};

/// The methods for one proportion, and the word that asks about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum IntervalMethod {
    /// Exact: never covers less often than the confidence says.
    ClopperPearson,
    /// Score: covers about as often as the confidence says, and is shorter.
    Wilson,
    /// Print which method to use when, and nothing else.
    Help,
}

impl IntervalMethod {
    /// The method, or `None` where help was asked for.
    pub(super) fn method(self) -> Option<Method> {
        let (name, interval): (_, fn(_, _) -> _) = match self {
            Self::ClopperPearson => ("clopper-pearson", clopper_pearson),
            Self::Wilson => ("wilson", wilson),
            Self::Help => return None,
        };
        Some(Method { name, interval })
    }

    fn guidance(self) -> [&'static str; 2] {
        match self {
            Self::ClopperPearson => [
                "an upper or lower bound must hold: to accept or refute a claim, and for rare events",
                "at least the confidence, whatever the true share; often more, so wider",
            ],
            Self::Wilson => [
                "an estimate is reported, and being right on average is enough",
                "the confidence on average; less for some shares, above all near 0 and 1",
            ],
            Self::Help => ["", ""],
        }
    }
}

/// Which method to use when.
pub(super) fn help() -> Vec<Block> {
    let row = |kind: &IntervalMethod| {
        let name = kind.method()?.name;
        Some([name].into_iter().chain(kind.guidance()).map(str::to_owned).collect())
    };
    vec![
        Block::Heading(1, "Intervals for a proportion".to_owned()),
        Block::Table {
            columns: vec![
                Column::text("--interval"),
                Column::text("use it where"),
                Column::text("covers the true share"),
            ],
            rows: IntervalMethod::value_variants().iter().filter_map(row).collect(),
        },
        Block::Paragraph(
            "The default is clopper-pearson. F1 takes the chosen method, too, for the share \
             tp/(tp+fp+fn) from which it follows, as in clopper-pearson-f1. Ratios, MCC, Youden's J, balanced accuracy and \
             predictive values at another prevalence have a method of their own, named in the \
             result."
                .to_owned(),
        ),
    ]
}
