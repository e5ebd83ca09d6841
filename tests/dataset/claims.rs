//! The verdicts on the claims of the sources, and the values that were worked out by hand from the
//! figures that they print.

use baserate::claim::Verdict;
use baserate::evaluation::{
    self, AuditOptions, ClaimResult, ClaimsOptions, MatchingOptions, PrevalenceGiven,
};
use baserate::quantity::{Probability, Rate};

use super::{assert_near, folder};

fn claims() -> Vec<ClaimResult> {
    let prevalence = |share: f64| PrevalenceGiven {
        text: share.to_string(),
        prevalence: Rate::Known(Probability::new(share).unwrap()),
    };
    let options = ClaimsOptions {
        audit: AuditOptions::default(),
        assumed: None,
        label_error: None,
        threshold: None,
        prevalences: [1e-3, 1e-4, 1e-6].map(prevalence).to_vec(),
        matching: MatchingOptions::default(),
    };
    evaluation::claims(&folder(), &[], &options).unwrap().result.claims
}

fn claim(id: &str) -> ClaimResult {
    claims().into_iter().find(|result| result.claim.id == id).unwrap()
}

#[test]
fn every_claim_has_its_verdict() {
    let of = |verdict: Verdict| -> Vec<String> {
        let claims = claims().into_iter().filter(|result| result.judged.verdict == verdict);
        claims.map(|result| result.claim.id).collect()
    };
    assert_eq!(of(Verdict::Refuted), ["ncmec-95-percent-meta", "belgium-up-319-percent"]);
    assert_eq!(
        of(Verdict::Supported),
        [
            "letter-footnote-3-17-a-second",
            "ncmec-2021-with-images",
            "ncmec-2022-with-images",
            "ncmec-2021-from-messaging",
            "ncmec-2022-from-messaging",
            "ncmec-2021-from-social-or-gaming",
            "ncmec-2022-from-social-or-gaming",
        ]
    );
    assert_eq!(
        of(Verdict::IllDefined),
        [
            "photodna-very-accurate",
            "new-material-above-90",
            "thorn-99-accuracy",
            "thorn-99-9-precision",
            "senate-12-percent",
            "known-material-below-1",
            "child-focus-99-9-reliability",
            "hash-matching-extremely-precise",
        ]
    );
    assert_eq!((of(Verdict::Untested).len(), of(Verdict::NotIdentified).len()), (10, 0));
    assert_eq!(claims().len(), 27);
}

/// 21 165 208 + 5 007 902 + 1 017 555 of 32 059 029.
#[test]
fn meta_is_not_95_percent_of_the_reports_of_2022() {
    let result = claim("ncmec-95-percent-meta");
    assert_near(result.evidence[0].estimate().unwrap(), 27_190_665.0 / 32_059_029.0, 1e-12);
    assert_eq!(
        result.why,
        "27\u{a0}190\u{a0}665 of 32\u{a0}059\u{a0}029 is 84.8\u{a0}%, and the claim is 95\u{a0}%."
    );
    // Facebook's and WhatsApp's are printed in two places; Instagram's and the total in one.
    assert_eq!(result.evidence[0].places.len(), 4);
}

#[test]
fn the_ratio_was_taken_for_the_increase() {
    let result = claim("belgium-up-319-percent");
    assert_near(result.evidence[0].estimate().unwrap(), 50_299.0 / 15_762.0 - 1.0, 1e-12);
    assert!(result.why.contains("an increase of 219\u{a0}%"), "{}", result.why);
    assert!(result.why.contains("3.19 times"), "{}", result.why);
}

/// 100 million in the 31 536 000 seconds of 2023.
#[test]
fn the_images_a_second_come_out() {
    let result = claim("letter-footnote-3-17-a-second");
    assert_near(result.evidence[0].estimate().unwrap(), 1e8 / 31_536_000.0, 1e-12);
}

/// With a precision of .99, FPR = r π / (99 (1 - π)); it is .001 at π = .099 / (r + .099).
#[test]
fn no_reading_of_99_percent_gives_a_tenth_of_a_percent() {
    let result = claim("thorn-0-1-false-positives");
    let readings: Vec<&str> = result.implied.readings.iter().map(|reading| reading.name).collect();
    assert_eq!(readings, ["precision", "accuracy", "specificity", "recall"]);
    let precision = &result.implied.readings[0].meaning;
    for (recall, words) in [(1.0, "9.01\u{a0}%"), (0.5, "16.5\u{a0}%")] {
        let prevalence: f64 = 0.099 / (recall + 0.099);
        assert_eq!(baserate::quantity::display::percent(prevalence), words);
        assert!(precision.contains(words), "{precision}");
    }
    assert!(result.implied.sentences[0].contains("under no reading of it"));
}

/// 1 - (1 - 2e-11)^n <= .05; binomial tails by scipy.stats.binom.sf(k - 1, 12.3e9, 2e-11), which for
/// such rare events are Poisson's: 1 - e^-.246 (1 + .246 [+ .246²/2]).
#[test]
fn one_in_fifty_billion() {
    let result = claim("photodna-1-in-50-billion");
    assert_eq!(result.needed.tests[0].trials, 149_786_613_677);
    let microsoft = result.implied.predictions.iter().find(|p| p.volume == 12_300_000_000).unwrap();
    assert_eq!(microsoft.reversed, Some(17));
    assert_near(microsoft.expected, 0.246, 1e-12);
    let poisson = |terms: f64| 1.0 - (-0.246_f64).exp() * terms;
    let two = poisson(1.246);
    assert_near(microsoft.at_least[1].probability, two, 1e-8);
    assert_near(microsoft.at_least[2].probability, poisson(1.246 + 0.246 * 0.246 / 2.0), 1e-7);
    assert!((two - 0.026).abs() < 5e-4);
}

/// odds(PPV) = odds(.999) · odds(1e-4) / odds(.5), and 90.8 % where 1 % of the test was violating.
#[test]
fn precision_of_999_in_a_thousand_elsewhere() {
    let result = claim("child-focus-84-detection");
    let at = |test: f64, prevalence: f64| {
        let point = result.implied.ppv.iter().find(|point| {
            point.test_prevalence == Some(test)
                && point.prevalence.to_bits() == prevalence.to_bits()
        });
        point.unwrap().ppv
    };
    for (prevalence, ppv) in [(1e-3, 0.50), (1e-4, 0.0908), (1e-6, 0.000_998)] {
        assert_near(at(0.5, prevalence), ppv, 1e-3);
    }
    assert_near(at(0.01, 1e-4), 0.908, 1e-3);
}
