//! `baserate layers` from outside: what it understands, and what it refuses with one clear error.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

const FIRST: &str = "hash,,60%,1e-9";

fn layers(content: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("layers.csv"), content).unwrap();
    Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["layers", "layers.csv", "--prevalence", "0.1%", "--format", "json"])
        .current_dir(folder.path())
        .output()
        .unwrap()
}

fn result(content: &str) -> Value {
    let output = layers(content);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice::<Value>(&output.stdout).unwrap()["result"].clone()
}

fn refusal(content: &str) -> String {
    let output = layers(content);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{content}");
    let error = String::from_utf8(output.stderr).unwrap();
    error.strip_prefix("error: ").unwrap().trim_end().to_owned()
}

/// The refusal of a second layer with these columns and fields beside its name, measured on all unless
/// they say otherwise.
fn refused_second(columns: &str, fields: &str) -> String {
    let says = columns.contains("measured_on");
    let added = |text: &str, end| if says { text.to_owned() } else { format!("{text},{end}") };
    let (columns, fields) = (added(columns, "measured_on"), added(fields, "all"));
    let gaps = ",".repeat(columns.matches(',').count());
    refusal(&format!("layer,recall,fpr,{columns}\nhash,60%,1e-9,{gaps}\nreview,{fields}\n"))
}

#[test]
fn order_of_columns_and_separators_make_no_difference() {
    let expected = result(&format!(
        "layer,join,recall,fpr,measured_on\n{FIRST},\nreview,series,84 of 100,0.03,all\n"
    ));
    for content in [
        "fpr;recall;note;join;measured_on;layer\n1 in 1000000000;0.6;;;all;hash\n3%;84 of 100;by two people;series;all;review\n",
        "layer\tjoin\tmeasured_on\tshare\trecall\tfpr\nhash\t\tall\t100%\t0.6\t1e-9\n\nreview\tseries\tall\t\t84 of 1e2\t3 %\n",
    ] {
        assert_eq!(result(content), expected, "{content}");
    }
}

#[test]
fn sets_have_the_keys_of_sets() {
    let result =
        result(&format!("layer,join,recall,fpr\n{FIRST}\nclassifier,parallel,84 of 100,2%\n"));
    let recall = &result["stages"][1]["recall"];
    assert_eq!((&recall["of"], &recall["status"]), (&"scanned".into(), &"interval".into()));
    let number = |key: &str| recall[key].as_f64().unwrap();
    assert_eq!((number("lower"), number("upper")), (0.84, 1.0));
    assert!((number("independent") - 0.936).abs() < 1e-12);
    assert!(number("confidence_lower") < 0.76 && number("confidence_upper") >= 1.0);
    let row = &result["rows"][0];
    assert_eq!((&row["after"], &row["fdr"]["status"]), (&"hash".into(), &"point".into()));
    assert_eq!(row["fdr"]["of"], "flags");
    assert!(row["flags"].get("of").is_none() && row["flags"]["lower"].is_number());
}

#[test]
fn what_is_undefined_is_null_with_a_reason() {
    let result = result("layer,recall,fpr\nnothing,0,0\n");
    let fdr = &result["rows"][0]["fdr"];
    assert!(["lower", "upper", "independent"].iter().all(|key| fdr[key].is_null()), "{fdr}");
    assert_eq!(fdr["reason"], "nothing would be flagged there");
}

#[test]
fn every_refusal_names_place_found_expected_and_remedy() {
    for (columns, fields, error) in [
        (
            "join",
            "90%,3%,and",
            "join is \"and\", expected parallel (it adds flags) or series (flags stand only if it confirms them)",
        ),
        (
            "join",
            "90%,3%,",
            "join is empty, expected parallel (it adds flags) or series (flags stand only if it confirms them)",
        ),
        (
            "join",
            "101%,3%,series",
            "recall is \"101%\", expected a share from 0 to 1, such as 0.84, 84%, 1 in 1000 or the counts 84 of 100",
        ),
        (
            "join",
            "90%,\"0,03\",series",
            "fpr is \"0,03\", expected a share from 0 to 1, such as 0.84, 84%, 1 in 1000 or the counts 84 of 100; \
             write a decimal point",
        ),
        (
            "join",
            "90%,,series",
            "fpr is empty, expected a share from 0 to 1, such as 0.84, 84%, 1 in 1000 or the counts 84 of 100",
        ),
        (
            "join,share",
            "90%,3%,series,1.5",
            "share is \"1.5\", expected a share from 0 to 1, such as 0.4 or 40%",
        ),
        (
            "join,measured_on",
            "90%,3%,series,flags",
            "measured_on is \"flags\", expected all (all items) or reached (the items that reached this layer)",
        ),
        (
            "join,measured_on",
            "90%,3%,series,",
            "measured_on is empty, expected all (all items) or reached (the items that reached this layer); \
             a layer in series must say it: reviewers who were tested on flags are measured on reached",
        ),
        (
            "join,dependence_innocent",
            "90%,3%,series,NaN",
            "dependence_innocent is \"NaN\", expected a number from -1 to 1: 0 for independence, 1 for as much \
             agreement and -1 for as little as the rates allow",
        ),
        (
            "join,measured_on,dependence_violating",
            "90%,3%,series,reached,0",
            "a dependence of a layer measured on what reached it, whose rates hold the dependence, expected \
             none; leave it empty",
        ),
    ] {
        assert_eq!(refused_second(columns, fields), format!("layers.csv:3: {error}"));
    }
    for (content, error) in [
        ("", "an empty file, expected a header line and rows"),
        ("layer,recall,fpr\n", "a header without rows, expected at least one row"),
    ] {
        assert_eq!(refusal(content), format!("layers.csv: {error}"));
    }
    for (content, error) in [
        (
            "layer,recall\nhash,1\n",
            "1: no column \"fpr\", found layer, recall; add it, or rename the column that holds it to \"fpr\"",
        ),
        (
            "layer,recall,fpr,join\nhash,1,0,series\n",
            "2: join is \"series\", expected it empty in the first layer; there is nothing before it to be \
             joined to",
        ),
        (
            "layer,recall,fpr,dependence_violating\nhash,1,0,0.1\n",
            "2: a dependence of the first layer, which depends on none, expected none; leave it empty",
        ),
        (
            "layer,recall,fpr,join\nhash,1,0,\nhash,1,0,parallel\n",
            "3: layer \"hash\" is there twice, expected once; give each layer a name of its own",
        ),
        ("layer,recall,fpr\n,1,0\n", "2: layer is empty, expected a value"),
    ] {
        assert_eq!(refusal(content), format!("layers.csv:{error}"));
    }
    assert!(refusal("layer,recall,fpr,tnr\nhash,1,0,1\n").contains("unknown column \"tnr\""));
}
