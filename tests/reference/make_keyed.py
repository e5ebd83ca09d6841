"""Writes scores/keyed*: the same 400 scores with weights and accounts as several kinds of files, their tally,
and what DuckDB makes of the statement in scores/keyed.sql.

Run: pip install pyarrow (26) duckdb (2.0) && python tests/reference/make_keyed.py, in the folder of the crate

The statement is what this prints:
baserate tally --sql duckdb tests/reference/scores/keyed.parquet --weight w --cluster account
"""

import collections
import csv
import pathlib
import random

import duckdb
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq

FOLDER = pathlib.Path("tests/reference/scores")
rng = random.Random(8)
rows = []
for _ in range(400):
    label = rng.choice([1, 0, 0, 0, None])
    score = round(rng.gauss(3 if label else 0, 4)) / 4
    rows.append((rng.randrange(1, 60), rng.choice([1.0, 2.5, 1000.0]), score, label))
accounts, weights, scores, labels = map(list, zip(*rows))

types = {
    "keyed.parquet": (pa.int64(), pa.float64()),
    "keyed_text.parquet": (pa.string(), pa.float32()),
    "keyed.arrow": (pa.dictionary(pa.int8(), pa.string()), pa.float64()),
}
for name, (account_type, weight_type) in types.items():
    texts = accounts if pa.types.is_integer(account_type) else list(map(str, accounts))
    table = pa.table({
        "w": pa.array(weights, weight_type),
        "score": pa.array(scores, pa.float64()),
        "account": pa.array(texts).cast(account_type),
        "label": pa.array(labels, pa.int8()),
    })
    if name.endswith("arrow"):
        pyarrow.feather.write_feather(table, FOLDER / name, compression="uncompressed")
    else:
        pq.write_table(table, FOLDER / name, row_group_size=150)

with open(FOLDER / "keyed.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["account", "label", "w", "score"])
    out.writerows((a, "" if l is None else l, w, s) for a, w, s, l in rows)

counts = collections.defaultdict(lambda: [0, 0, 0])
for account, weight, score, label in rows:
    counts[str(account), score, weight][{1: 0, 0: 1, None: 2}[label]] += 1
with open(FOLDER / "keyed_tally.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["cluster", "weight", "score", "positives", "negatives", "unlabelled"])
    out.writerows([a, w, s, *counts[a, s, w]] for a, s, w in sorted(counts))

statement = (FOLDER / "keyed.sql").read_text().rstrip().rstrip(";")
duckdb.sql(f"COPY ({statement}) TO '{FOLDER}/keyed_duckdb.csv' (HEADER)")
