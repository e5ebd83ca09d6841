//! `report`: everything that a dataset folder holds, ready to be laid out.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::audit::audit_cases;
use super::{
    Audit, AuditOptions, CaseResult, Claims, ClaimsOptions, MatchingOptions, Outcome,
    PrevalenceGiven, advice, answer, judge_claims,
};
use crate::disclosure::{Finding, LeftOut, Reconciliation, assemble, left_out, reconcile};
use crate::error::{Error, Result};
use crate::identification::{CurvePoint, MissedAtMost, kappa_curve};
use crate::input::{
    Digest, Sources, read_claims_and_evidence, read_country_files, read_disclosure, read_readme,
};
use crate::quantity::display::{SPACE, grouped, short_percent};
use crate::quantity::{Confidence, Probability, Rate};

/// The points of a κ curve within a decade: fixed decimals, the same everywhere.
const WITHIN_DECADE: [f64; 16] =
    [1.0, 1.15, 1.33, 1.54, 1.78, 2.05, 2.37, 2.74, 3.16, 3.65, 4.22, 4.87, 5.62, 6.49, 7.5, 8.66];
/// Where the decades of a κ curve begin; it ends with the first that holds all tipping points.
const DECADES: [f64; 7] = [0.1, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5];
/// Where every κ curve goes at least.
const LEAST_END: f64 = 1_000.0;

/// What a report says.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The name of the dataset: that of its folder.
    pub dataset: String,
    /// The title of the dataset: the first heading of its README.md, or else its name.
    pub title: String,
    /// The command that makes this report again.
    pub reproduce: String,
    /// What the figures prove, in a few sentences, the strongest first.
    pub answer: Vec<String>,
    /// The cases.
    #[serde(flatten)]
    pub audit: Audit,
    /// The claims, with their verdicts; none where the folder has no `claims.csv`.
    #[serde(flatten)]
    pub claims: Claims,
    /// What the report adds to each case, in the order of the cases.
    pub chapters: Vec<CaseChapter>,
    /// Reports received by countries beside those sent to them; empty where the folder has none.
    pub reconciliation: Vec<Reconciliation>,
    /// The countries that are not in the reconciliation, and why.
    pub left_out: Vec<LeftOut>,
    /// What the ladder assumes about what was missed, in words, where it does.
    pub missed_at_most: Option<String>,
    /// Whether that is an illustration, for want of a stated bound.
    pub missed_is_illustration: bool,
    /// The documents that the dataset was taken from, as its README.md lists them.
    pub sources: Option<Sources>,
    /// What is doubtful in reading them, as its README.md lists it.
    pub doubtful: Vec<String>,
}

/// What a report adds to a case.
#[derive(Debug, Serialize)]
pub struct CaseChapter {
    /// The case.
    pub case: String,
    /// The figures that would narrow it most, and to what.
    pub advice: Vec<String>,
    /// The false discovery rate against κ; empty where κ changes nothing.
    pub kappa_curve: Vec<CurvePoint>,
}

/// Returns the report of the dataset in `folder`. Without a bound on what was missed, 1 % of the
/// unflagged is taken, as an illustration.
///
/// # Errors
///
/// If the folder has no figures, or one of its files is not in its layout.
pub fn report(folder: &Path, options: &AuditOptions) -> Result<Outcome<Report>> {
    if !folder.is_dir() {
        return Err(Error::file(folder, "no such folder, expected a dataset with figures.csv"));
    }
    let illustration = Probability::new(0.01).map(MissedAtMost::Share)?;
    let missed_at_most = options.missed_at_most.unwrap_or(illustration);
    let given = *options;
    let options = AuditOptions { missed_at_most: Some(missed_at_most), ..given };
    let disclosure = read_disclosure(&[PathBuf::from(folder)])?;
    let cases = assemble(&disclosure.figures)?;
    let (audit, mut findings) = audit_cases(&cases, &disclosure.ratios, &options);
    let mut inputs = disclosure.inputs;
    let (mut reconciliation, mut without) = (Vec::new(), Vec::new());
    if let Some(files) = read_country_files(folder)? {
        reconciliation = reconcile(&files.received, &files.sent);
        without = left_out(&files.without, &reconciliation);
        inputs.extend(files.inputs);
        findings.extend(Reconciliation::finding(&reconciliation));
    }
    let (claims, claims_findings, claims_inputs) = claims(folder, &options)?;
    findings.extend(claims_findings);
    let is_new = |input: &Digest| !inputs.contains(input);
    let claims_inputs: Vec<Digest> = claims_inputs.into_iter().filter(is_new).collect();
    inputs.extend(claims_inputs);
    let dataset = name(folder)?;
    let readme = read_readme(folder)?;
    inputs.extend(readme.input);
    let report = Report {
        title: readme.title.unwrap_or_else(|| dataset.clone()),
        reproduce: reproduce(folder, &given),
        dataset,
        answer: answer(&audit, options.confidence, &in_words(missed_at_most)),
        chapters: chapters(&audit, &options),
        audit,
        claims,
        reconciliation,
        left_out: without,
        missed_at_most: Some(in_words(missed_at_most)),
        missed_is_illustration: given.missed_at_most.is_none(),
        sources: readme.sources,
        doubtful: readme.doubtful,
    };
    Ok(Outcome::new("report", options.confidence, inputs, report, findings))
}

/// The shares of violating items to which a report carries precision.
const PREVALENCES: [(f64, &str); 3] = [(1e-3, "1e-3"), (1e-4, "1e-4"), (1e-6, "1e-6")];

/// The verdicts on the claims of `folder`, on the evidence in it, without any assumption about a funnel.
fn claims(folder: &Path, options: &AuditOptions) -> Result<(Claims, Vec<Finding>, Vec<Digest>)> {
    if !folder.join("claims.csv").is_file() {
        return Ok((Claims { claims: Vec::new() }, Vec::new(), Vec::new()));
    }
    let (claims, evidence) = read_claims_and_evidence(folder, &[], None)?;
    let prevalence = |(share, text): (f64, &str)| {
        Probability::new(share)
            .map(|share| PrevalenceGiven { text: text.to_owned(), prevalence: Rate::Known(share) })
    };
    let options = ClaimsOptions {
        audit: *options,
        assumed: None,
        label_error: None,
        threshold: None,
        prevalences: PREVALENCES.into_iter().map(prevalence).collect::<Result<_>>()?,
        matching: MatchingOptions::default(),
    };
    let (claims, findings) = judge_claims(&claims, &evidence, &options)?;
    Ok((claims, findings, evidence.inputs))
}

fn name(folder: &Path) -> Result<String> {
    let whole = folder.canonicalize().map_err(|e| Error::file(folder, e.to_string()))?;
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned());
    name.ok_or_else(|| {
        Error::file(folder, "a folder without a name, expected one to name the report")
    })
}

/// The command line that gives these options.
fn reproduce(folder: &Path, options: &AuditOptions) -> String {
    let confidence = (options.confidence != Confidence::DEFAULT)
        .then(|| format!(" --confidence {}", options.confidence.level()));
    let kappa = options.kappa.map(|kappa| format!(" --kappa {}..{}", kappa.low(), kappa.high()));
    let missed = options.missed_at_most.map(|missed| match missed {
        MissedAtMost::Count(count) => format!(" --missed-at-most {count}"),
        MissedAtMost::Share(share) => {
            let percent = short_percent(share.get()).replace(SPACE, "");
            format!(" --missed-at-most {percent}")
        }
    });
    let rereview = options.rereview.map(|rereview| {
        let (found, reversed) = (rereview.sensitivity(), rereview.false_reversal());
        format!(
            " --rereview-sensitivity {}..{} --false-reversal {}..{}",
            found.low(),
            found.high(),
            reversed.low(),
            reversed.high()
        )
    });
    let options: String = [confidence, kappa, rereview, missed].into_iter().flatten().collect();
    format!("baserate report {}{options}", folder.display())
}

fn chapters(audit: &Audit, options: &AuditOptions) -> Vec<CaseChapter> {
    let chapter = |case: &CaseResult| CaseChapter {
        case: case.case.id.clone(),
        advice: advice(case, options.confidence),
        kappa_curve: kappa_curve(&case.counts, &case.printed, &kappas(case)),
    };
    audit.cases.iter().map(chapter).collect()
}

/// The κ at which the curve of `case` is computed: from 0.1 on, past its last tipping point.
fn kappas(case: &CaseResult) -> Vec<f64> {
    let tipping = case.tipping_points.iter().filter_map(|point| point.kappa);
    let needed = tipping.fold(LEAST_END, f64::max);
    let decades: Vec<f64> = DECADES.into_iter().filter(|start| *start < needed).collect();
    let end = decades.last().map_or(LEAST_END, |start| start * 10.0);
    let within = |start: &f64| WITHIN_DECADE.map(|step| step * start);
    decades.iter().flat_map(within).chain([end]).collect()
}

fn in_words(missed: MissedAtMost) -> String {
    let bound = match missed {
        MissedAtMost::Count(count) => grouped(count),
        MissedAtMost::Share(share) => short_percent(share.get()),
    };
    format!("{bound} of what was not flagged")
}
