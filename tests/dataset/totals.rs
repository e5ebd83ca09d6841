//! Printed totals and shares come out from the printed parts.

use super::{Row, read};

fn count(row: &Row) -> u64 {
    row["value"].parse().unwrap()
}

/// Table 7 prints 555 834 reports about the Union in 2021 and 1 503 431 in 2022.
#[test]
fn reports_by_country_add_up_to_the_printed_totals() {
    let (_, rows) = read("ncmec.csv");
    for (year, total) in [("2021", 555_834), ("2022", 1_503_431)] {
        let reports = rows.iter().filter(|row| row["quantity"] == "reports" && row["year"] == year);
        let countries: Vec<&Row> =
            reports.filter(|row| row["region"].len() == 2 && row["region"] != "EU").collect();
        assert_eq!(countries.len(), 27, "{year}");
        assert_eq!(countries.iter().map(|row| count(row)).sum::<u64>(), total, "{year}");
        let printed = rows.iter().find(|row| {
            row["region"] == "EU" && row["year"] == year && row["quantity"] == "reports"
        });
        assert_eq!(count(printed.unwrap()), total, "{year}");
    }
}

#[test]
fn printed_shares_of_reports_are_reproduced_to_their_last_digit() {
    let (_, rows) = read("ncmec.csv");
    let total = |region: &str, year: &str| -> u64 {
        let is_total = |row: &&Row| {
            row["region"] == region && row["year"] == year && row["quantity"] == "reports"
        };
        count(rows.iter().find(is_total).unwrap())
    };
    let mut checked = 0;
    for row in rows.iter().filter(|row| !row["share"].is_empty() && !row["value"].is_empty()) {
        let region = match row["share_of"].as_str() {
            "EU total" => "EU",
            "reports worldwide" => "world",
            other => panic!("no total for {other}"),
        };
        // In units of the last digit, so that only whole numbers are compared: the share s of a
        // count is printed right where |count/total − s| is at most half a unit.
        let decimals: u32 = row["share_decimals"].parse().unwrap();
        let units = u128::from(10_u64.pow(decimals) * 100);
        let printed = row["share"].strip_suffix('%').unwrap();
        assert_eq!(
            printed.split_once('.').map_or(0, |(_, digits)| digits.len()),
            decimals as usize
        );
        let printed: u128 = printed.replace('.', "").parse().unwrap();
        let total = u128::from(total(region, &row["year"]));
        let found = u128::from(count(row)) * units;
        assert!(found.abs_diff(printed * total) * 2 <= total, "{row:?}");
        checked += 1;
    }
    // 27 countries in two years, 3 kinds worldwide in two years, 2 kinds in the Union in two years.
    assert_eq!(checked, 54 + 6 + 4);
}

#[test]
fn population_shares_add_up_to_the_whole() {
    let (_, rows) = read("ncmec.csv");
    let shares = rows.iter().filter(|row| row["quantity"] == "population");
    let hundredths: Vec<u32> = shares
        .map(|row| row["share"].strip_suffix('%').unwrap().replace('.', "").parse().unwrap())
        .collect();
    assert_eq!(hundredths.len(), 27);
    // 27 shares rounded to 0.01 % may miss 100 % by 27 half units.
    assert!(hundredths.iter().sum::<u32>().abs_diff(10_000) <= 13);
}

/// Table 8 prints 3 156 girls, 700 boys and 4 922 children in all. Ireland's split of 2022, in its
/// remarks, is not in the printed totals.
#[test]
fn children_identified_add_up_to_the_printed_totals() {
    let (_, rows) = read("member-states.csv");
    for (part, total) in [("girls", 3_156), ("boys", 700), ("", 4_922)] {
        let is_part = |row: &&Row| row["quantity"] == "children_identified" && row["part"] == part;
        let (printed, countries): (Vec<&Row>, Vec<&Row>) = rows
            .iter()
            .filter(is_part)
            .filter(|row| !row["value"].is_empty())
            .partition(|row| row["country_code"] == "EU");
        assert_eq!(countries.iter().map(|row| count(row)).sum::<u64>(), total, "{part}");
        assert_eq!(printed.iter().map(|row| count(row)).collect::<Vec<_>>(), [total], "{part}");
    }
}

/// Ireland 50 + 25 + 26 = 101; Poland 2 368 + 487 + 159 = 3 014; Bulgaria's web pages are part of
/// its reports.
#[test]
fn parts_in_remarks_add_up_to_their_row() {
    let (_, rows) = read("member-states.csv");
    let sum = |code: &str, with_part: bool| -> u64 {
        let rows = rows
            .iter()
            .filter(|row| row["country_code"] == code && row["quantity"] == "children_identified");
        rows.filter(|row| row["part"].is_empty() != with_part).map(count).sum()
    };
    for (code, total) in [("IE", 101), ("PL", 3_014)] {
        assert_eq!((sum(code, true), sum(code, false)), (total, total), "{code}");
    }
}
