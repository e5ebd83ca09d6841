"""A peer of benches/sweep_peers: DuckDB."""

import sys

import duckdb

from sweep_timing import auc_of_counts, report


def auc(file):
    counts = duckdb.sql(
        "SELECT score, count(*) FILTER (label) AS positives, count(*) FILTER (NOT label) AS negatives "
        f"FROM '{file}' GROUP BY score ORDER BY score"
    ).fetchnumpy()
    return auc_of_counts(counts["positives"], counts["negatives"])


_, file = sys.argv[1:]
report(lambda: auc(file))
