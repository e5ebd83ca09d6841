//! `--interval`: which method gives the interval of a proportion.

use clap::ValueEnum;

use crate::confusion::Method;
use crate::export::{Block, Column};
use crate::interval::{
    agresti_coull, blaker, clopper_pearson, jeffreys, likelihood_ratio, mid_p, wald, wilson,
    wilson_with_correction,
};
use crate::quantity::{Confidence, ConfidenceInterval, Proportion};

/// The methods for one proportion, and the word that asks about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum IntervalMethod {
    /// Exact: never covers less often than the confidence says.
    ClopperPearson,
    /// Score: covers about as often as the confidence says, and is shorter.
    Wilson,
    /// Score with continuity correction.
    WilsonCc,
    /// Wald's, with z²/2 events and as many others added: about 2 at 95 %, 3.3 at 99 %.
    AgrestiCoull,
    /// Equal tails of a beta distribution.
    Jeffreys,
    /// Exact, with half of what was seen left out of each tail.
    MidP,
    /// Exact, and never longer than clopper-pearson.
    Blaker,
    /// Shares that are not much less likely than the best.
    Likelihood,
    /// The textbook formula, to show why not.
    Wald,
    /// Print which method to use when, and nothing else.
    Help,
}

/// A function that gives the interval of a proportion.
type Interval = fn(Proportion, Confidence) -> ConfidenceInterval;

impl IntervalMethod {
    /// The method, or `None` where help was asked for.
    pub(super) fn method(self) -> Option<Method> {
        let (name, interval): (_, Interval) = match self {
            Self::ClopperPearson => ("clopper-pearson", clopper_pearson),
            Self::Wilson => ("wilson", wilson),
            Self::WilsonCc => ("wilson-cc", wilson_with_correction),
            Self::AgrestiCoull => ("agresti-coull", agresti_coull),
            Self::Jeffreys => ("jeffreys", jeffreys),
            Self::MidP => ("mid-p", mid_p),
            Self::Blaker => ("blaker", blaker),
            Self::Likelihood => ("likelihood", likelihood_ratio),
            Self::Wald => ("wald", wald),
            Self::Help => return None,
        };
        Some(Method { name, interval })
    }

    /// All methods, in the order of the option's values.
    pub(super) fn methods() -> Vec<Method> {
        Self::value_variants().iter().filter_map(|kind| kind.method()).collect()
    }

    /// Where to use it, and how often it covers the true share.
    fn guidance(self) -> [&'static str; 2] {
        match self {
            Self::ClopperPearson => [
                "a bound must hold: to accept or refute a claim, and for rare events",
                "at least the confidence, whatever the true share; often more, so wide",
            ],
            Self::Wilson => [
                "an estimate is reported, and being right on average is enough",
                "the confidence on average; less for some shares, above all near 0 and 1",
            ],
            Self::WilsonCc => [
                "others used it; else clopper-pearson: about as long, and shorter for rare events",
                "mostly more than the confidence, without a guarantee",
            ],
            Self::AgrestiCoull => [
                "the formula has to be simple; not for rare events",
                "mostly more than the confidence; wider than wilson, which it contains",
            ],
            Self::Jeffreys => [
                "an interval with equal tails is wanted, as from a Bayesian analysis",
                "the confidence on average; less for some shares",
            ],
            Self::MidP => [
                "clopper-pearson is too cautious and a small shortfall is no harm",
                "near the confidence; rarely much less",
            ],
            Self::Blaker => [
                "a guarantee is needed with the shortest limits; not for one-sided bounds",
                "at least the confidence, within clopper-pearson",
            ],
            Self::Likelihood => [
                "it is to go with a likelihood analysis; not for few events",
                "less than the confidence where events are few",
            ],
            Self::Wald => [
                "nowhere: it is here to show what others got from it",
                "far less than the confidence for rare events; of no events it says exactly 0",
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
             tp/(tp+fp+fn) from which it follows, as in clopper-pearson-f1. Ratios, MCC, Youden's \
             J, balanced accuracy and predictive values at another prevalence have a method of \
             their own, named in the result. So have counts with --weight: melded-gamma, which is \
             clopper-pearson where all weights are equal."
                .to_owned(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_has_the_name_by_which_it_is_chosen() {
        for kind in IntervalMethod::value_variants() {
            let name = kind.to_possible_value().map(|value| value.get_name().to_owned());
            let method = kind.method().map_or("help", |method| method.name);
            assert_eq!(name.as_deref(), Some(method));
        }
    }
}
