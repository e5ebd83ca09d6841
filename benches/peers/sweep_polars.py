"""A peer of benches/sweep_peers: Polars, streaming."""

import sys

import polars as pl

from sweep_timing import auc_of_counts, report


def auc(rows):
    label = pl.col("label").cast(pl.UInt32)
    counts = rows.group_by("score").agg(label.sum().alias("positives"), pl.len().alias("all"))
    counts = counts.sort("score").collect(engine="streaming")
    positives = counts["positives"].to_numpy()
    return auc_of_counts(positives, counts["all"].to_numpy() - positives)


task, file = sys.argv[1:]
match task:
    case "parquet":
        report(lambda: auc(pl.scan_parquet(file)))
    case "csv":
        report(lambda: auc(pl.scan_csv(file)))
