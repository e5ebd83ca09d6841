"""A peer of benches/sweep_peers: scikit-learn, with pyarrow for Parquet."""

import sys

import numpy as np
import pyarrow.parquet as pq
from sklearn.metrics import roc_auc_score, roc_curve

from sweep_timing import arrays, report


def parquet(file):
    table = pq.read_table(file, columns=["score", "label"])
    return float(roc_auc_score(table["label"].to_numpy(), table["score"].to_numpy()))


def bootstrap(scores, labels, resamples):
    random = np.random.default_rng(1)
    for _ in range(resamples):
        drawn = random.integers(0, len(scores), len(scores))
        fpr, tpr, _ = roc_curve(labels[drawn], scores[drawn])
        np.trapezoid(tpr, fpr)
        np.interp(1e-3, fpr, tpr)


task, *files = sys.argv[1:]
if task == "parquet":
    report(lambda: parquet(*files))
else:
    scores, labels = arrays(*files[:2])
    match task:
        case "roc":
            report(lambda: float(np.trapezoid(*roc_curve(labels, scores)[1::-1])))
        case "bootstrap":
            report(lambda: bootstrap(scores, labels, int(files[2])))
