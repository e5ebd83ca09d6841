//! `baserate metrics` from outside: the layouts that it understands, the input that it refuses, and
//! the JSON that other programs read.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

const NAMES: [&str; 18] = [
    "precision",
    "recall",
    "specificity",
    "npv",
    "fpr",
    "fnr",
    "fdr",
    "for",
    "accuracy",
    "balanced_accuracy",
    "f1",
    "mcc",
    "youden_j",
    "lr_positive",
    "lr_negative",
    "diagnostic_odds_ratio",
    "prevalence",
    "flag_rate",
];

fn metrics(content: &str, options: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("counts.csv"), content).unwrap();
    Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["metrics", "counts.csv"])
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
    String::from_utf8(output.stderr).unwrap().trim_end().to_owned()
}

/// The refusal of a table whose third line is `row`.
fn refused_row(row: &str) -> String {
    refusal(&format!("system,tp,fp,fn,tn\nA,1,2,3,4\n{row}\n"), &[])
}

#[test]
fn every_metric_is_there_with_its_interval() {
    let result = result("system,tp,fp,fn,tn,x\nA,240,87,178,288,y\n", &["--prevalence", "3%"]);
    let system = &result["systems"][0];
    assert_eq!((&system["system"], &system["labels"]["x"]), (&"A".into(), &"y".into()));
    let counts = serde_json::json!({"tp": 240, "fp": 87, "fn": 178, "tn": 288});
    assert_eq!(system["counts"], counts);
    let metrics = system["metrics"].as_object().unwrap();
    let names: Vec<&str> = metrics.keys().map(String::as_str).collect();
    assert_eq!(names, [&NAMES[..], &["ppv_at_prevalence", "npv_at_prevalence"]].concat());
    for (name, metric) in metrics {
        let number = |key: &str| metric[key].as_f64().unwrap();
        assert!(number("lower") < number("estimate"), "{name}: {metric}");
        assert!(number("estimate") < number("upper"), "{name}: {metric}");
        assert!(metric["method"].is_string() && metric.get("reason").is_none());
    }
    assert_eq!(
        (metrics["for"]["events"].as_u64(), metrics["for"]["trials"].as_u64()),
        (Some(178), Some(466))
    );
}

#[test]
fn what_is_undefined_is_null_with_a_reason() {
    let result = result("system,tp,fp,fn,tn\nA,0,0,0,0\n", &["--prevalence", "0.1,0.2"]);
    let metrics = result["systems"][0]["metrics"].as_object().unwrap();
    assert_eq!(metrics.len(), NAMES.len() + 4);
    assert!(metrics.contains_key("ppv_at_prevalence_0.1"));
    for metric in metrics.values() {
        assert!(["estimate", "lower", "upper"].iter().all(|key| metric[key].is_null()));
        assert!(metric["reason"].is_string(), "{metric}");
    }
}

#[test]
fn separators_column_order_and_the_long_layout_make_no_difference() {
    let expected = result("system,tp,fp,fn,tn\nA,5,6,7,8\n", &[]);
    for content in [
        "tn;fn;fp;tp;system\n8;7;6;5;A\n",
        "tp\tsystem\ttn\tfn\tfp\n5\tA\t8\t7\t6e0\n",
        "\u{feff}system,actual,predicted,count\r\nA,1,1,5\r\nA,0,1,6\r\nA,1,0,7\r\nA,0,0,8\r\n",
        "count,system,predicted,actual\n5,A,true,True\n6,A,POSITIVE,negative\n7,A,0,1\n8,A,0,0\n",
    ] {
        assert_eq!(result(content, &[])["systems"], expected["systems"], "{content}");
    }
    let classes = "system,actual,predicted,count\nA,x,x,5\nA,y,x,2\nA,z,x,4\nA,x,y,7\nA,y,z,8\n";
    assert_eq!(result(classes, &["--positive", "x"])["systems"], expected["systems"]);
}

#[test]
fn splitting_and_pooling_add_up_to_the_same_counts() {
    let content =
        "system,tp,fp,fn,tn,a,b\nS,1,2,3,4,x,p\nS,10,20,30,40,y,p\nS,5,5,5,5,x,q\nT,1,1,1,1,x,q\n";
    let counts = |options: &[&str]| -> Vec<String> {
        let result = result(content, options);
        let systems = result["systems"].as_array().unwrap();
        let line = |s: &Value| {
            let (system, cells) = (s["system"].as_str().unwrap(), &s["counts"]);
            format!("{system} {} {} {}", s["labels"], cells["tp"], cells["tn"])
        };
        systems.iter().map(line).collect()
    };
    assert_eq!(counts(&[]).len(), 4);
    assert_eq!(counts(&["--by", "system"]), ["S {} 16 49", "T {} 1 1"]);
    let by_a = [r#"S {"a":"x"} 6 9"#, r#"S {"a":"y"} 10 40"#, r#"T {"a":"x"} 1 1"#];
    assert_eq!(counts(&["--by", "a"]), by_a);
    assert_eq!(counts(&["--by", "a,b"]).len(), 4);
    assert_eq!(
        counts(&["--by", "a", "--pool"]),
        [r#"S + T {"a":"x"} 7 10"#, r#"S {"a":"y"} 10 40"#]
    );
    assert_eq!(counts(&["--pool"]), ["S + T {} 17 50"]);
}

/// The notes that name items which may have been counted more than once.
fn notes_on_twins(content: &str, options: &[&str]) -> Vec<String> {
    let result = result(content, options);
    let notes = result["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap());
    notes.filter(|note| note.contains("same items")).map(str::to_owned).collect()
}

#[test]
fn items_that_may_be_counted_twice_are_noted() {
    // B and C agree, but not with the first row.
    let pooled = "system,tp,fp,fn,tn\nA,1,2,3,4\nB,5,10,5,30\nC,9,20,1,20\n";
    let [note] = &notes_on_twins(pooled, &["--pool"])[..] else { panic!("one note") };
    assert!(note.starts_with("B and C judged equally many violating"), "{note}");
    assert!(notes_on_twins(pooled, &[]).is_empty());
    let thresholds = "system,t,tp,fp,fn,tn\nA,0.5,8,20,2,80\nA,0.9,5,2,5,98\nB,0.5,1,1,1,1\n";
    for options in [&["--by", "system"][..], &["--pool"]] {
        let [note] = &notes_on_twins(thresholds, options)[..] else { panic!("one note") };
        let start = "A: 2 of the rows added up have 10 violating and 100 innocent items each.";
        assert!(note.starts_with(start), "{note}");
    }
    assert!(notes_on_twins(thresholds, &["--by", "t"]).is_empty());
    let without_items = "system,t,tp,fp,fn,tn\nA,1,0,0,0,0\nA,2,0,0,0,0\n";
    assert!(notes_on_twins(without_items, &["--pool"]).is_empty());
}

#[test]
fn what_does_not_travel_and_what_was_taken_for_the_prevalence_is_noted() {
    let content = "system,tp,fp,fn,tn\nA,240,87,178,288\n";
    let notes = |options: &[&str]| result(content, options)["notes"].to_string();
    let without = notes(&[]);
    assert!(without.contains("do not travel to a stream with another share; --prevalence"));
    assert!(without.contains("hold only if the items were drawn at random from the stream"));
    assert!(!without.contains("Predictive values at another prevalence"));
    let (exact, counted) = ("taken as exact", "counted, its uncertainty included");
    assert!(notes(&["--prevalence", "3%"]).contains(&format!("Prevalence 3%: {exact}.")));
    let both = format!("Prevalence 3%, 1 in 9: {exact}; 31 of 8e6: {counted}.");
    assert!(notes(&["--prevalence", "3%,31 of 8e6,1 in 9"]).contains(&both));
}

#[test]
fn an_empty_label_is_told_from_none() {
    let output = metrics("system,lang,tp,fp,fn,tn\nB,,1,2,3,4\nB,en,1,2,3,5\n", &["--by", "lang"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\nB, lang (empty)\n") && text.contains("\nB, lang en\n"), "{text}");
}

#[test]
fn a_missing_folder_of_the_output_is_made() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("counts.csv"), "system,tp,fp,fn,tn\nA,1,2,3,4\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["metrics", "counts.csv", "--format", "csv", "--output", "new/deep/metrics.csv"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    let written = fs::read_to_string(folder.path().join("new/deep/metrics.csv")).unwrap();
    assert!(written.starts_with("system,tp,fp,fn,tn,metric"), "{written}");
}

#[test]
fn values_that_are_no_counts() {
    let expected = "a whole number of at least 0, such as 340000 or 12.3e9";
    for (value, remedy) in [
        ("-7", "a count cannot be negative"),
        ("1.5", "give the count itself, not a share, an average or a weight"),
        ("18446744073709551616", "the largest count is 18446744073709551615"),
        ("NaN", "give the count itself"),
        ("inf", "give the count itself"),
        ("1e20", "the largest count is 18446744073709551615"),
        ("12.000", "write twelve thousand as 12000 and twelve as 12, without a point"),
        ("\"10,5\"", "counts are whole; write thousands without a separator, as in 340000"),
        ("1 000", "write it without separators, such as 340000"),
    ] {
        let found = value.trim_matches('"');
        assert_eq!(
            refused_row(&format!("B,{value},2,3,4")),
            format!("error: counts.csv:3: tp is \"{found}\", expected {expected}; {remedy}")
        );
    }
    assert_eq!(
        refused_row("B,1,2,3,"),
        format!(
            "error: counts.csv:3: tn is empty, expected {expected}; all four counts must be known; \
             write 0 only for none"
        )
    );
    assert_eq!(
        refused_row("B,18446744073709551615,1,0,0"),
        "error: counts.csv:3: the counts add up to more than 18446744073709551615; look for a \
         count with digits too many"
    );
    let most = "system,tp,fp,fn,tn,x\nA,18446744073709551615,0,0,0,1\nA,1,0,0,0,2\n";
    assert_eq!(
        refusal(most, &["--pool"]),
        "error: the counts to be added up are more than 18446744073709551615; look for a count \
         with digits too many, or add up fewer of them"
    );
}

/// With semicolons between the fields a decimal comma needs no quotes; it is refused all the same.
#[test]
fn decimal_commas_between_semicolons() {
    let error = refusal("system;tp;fp;fn;tn\nA;12,3e9;2;3;4\n", &[]);
    let remedy = "write the decimal with a point, as in 12.3e9";
    assert!(error.starts_with("error: counts.csv:2: tp is \"12,3e9\", expected a whole number"));
    assert!(error.ends_with(remedy), "{error}");
}

#[test]
fn systems_twice_or_without_a_name() {
    assert_eq!(
        refused_row("A,9,9,9,9"),
        "error: counts.csv:3: system \"A\" is on line 2 already, expected once; remove one, or tell \
         them apart by a further column"
    );
    assert_eq!(refused_row(",1,2,3,4"), "error: counts.csv:3: system is empty, expected a value");
    let labelled = "system,tp,fp,fn,tn,language\nA,1,2,3,4,en\nA,1,2,3,4,fr\n";
    assert_eq!(result(labelled, &[])["systems"].as_array().unwrap().len(), 2);
}

#[test]
fn headers_that_do_not_fit() {
    for (content, error) in [
        ("", "counts.csv: an empty file, expected a header line and rows"),
        ("system,tp,fp,fn,tn\n", "counts.csv: a header without rows, expected at least one row"),
        (
            "system,tp,fp,fn\nA,1,2,3\n",
            "counts.csv:1: no column \"tn\", found system, tp, fp, fn; add it, or rename the column \
             that holds it to \"tn\"",
        ),
        (
            "system,tp,fp,fn,TN\nA,1,2,3,4\n",
            "counts.csv:1: no column \"tn\", found system, tp, fp, fn, TN; rename \"TN\" to \"tn\"",
        ),
        (
            "name,hits\nA,1\n",
            "counts.csv:1: no columns of counts, found name, hits, expected system, tp, fp, fn, tn \
             or system, actual, predicted, count; name the columns so, in any order",
        ),
        (
            "system,tp,fp,fn,tn,actual,predicted,count\nA,1,2,3,4,1,0,5\n",
            "counts.csv:1: columns of two layouts, tp, fp, fn, tn and actual, predicted, count, \
             expected those of one; remove or rename the columns of the other",
        ),
        (
            "System,TP,FP,FN,TN\nA,1,2,3,4\n",
            "counts.csv:1: no columns of counts, found System, TP, FP, FN, TN, expected system, tp, \
             fp, fn, tn or system, actual, predicted, count; write the names of the columns in small \
             letters",
        ),
        (
            "count,tp,system,predicted\n1,2,A,1\n",
            "counts.csv:1: columns of two layouts, tp and predicted, count, expected those of one; \
             remove or rename the columns of the other",
        ),
        (
            "system,tp,fp,fn,tn,tp\nA,1,2,3,4,5\n",
            "counts.csv:1: column \"tp\" is there twice, expected once; rename or remove one",
        ),
        (
            "system,tp,fp,fn,tn,\nA,1,2,3,4,5\n",
            "counts.csv:1: column 6 has no name, expected one; name or remove it",
        ),
    ] {
        assert_eq!(refusal(content, &[]), format!("error: {error}"));
    }
}

#[test]
fn long_layouts_that_leave_something_open() {
    let refused = |rows: &str, options: &[&str]| {
        refusal(&format!("system,actual,predicted,count\n{rows}"), options)
    };
    assert_eq!(
        refused("A,1,1,5\nA,0,1,6\nA,1,0,7\n", &[]),
        "error: counts.csv:2: system \"A\" has no row for actual 0 and predicted 0, \
         expected one for each of the four; add it, with a count of 0 where there were none"
    );
    assert_eq!(
        refused("A,1,1,5\nA,1,1,6\n", &[]),
        "error: counts.csv:3: actual \"1\" and predicted \"1\" are on line 2 already, expected \
         once; remove one, or tell them apart by a further column"
    );
    assert_eq!(
        refused("A,cat,dog,5\n", &[]),
        "error: counts.csv:2: actual is \"cat\", expected true, 1 or positive, or else false, 0 or \
         negative; or name the class to look for with --positive, or ask for all with --multiclass"
    );
    assert_eq!(
        refused("A,cat,dog,5\n", &["--positive", "cow"]),
        "error: counts.csv: no class \"cow\", found cat, dog; name one of these with --positive"
    );
    assert_eq!(
        refusal("system,tp,fp,fn,tn\nA,1,2,3,4\n", &["--positive", "cow"]),
        "error: counts.csv: four counts a row, expected classes to look for the positive one in; \
         leave out --positive, or give one count a row with its classes"
    );
}

#[test]
fn several_classes() {
    let rows = "A,cat,cat,5\nA,dog,dog,6\nA,cat,dog,1\n";
    let content = format!("system,actual,predicted,count\n{rows}");
    let result = result(&content, &["--multiclass"]);
    let counts = serde_json::json!({"tp": 5, "fp": 0, "fn": 1, "tn": 6});
    assert_eq!(result["systems"][0]["counts"], counts);
    assert_eq!(result["systems"][0]["labels"]["class"], "cat");
    let averages = &result["averages"][0];
    assert_eq!(averages["metrics"]["micro_f1"]["events"], 11);
    let note = "A: pairs of actual and predicted class without a row, counted as 0: 1.";
    assert_eq!(result["notes"][0], note);
    assert_eq!(
        refusal("system,actual,predicted,count,class\nA,cat,cat,5,x\n", &["--multiclass"]),
        "error: counts.csv:1: a label is called \"class\", which is the name for the class of a \
         result; rename the column"
    );
    let again = format!("{content}A,cat,cat,5\n");
    assert!(refusal(&again, &["--multiclass"]).starts_with("error: counts.csv:5: actual \"cat\""));
    assert!(refusal(&content, &["--multiclass", "--pool"]).contains("cannot be used with"));
}
