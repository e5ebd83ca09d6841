"""Writes scores/: the same 500 scores with labels as several kinds of files, and their tally.

Run: pip install pyarrow (26) && python make_scores.py

Scores are quarters, so that every type holds them exactly; a tenth of the labels is missing.
"""

import collections
import pathlib
import random

import pyarrow as pa
import pyarrow.feather
import pyarrow.ipc
import pyarrow.parquet as pq

FOLDER = pathlib.Path(__file__).parent / "scores"
FOLDER.mkdir(exist_ok=True)
rng = random.Random(5)
labels = [rng.choice([True, False, False, False]) if rng.random() > 0.1 else None for _ in range(500)]
quarters = [round(rng.gauss(6 if label else 0, 8)) for label in labels]
scores = [quarter / 4 for quarter in quarters]


def text(label):
    return {True: "spam", False: "ham", None: None}[label]


def whole(label):
    return None if label is None else int(label)


def table(score, score_type, label, label_type):
    columns = {
        "id": pa.array(range(500)),
        "label": pa.array(map(label, labels), label_type),
        "score": pa.array(score, score_type),
    }
    return pa.table(columns)


single = table(scores, pa.float32(), lambda label: label, pa.bool_())
double = table(scores, pa.float64(), text, pa.string())
category = double.set_column(1, "label", double["label"].dictionary_encode())
coded = single.set_column(2, "score", single["score"].dictionary_encode())
integers = table(quarters, pa.int16(), whole, pa.int8())
halves = table(scores, pa.float16(), text, pa.large_string())
reals = table(scores, pa.float64(), lambda label: None if label is None else float(label), pa.float64())

pq.write_table(single, FOLDER / "single.parquet", row_group_size=120, compression="snappy")
pq.write_table(double, FOLDER / "double.parquet", compression="zstd", use_dictionary=False)
pq.write_table(category, FOLDER / "category.parquet", compression="gzip", row_group_size=200)
pq.write_table(integers, FOLDER / "integers.parquet", compression="lz4")
pq.write_table(halves, FOLDER / "halves.parquet", compression="none")
pq.write_table(reals, FOLDER / "reals.parquet", data_page_version="2.0")
pa.feather.write_feather(category, FOLDER / "category.arrow", compression="lz4", chunksize=150)
pa.feather.write_feather(coded, FOLDER / "coded.arrow", compression="zstd")
with pa.OSFile(str(FOLDER / "stream.arrows"), "wb") as file:
    with pa.ipc.new_stream(file, single.schema) as stream:
        stream.write_table(single, max_chunksize=99)

counts = collections.Counter(zip(scores, labels))
ordered = sorted(set(scores))
rows = [[counts[score, label] for label in (True, False, None)] for score in ordered]
tally = {"score": ordered} | {
    name: [row[place] for row in rows]
    for place, name in enumerate(["positives", "negatives", "unlabelled"])
}
pq.write_table(pa.table(tally), FOLDER / "tally.parquet")
with open(FOLDER / "tally.csv", "w") as file:
    print("score,positives,negatives,unlabelled", file=file)
    for score, row in zip(ordered, rows):
        print(score, *row, sep=",", file=file)

# Faults: a score that is NaN in the second row group, a third label, a whole number too large, numbers as text.
faulty = scores[:300] + [float("nan")] + scores[301:]
pq.write_table(table(faulty, pa.float32(), whole, pa.int8()), FOLDER / "nan.parquet", row_group_size=200)
third = double.set_column(1, "label", pa.array([text(l) for l in labels[:400]] + ["unsure"] * 100))
pq.write_table(third, FOLDER / "third.parquet", row_group_size=150)
large = [2**53] * 499 + [2**53 + 1]
pq.write_table(table(large, pa.int64(), whole, pa.int8()), FOLDER / "large.parquet")
pq.write_table(table([str(s) for s in scores], pa.string(), whole, pa.int8()), FOLDER / "text.parquet")
