//! Thresholds of `baserate sweep` in a stream with another share of positives: where each rule holds, in words and
//! in numbers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::process::Command;

use serde_json::Value;

const SCORES: &str = "tests/cli/scores.in/scores.csv";

fn sweep(options: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["sweep", SCORES])
        .args(options)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace('\u{a0}', " ");
    (output.status.success(), text(output.stdout), text(output.stderr))
}

fn points(options: &[&str]) -> Vec<Value> {
    let (_, text, _) = sweep(&[options, &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&text).unwrap();
    document["result"]["operating_points"].as_array().unwrap().clone()
}

const ALL: [&str; 13] = [
    "--fpr",
    "5%",
    "--recall",
    "50%",
    "--precision",
    "30%",
    "--flags-per-day",
    "20",
    "--volume-per-day",
    "1000",
    "--cost-ratio",
    "50",
    "--youden",
];

/// A rule that takes another threshold at another prevalence says at which it holds, and the others do not.
#[test]
fn rules_say_where_they_hold() {
    let at = [&ALL[..], &["--f-beta", "2", "--prevalence", "2%"]].concat();
    let (_, table, _) = sweep(&[&at[..], &["--format", "markdown"]].concat());
    for words in [
        "precision at least 30 % at 2%",
        "at most 20 flags a day, of 1 000 items, at 2%",
        "least cost, a miss 50 times a wrong flag, at 2%",
        "highest F2 at 2%",
        "A rule that names this prevalence holds there",
    ] {
        assert!(table.contains(words), "{words}\n{table}");
    }
    let held: Vec<Option<f64>> =
        points(&at).iter().map(|point| point["at_prevalence"].as_f64()).collect();
    let there = Some(0.02);
    assert_eq!(held, [None, None, there, there, there, None, there]);
    let here = points(&[&ALL[..], &["--f-beta", "2"]].concat());
    assert!(here.iter().all(|point| point.get("at_prevalence").is_none()));
}

/// The rule is kept at the prevalence that it names, reckoned from the counts alone.
#[test]
fn precision_is_kept_at_the_prevalence_that_the_rule_names() {
    let point = &points(&["--precision", "30%", "--prevalence", "2%"])[0];
    let count = |name: &str| point["counts"][name].as_f64().unwrap();
    let (recall, fpr) =
        (count("tp") / (count("tp") + count("fn")), count("fp") / (count("fp") + count("tn")));
    let there = recall * 0.02 / (recall * 0.02 + fpr * 0.98);
    assert!(
        there >= 0.3
            && (there - point["ppv_at_prevalence"]["estimate"].as_f64().unwrap()).abs() < 1e-12
    );
}

#[test]
fn no_guarantee_of_precision_is_carried_to_another_prevalence() {
    let options = ["--precision", "60%", "--guarantee", "0.8", "--split", "--seed", "4"];
    assert!(sweep(&options).0);
    let (is_done, _, error) = sweep(&[&options[..], &["--prevalence", "1%"]].concat());
    assert!(!is_done);
    assert_eq!(
        error,
        "error: a guarantee of precision at another prevalence, expected one with the share of positives of these \
         rows, which is all that its test can vouch for; leave out --prevalence, or take --fpr and --recall for the \
         guarantee\n"
    );
    // Rates that do not depend on the prevalence keep theirs.
    let rates = ["--fpr", "5%", "--recall", "70%", "--guarantee", "0.8", "--prevalence", "1%"];
    let kept = points(&rates);
    assert!(kept.iter().all(|point| point["guarantee"] == 0.8));
    assert!(kept.iter().all(|point| point.get("at_prevalence").is_none()));
}
