//! `baserate metrics --weight` from outside: both layouts, what is added up, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

/// All flags were labelled, and one in a thousand of the rest.
const LONG: &str = "\
system,stratum,actual,predicted,count,weight
A,flagged,1,1,84,1
A,flagged,0,1,2,1
A,rest,1,0,3,1000
A,rest,0,0,1997,1000
";

fn metrics(content: &str, options: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("counts.csv"), content).unwrap();
    Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["metrics", "counts.csv", "--weight", "weight"])
        .args(options)
        .current_dir(folder.path())
        .output()
        .unwrap()
}

fn result(content: &str, options: &[&str]) -> Value {
    let output = metrics(content, &[&["--format", "json"], options].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    document["result"].clone()
}

fn refusal(content: &str, options: &[&str]) -> String {
    let output = metrics(content, options);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let error = String::from_utf8(output.stderr).unwrap();
    error.trim_end().strip_prefix("error: ").unwrap().to_owned()
}

#[test]
fn strata_are_added_up_with_their_weights() {
    let result = result(LONG, &["--prevalence", "1e-5"]);
    let system = &result["systems"][0];
    assert_eq!(system["labels"], serde_json::json!({}));
    assert_eq!(system["counts"], serde_json::json!({"tp": 84, "fp": 2, "fn": 3, "tn": 1997}));
    let weights = &system["weights"];
    let totals = serde_json::json!({"tp": 84.0, "fp": 2.0, "fn": 3000.0, "tn": 1_997_000.0});
    assert_eq!(weights["weighted_counts"], totals);
    assert_eq!((&weights["column"], &weights["rows"]), (&"weight".into(), &2.into()));
    assert_eq!(weights["greatest"], 1000.0);
    // 2086 items; Σw² = 86 + 2000·10⁶, Σw = 86 + 2 000 000.
    let effect = 2086.0 * 2_000_000_086.0 / (2_000_086.0 * 2_000_086.0);
    assert!((weights["design_effect"].as_f64().unwrap() / effect - 1.0).abs() < 1e-12);
    let recall = &system["metrics"]["recall"];
    assert!((recall["estimate"].as_f64().unwrap() - 84.0 / 3084.0).abs() < 1e-15);
    assert_eq!(
        (&recall["method"], &recall["sampled_trials"]),
        (&"melded-gamma".into(), &87.into())
    );
    assert!(recall.get("trials").is_none() && recall["design_effect"].is_f64());
    assert!(system["metrics"]["ppv_at_prevalence"]["lower"].is_f64());
    assert_eq!(system["metrics"].as_object().unwrap().len(), 20);
}

#[test]
fn both_layouts_and_separators_agree() {
    let expected = result(LONG, &[])["systems"][0]["metrics"].clone();
    let wide = "weight;system;part;tp;fp;fn;tn\n1;A;x;84;2;0;0\n1e3;A;y;0;0;3;1997\n";
    assert_eq!(result(wide, &[])["systems"][0]["metrics"]["precision"]["sampled_trials"], 86);
    // A row of four counts says that its stratum could have held all of them.
    let found = &result(wide, &[])["systems"][0]["metrics"];
    assert_eq!(found["recall"]["estimate"], expected["recall"]["estimate"]);
    let classes = LONG.replace(",1,1,", ",cat,cat,").replace(",0,1,", ",dog,cat,");
    let classes = classes.replace(",1,0,", ",cat,dog,").replace(",0,0,", ",dog,dog,");
    assert_eq!(result(&classes, &["--positive", "cat"])["systems"][0]["metrics"], expected);
}

#[test]
fn grouping() {
    let content = "system,language,part,tp,fp,fn,tn,weight\n\
                   A,en,x,5,1,2,90,1\nA,en,y,3,1,1,40,10\nA,fr,x,7,2,1,50,2.5\nB,en,x,6,1,1,80,4\n";
    let groups = |options: &[&str]| -> Vec<String> {
        let result = result(content, options);
        let line = |s: &Value| {
            let totals = &s["weights"]["weighted_counts"];
            format!("{} {} {}", s["system"].as_str().unwrap(), s["labels"], totals["tp"])
        };
        result["systems"].as_array().unwrap().iter().map(line).collect()
    };
    assert_eq!(groups(&[]), ["A {} 52.5", "B {} 24.0"]);
    let by_language = [
        r#"A {"language":"en"} 35.0"#,
        r#"A {"language":"fr"} 17.5"#,
        r#"B {"language":"en"} 24.0"#,
    ];
    assert_eq!(groups(&["--by", "language"]), by_language);
    assert_eq!(groups(&["--pool"]), ["A + B {} 76.5"]);
    assert_eq!(
        groups(&["--pool", "--by", "language"]),
        [r#"A + B {"language":"en"} 59.0"#, r#"A {"language":"fr"} 17.5"#]
    );
}

#[test]
fn equal_weights_give_the_unweighted_shares() {
    let content = "system,tp,fp,fn,tn,weight\nA,84,2,16,99998,1\n";
    let weighted = &result(content, &[])["systems"][0]["metrics"]["recall"];
    let near =
        |key: &str, expected: f64| (weighted[key].as_f64().unwrap() - expected).abs() < 1e-12;
    // statsmodels: proportion_confint(84, 100, alpha=0.05, method="beta").
    assert!(near("lower", 0.753_212_402_589_137_7) && near("upper", 0.905_689_710_026_053_7));
    assert!(near("design_effect", 1.0));
}

#[test]
fn csv_has_the_weighted_counts() {
    let text = String::from_utf8(metrics(LONG, &["--format", "csv"]).stdout).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next().unwrap(),
        "system,tp,fp,fn,tn,weighted_tp,weighted_fp,weighted_fn,weighted_tn,metric,prevalence,\
         estimate,lower,upper,method,events,trials,reason,sampled_events,sampled_trials,design_effect"
    );
    let precision = lines.next().unwrap();
    assert!(precision.starts_with("A,84,2,3,1997,84,2,3000,1997000,precision,,0.97674"));
    assert!(precision.contains(",melded-gamma,,,,84,86,"), "{precision}");
    assert_eq!(lines.count(), 17);
}

#[test]
fn weights_that_are_none() {
    let expected = "of how many items each counted one was drawn, a number of at least 1";
    let inverse = "it is the inverse of the sampling probability: 1000 where one in 1000 was drawn";
    let most = "the largest weight is 18446744073709551615";
    let comma = "write thousands without a separator, as in 1000, and decimals with a point";
    let point = "write twelve thousand as 12000 and twelve as 12, without a point";
    for (weight, remedy) in [
        ("0.001", inverse),
        ("0", inverse),
        ("-5", inverse),
        ("NaN", inverse),
        ("inf", most),
        ("1e300", most),
        ("1 in 1000", inverse),
        ("\"1,5\"", comma),
        ("12.000", point),
    ] {
        let content = LONG.replace(",3,1000\n", &format!(",3,{weight}\n"));
        let found = weight.trim_matches('"');
        assert_eq!(
            refusal(&content, &[]),
            format!("counts.csv:4: weight is \"{found}\", expected {expected}; {remedy}")
        );
    }
    let empty = LONG.replace(",3,1000\n", ",3,\n");
    assert_eq!(
        refusal(&empty, &[]),
        format!("counts.csv:4: weight is empty, expected {expected}; {inverse}")
    );
    assert!(metrics(&LONG.replace(",1000\n", ",12.5\n"), &[]).status.success());
}

#[test]
fn columns_and_options_that_do_not_go_together() {
    assert_eq!(
        refusal(&LONG.replace("weight", "w"), &[]),
        "counts.csv:1: no column \"weight\" with weights, found system, stratum, actual, predicted, \
         count, w; name the column of the weights with --weight"
    );
    for option in [&["--interval", "wilson"][..], &["--multiclass"]] {
        let error = String::from_utf8(metrics(LONG, option).stderr).unwrap();
        assert!(error.contains("cannot be used with"), "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("counts.csv"), LONG).unwrap();
    let named = |column: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baserate"));
        command.args(["metrics", "counts.csv", "--weight", column]).current_dir(folder.path());
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    let layout = "error: --weight names count, which is a column of the layout itself; name the \
                  column of the weights\n";
    assert_eq!(named("count"), layout);
}

/// A missed row would leave out what nothing found there leaves open.
#[test]
fn strata_that_leave_something_open() {
    let expected = "expected one for each truth of a decision, each decision of a truth, or all four; \
                    add it, with a count of 0 where there were none";
    let without = |row: &str| LONG.replace(row, "");
    assert_eq!(
        refusal(&without("A,rest,1,0,3,1000\n"), &[]),
        format!(
            "counts.csv:4: system \"A\" (stratum rest) has no row for actual 1 and predicted 0, {expected}"
        )
    );
    assert_eq!(
        refusal(&without("A,flagged,0,1,2,1\n"), &[]),
        format!(
            "counts.csv:2: system \"A\" (stratum flagged) has no row for actual 0 and predicted 1, {expected}"
        )
    );
    assert_eq!(
        refusal(&LONG[..LONG.find("A,rest").unwrap()], &[]),
        "counts.csv: no stratum of A has violating items that were not flagged, expected one at \
         least; add the rows of that stratum, or split by something else"
    );
    assert!(refusal(LONG, &["--by", "stratum"]).contains("no stratum of A, stratum flagged has"));
    let again = format!("{LONG}A,rest,1,0,4,1000\n");
    assert!(refusal(&again, &[]).contains("are on line 4 already, expected once"));
}

#[test]
fn a_column_of_weights_that_is_not_used_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let content = "system,tp,fp,fn,tn,weight\nA,84,2,16,99998,10\n";
    fs::write(folder.path().join("counts.csv"), content).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_baserate"));
    command.args(["metrics", "counts.csv", "--format", "json"]).current_dir(folder.path());
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(text.contains("Column weight was kept as a label; --weight weight takes it"), "{text}");
}
