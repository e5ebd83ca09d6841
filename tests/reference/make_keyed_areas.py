"""Writes keyed_areas.csv: areas, points and limits of the scores in scores/keyed.csv, with weights, with clusters
and with both.

Run: pip install scikit-learn (1.9) scipy (1.18) && python tests/reference/make_keyed_areas.py, in the folder of
the crate

Values are scikit-learn's with sample_weight. Standard errors are of the sum over clusters (or rows) of how much
the value moves with the weight of each row, by central differences of scikit-learn's own value, with Obuchowski's
factors k/(k-1) for AUC. Limits of rates are Korn and Graubard's from scipy's beta and t.
"""

import csv
import pathlib

import numpy as np
from scipy.stats import beta, t
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

FOLDER = pathlib.Path("tests/reference")
THRESHOLD = 1.0
rows = [row for row in csv.DictReader(open(FOLDER / "scores/keyed.csv")) if row["label"]]
y = np.array([int(row["label"]) for row in rows])
s = np.array([float(row["score"]) for row in rows])
given = np.array([float(row["w"]) for row in rows])
account = np.array([int(row["account"]) for row in rows])


def influences(value, w):
    moved = []
    for place in range(len(w)):
        up, down = w.copy(), w.copy()
        step = 1e-4 * w[place]
        up[place] += step
        down[place] -= step
        moved.append((value(y, s, sample_weight=up) - value(y, s, sample_weight=down)) / (2 * step))
    return w * np.array(moved)


def sums(values, units):
    return np.array([values[units == unit].sum() for unit in np.unique(units)])


def factor(number):
    return number / (number - 1)


def number(units, where):
    return len(np.unique(units[where]))


def auc_error(w, units):
    moved = influences(roc_auc_score, w)
    positive, negative = sums(moved * y, units), sums(moved * (1 - y), units)
    return np.sqrt(
        factor(number(units, y == 1)) * (positive**2).sum()
        + factor(number(units, y == 0)) * (negative**2).sum()
        + 2 * factor(len(positive)) * (positive * negative).sum()
    )


def precision_error(w, units):
    moved = sums(influences(average_precision_score, w), units)
    return np.sqrt(factor(len(moved)) * (moved**2).sum())


def korn_graubard(event, base, w, units):
    w, event, units = w[base], event[base], units[base]
    p = (w * event).sum() / w.sum()
    residual = sums(w * (event - p), units) / w.sum()
    clusters = len(residual)
    variance = factor(clusters) * (residual**2).sum()
    ratio = t.ppf(0.975, len(w) - 1) / t.ppf(0.975, clusters - 1)
    n = min(len(w), p * (1 - p) / variance * ratio**2)
    return p, beta.ppf(0.025, n * p, n * (1 - p) + 1), beta.ppf(0.975, n * p + 1, n * (1 - p))


with open(FOLDER / "keyed_areas.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow(["weights", "clusters", "quantity", "value"])
    each = np.arange(len(y))
    for weighted, clustered in [(True, False), (False, True), (True, True)]:
        w = given if weighted else np.ones(len(y))
        units = account if clustered else each
        write = lambda quantity, value: out.writerow(
            [int(weighted), int(clustered), quantity, repr(float(value))]
        )
        write("auc", roc_auc_score(y, s, sample_weight=w))
        write("auc_error", auc_error(w, units))
        write("average_precision", average_precision_score(y, s, sample_weight=w))
        write("average_precision_error", precision_error(w, units))
        for fpr, recall, threshold in list(zip(*roc_curve(y, s, sample_weight=w, drop_intermediate=False)))[1:]:
            write(f"fpr at {float(threshold)!r}", fpr)
            write(f"recall at {float(threshold)!r}", recall)
        if clustered:
            flagged = s >= THRESHOLD
            for name, event, base in [
                ("recall", flagged, y == 1),
                ("fpr", flagged, y == 0),
                ("precision", y == 1, flagged),
            ]:
                for end, value in zip(["", "_lower", "_upper"], korn_graubard(event, base, w, units)):
                    write(name + end, value)
