//! The layout of `audit --format json`, which other programs read.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};

const STATUSES: [&str; 4] = ["point", "interval", "unidentified", "empty"];
const POPULATIONS: [&str; 3] = ["actions", "flags", "scanned"];
const RUNGS: [&str; 12] = ["0", "1", "2", "3", "3'", "4", "5", "6", "7", "8", "8'", "9"];

/// What `audit` says about a folder, as JSON.
fn audit(folder: &str, options: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["audit", folder, "--format", "json"])
        .args(options)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn everything() -> Vec<Value> {
    let options = [
        "--kappa",
        "1..5",
        "--missed-at-most",
        "1%",
        "--rereview-sensitivity",
        "0.8..0.9",
        "--false-reversal",
        "5%",
    ];
    let folders = [
        "datasets/eu-interim-regulation",
        "tests/cli/example.in",
        "tests/cli/contradiction.in",
        "tests/cli/audited.in",
    ];
    folders.iter().map(|folder| audit(folder, &options)).collect()
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}"))
}

fn assert_keys(value: &Value, needed: &[&str], allowed: &[&str]) {
    let keys: BTreeSet<&str> = object(value).keys().map(String::as_str).collect();
    for key in needed {
        assert!(keys.contains(key), "no {key}: {value}");
    }
    for key in keys {
        assert!(needed.contains(&key) || allowed.contains(&key), "unexpected {key}: {value}");
    }
}

fn cases(document: &Value) -> &Vec<Value> {
    document["result"]["cases"].as_array().unwrap()
}

#[test]
fn the_document() {
    let document = audit("tests/cli/example.in", &["--confidence", "0.9"]);
    let keys: Vec<&String> = object(&document).keys().collect();
    assert_eq!(
        keys,
        ["schema", "command", "version", "confidence", "inputs", "result", "findings"]
    );
    assert_eq!(document["schema"], "baserate/1");
    assert_eq!(document["command"], "audit");
    assert_eq!(document["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(document["confidence"], 0.9);
    let inputs = document["inputs"].as_array().unwrap();
    let paths: Vec<&str> = inputs.iter().map(|input| input["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["tests/cli/example.in/figures.csv", "tests/cli/example.in/ratios.csv"]);
    for input in inputs {
        assert_keys(input, &["path", "sha256"], &[]);
        let digest = input["sha256"].as_str().unwrap();
        assert!(digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()), "{digest}");
    }
}

#[test]
fn cases_and_their_figures() {
    for document in everything() {
        let mut ids = BTreeSet::new();
        for case in cases(&document) {
            let needed = [
                "id",
                "provider",
                "service",
                "technology",
                "period",
                "unit",
                "scope",
                "figures",
                "proxies",
                "ladder",
                "tipping_points",
            ];
            assert_keys(case, &needed, &["category", "proxy_intervals"]);
            assert!(ids.insert(case["id"].as_str().unwrap()), "twice: {}", case["id"]);
            assert_keys(&case["period"], &["start", "end"], &[]);
            assert!(!object(&case["figures"]).is_empty());
            for figure in object(&case["figures"]).values() {
                assert_keys(figure, &["value", "low", "high"], &["places"]);
                let number = |key: &str| figure[key].as_u64();
                let (value, low) = (number("value").unwrap(), number("low").unwrap());
                let high = number("high").unwrap_or(u64::MAX);
                assert!(figure["high"].is_null() || figure["high"].is_u64(), "{figure}");
                assert!(low <= value && value <= high, "{figure}");
            }
            for value in object(&case["proxies"]).values() {
                assert!(value.is_null() || is_share(value), "{value}");
            }
        }
    }
}

fn is_share(value: &Value) -> bool {
    value.as_f64().is_some_and(|share| (0.0..=1.0).contains(&share))
}

#[test]
fn rungs_and_their_sets() {
    let (mut statuses, mut names) = (BTreeSet::new(), BTreeSet::new());
    for document in everything() {
        for case in cases(&document) {
            let rungs = case["ladder"].as_array().unwrap();
            assert_eq!(rungs[0]["rung"], "0");
            for rung in rungs {
                let sets = ["fdr", "fpr", "recall", "prevalence"];
                assert_keys(rung, &[&["rung", "assumptions"], &sets[..]].concat(), &["given"]);
                assert!(RUNGS.contains(&rung["rung"].as_str().unwrap()), "{rung}");
                assert!(rung["assumptions"].as_array().unwrap().iter().all(Value::is_string));
                names.insert(rung["rung"].as_str().unwrap().to_owned());
                for name in sets {
                    check_set(&rung[name]);
                    statuses.insert(rung[name]["status"].as_str().unwrap().to_owned());
                }
            }
        }
    }
    assert_eq!(statuses.len(), STATUSES.len(), "only {statuses:?} occur");
    assert_eq!(names.len(), RUNGS.len(), "only {names:?} occur");
}

fn check_set(set: &Value) {
    let further = ["printed_lower", "printed_upper", "confidence_lower", "confidence_upper"];
    assert_keys(set, &["of", "lower", "upper", "status"], &further);
    assert!(POPULATIONS.contains(&set["of"].as_str().unwrap()), "{set}");
    match set["status"].as_str().unwrap() {
        "empty" => assert!(set["lower"].is_null() && set["upper"].is_null(), "{set}"),
        "unidentified" => assert!(set["lower"] == 0.0 && set["upper"] == 1.0, "{set}"),
        status => {
            assert!(STATUSES.contains(&status), "{set}");
            assert!(is_share(&set["lower"]) && is_share(&set["upper"]), "{set}");
            let equal = set["lower"] == set["upper"];
            assert_eq!(equal, status == "point", "{set}");
        }
    }
    assert_eq!(set.get("confidence_lower").is_some(), set.get("confidence_upper").is_some());
}

#[test]
fn tipping_points_and_intervals() {
    let mut without_kappa = 0;
    for document in everything() {
        for case in cases(&document) {
            for point in case["tipping_points"].as_array().unwrap() {
                assert_keys(point, &["fdr", "kappa", "kappa_low", "kappa_high"], &["reason"]);
                assert_eq!(point["kappa"].is_null(), point.get("reason").is_some(), "{point}");
                without_kappa += usize::from(point["kappa"].is_null());
            }
            let intervals = object(&case["proxy_intervals"]).values();
            for estimate in intervals.flat_map(|proxy| proxy["intervals"].as_array().unwrap()) {
                let further = ["events", "trials", "reason"];
                assert_keys(estimate, &["estimate", "lower", "upper", "method"], &further);
                let undefined = estimate["estimate"].is_null();
                assert_eq!(undefined, estimate.get("reason").is_some(), "{estimate}");
                assert_eq!(undefined, estimate.get("trials").is_none(), "{estimate}");
            }
        }
    }
    assert!(without_kappa > 0);
}

#[test]
fn findings() {
    for document in everything() {
        let ids: Vec<&Value> = cases(&document).iter().map(|case| &case["id"]).collect();
        for finding in document["findings"].as_array().unwrap() {
            assert_keys(finding, &["code", "severity", "cases", "message", "ask", "places"], &[]);
            let severity = finding["severity"].as_str().unwrap();
            assert!(["note", "warning", "contradiction"].contains(&severity), "{finding}");
            assert!(finding["cases"].as_array().unwrap().iter().all(|id| ids.contains(&id)));
            assert!(finding["places"].as_array().unwrap().iter().all(Value::is_string));
        }
    }
}
