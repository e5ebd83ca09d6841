//! How each number on the page of a sweep was computed, and who says so.

use super::explained::table;
use crate::evaluation::Sweep;
use crate::export::Block;

/// A quantity, how it is computed, and the source.
type Row = [&'static str; 3];

/// Returns the methods of all that the sweep has.
pub(super) fn methods(sweep: &Sweep) -> Vec<Block> {
    let has_guarantee = sweep.operating_points.iter().any(|point| point.guarantee.is_some());
    let parts = [
        (true, AREAS),
        (sweep.design.is_none(), LIMITS_OF_ROWS),
        (sweep.design.is_some(), LIMITS_OF_DESIGN),
        (sweep.areas.partial_auc.is_some(), PARTIAL),
        (sweep.prevalence.is_some(), AT_PREVALENCE),
        (sweep.prevalence.is_some() && sweep.design.is_none(), LIMITS_AT_PREVALENCE),
        (sweep.prevalence.is_some() && sweep.design.is_some(), LIMITS_OF_DESIGN_AT_PREVALENCE),
        (has_guarantee, GUARANTEE),
        (sweep.resolution.is_some(), COARSE),
        (sweep.design.is_none(), BAND),
        (sweep.bootstrap.is_some(), RESAMPLING),
        (sweep.calibration.is_some(), CALIBRATION),
        (sweep.decision.is_some(), DECISION),
    ];
    let rows = parts.iter().filter(|(has, _)| *has).flat_map(|(_, rows)| rows.iter().copied());
    vec![
        table(["quantity", "how it is computed", "source"], rows),
        Block::Paragraph(CURVES.to_owned()),
    ]
}

const AREAS: &[Row] = &[
    [
        "AUC",
        "pairs of a positive and a negative with the positive above, ties counted half, over all pairs, in whole \
         numbers",
        "Mann and Whitney, Annals of Mathematical Statistics 18, 1947",
    ],
    [
        "average precision",
        "Σ (recall − recall before)·precision over all thresholds from the highest down",
        "Boyd, Eng and Page, ECML PKDD 2013",
    ],
    [
        "area under precision–recall–gain",
        "of precision gain, 1 − FPR/recall, over recall gains from 0 to 1, which are 1 − π/(1 − π)·(1 − recall)/recall \
         with the prevalence π",
        "Flach and Kull, NIPS 2015",
    ],
    [
        "area under the cost curve",
        "of FNR·PC + FPR·(1 − PC) at the best threshold for each PC from 0 to 1: of all that could go wrong, by cost, \
         the share that missed items make up",
        "Drummond and Holte, Machine Learning 65, 2006",
    ],
    [
        "equal error rate",
        "where the false positive rate equals the share missed, on the straight line between the two thresholds \
         next to that point",
        "Martin, Doddington, Kamm, Ordowski and Przybocki, Eurospeech 1997",
    ],
];

const LIMITS_OF_ROWS: &[Row] = &[
    [
        "limits of AUC, logit-delong",
        "logit A ± z·SE/(A(1 − A)), with DeLong's standard error SE; where that is 0, those of the next row",
        "DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988; Pepe, The Statistical Evaluation of Medical Tests, \
         2003",
    ],
    [
        "limits of AUC, hoeffding",
        "m·[A ln(A/θ) + (1 − A) ln((1 − A)/(1 − θ))] = −ln((1 − confidence)/2), solved for θ on either side, with m \
         items of the rarer label; they hold whatever the scores",
        "Hoeffding, Journal of the American Statistical Association 58, 1963",
    ],
    [
        "limits of average precision",
        "logit AP ± z/√(P·AP(1 − AP)) with P positives: approximate",
        "Boyd, Eng and Page, ECML PKDD 2013",
    ],
    [
        "limits of recall, FPR and precision",
        "exact, from the binomial distribution of the counts at the threshold (clopper-pearson)",
        "Clopper and Pearson, Biometrika 26, 1934",
    ],
];

const LIMITS_OF_DESIGN: &[Row] = &[
    [
        "limits of AUC and average precision",
        "on the scale of log odds; the variance is the sum over rows, or over sums within clusters, of how much \
         each moves the area, squared",
        "Obuchowski, Biometrics 53, 1997; Binder, International Statistical Review 51, 1983",
    ],
    [
        "limits of recall, FPR and precision",
        "with clusters, exact binomial limits for as many independent rows as would vary as much; with weights \
         alone, limits of a weighted sum of counts",
        "Korn and Graubard, Survey Methodology 24, 1998; Fay and Feuer, Statistics in Medicine 16, 1997",
    ],
    [
        "effective numbers",
        "(Σ u)²/Σ u², with u what the rows of one label in a cluster, or one row, stand for",
        "Kish, Survey Sampling, 1965",
    ],
];

const PARTIAL: &[Row] = &[[
    "partial AUC",
    "the area between two false positive rates; standardised ½·(1 + (area − least)/(most − least)), with least that of \
     chance and most that of perfection",
    "McClish, Medical Decision Making 9, 1989",
]];

const AT_PREVALENCE: &[Row] =
    &[["precision at a prevalence π", "odds = π/(1 − π)·recall/FPR", "Bayes' theorem"]];

const LIMITS_AT_PREVALENCE: &[Row] = &[[
    "limits of precision at a prevalence",
    "logit ± z·√((1 − recall)/TP + specificity/FP), with z²/2 added to every count where TP or FP is 0",
    "Mercaldo, Lau and Zhou, Statistics in Medicine 26, 2007",
]];

const LIMITS_OF_DESIGN_AT_PREVALENCE: &[Row] = &[[
    "limits of precision at a prevalence",
    "at the ends of those of recall and FPR, each at half the risk, so that they hold as often as both do together \
     (bonferroni)",
    "—",
]];

const GUARANTEE: &[Row] = &[[
    "guarantee",
    "thresholds are tested one after the other, each by the exact binomial tail at the full level, until the first that \
     fails (FPR, recall); for precision from several starts that share the level, on rows that had no part in fixing \
     them",
    "Angelopoulos, Bates, Candès, Jordan and Lei, Annals of Applied Statistics 19, 2025; Tong, Feng and Li, Science \
     Advances 4, 2018",
]];

const COARSE: &[Row] = &[[
    "if scores were finer",
    "the least and the greatest value that any order of the rows within a bin allows; a set, not an interval",
    "—",
]];

const BAND: &[Row] = &[[
    "band around the curve, limits at any threshold",
    "exact binomial limits of each rate at many ranks at once, which share the risk, and the inequality of Dvoretzky, \
     Kiefer and Wolfowitz in the middle; both rates together have the confidence",
    "Clopper and Pearson, Biometrika 26, 1934; Massart, Annals of Probability 18, 1990; Campbell, Statistics in \
     Medicine 13, 1994",
]];

const RESAMPLING: &[Row] = &[[
    "limits by resampling",
    "the rows, or whole clusters, are drawn again with replacement, B times; limits are the ((B + 1)·α/2)-th lowest and \
     highest values, with α what the confidence leaves (percentile-bootstrap)",
    "Efron and Tibshirani, An Introduction to the Bootstrap, 1993; Hyndman and Fan, The American Statistician 50, 1996",
]];

const CALIBRATION: &[Row] = &[
    [
        "Brier score; MCB, DSC, UNC",
        "mean of (probability − truth)²; what isotonic regression of the truth on the scores takes off it, what that \
         is better by than a constant, and the score of that constant: MCB − DSC + UNC",
        "Brier, Monthly Weather Review 78, 1950; Dimitriadis, Gneiting and Jordan, PNAS 118, 2021",
    ],
    [
        "ECE, MCE",
        "mean, and greatest, distance of the mean probability from what came true, over bins",
        "Murphy, Journal of Applied Meteorology 12, 1973",
    ],
    [
        "log loss",
        "mean of −ln(probability of what came true)",
        "Good, Journal of the Royal Statistical Society B 14, 1952",
    ],
    [
        "isotonic regression",
        "the rising map of the scores with the least Brier score, by pooling neighbours",
        "Zadrozny and Elkan, KDD 2002",
    ],
    [
        "Cllr",
        "the log-likelihood-ratio cost in bits, each label having half the weight",
        "Brümmer and du Preez, Computer Speech and Language 20, 2006",
    ],
    [
        "calibration slope and intercept",
        "logistic regression of the truth on the log odds of the scores",
        "Cox, Biometrika 45, 1958; Van Calster and others, Journal of Clinical Epidemiology 74, 2016",
    ],
];

const DECISION: &[Row] = &[[
    "net benefit",
    "π·recall − (1 − π)·FPR·t/(1 − t) at a threshold probability t, with π the prevalence",
    "Vickers and Elkin, Medical Decision Making 26, 2006",
]];

const CURVES: &str = "Curves have a point for every distinct score and are drawn with every bend that can be seen. The \
                      false positive rate, and precision where positives are rare, have a scale on which each power \
                      of ten is as long as the next; 0, which such a scale cannot reach, stands before its start. On \
                      the scales of normal deviates the rates of two normal laws lie on a straight line.";
