"""Writes curve.csv: curves, areas and thresholds of 100 000 scores with ties, by scikit-learn and pROC.

Run: pip install scikit-learn (1.9) && apt-get install r-cran-proc (1.18) && python make_curve.py > curve.csv

The scores come from a linear congruential generator that the test runs, too. Of the curves every 40th
point is written, and the sums of all of them.
"""

import subprocess
import sys
import tempfile

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    det_curve,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)

ROWS = 100_000
EVERY = 40


def scores():
    state = 20211232

    def uniform():
        nonlocal state
        state = (1103515245 * state + 12345) % 2**31
        return state // 2**11 / 2**20

    for _ in range(ROWS):
        positive = uniform() < 0.1
        score = uniform() + uniform() + (uniform() if positive else 0)
        yield int(1000 * score) / 1000, positive


s, y = map(np.array, zip(*scores()))


def write(name, *values):
    print(",".join([name, *(repr(float(value)) for value in values)]))


def columns(name, thresholds, one, two):
    """The points at thresholds that are scores, the highest first."""
    kept = np.isfinite(thresholds)
    thresholds, one, two = (np.asarray(a)[kept] for a in (thresholds, one, two))
    order = np.argsort(-thresholds, kind="stable")
    thresholds, one, two = thresholds[order], one[order], two[order]
    write(name + "_sums", len(thresholds), thresholds.sum(), one.sum(), two.sum())
    for row in zip(thresholds[::EVERY], one[::EVERY], two[::EVERY]):
        write(name, *row)


print("name,values")
write("rows", y.sum(), (~y).sum())
write("auc", roc_auc_score(y, s))
write("average_precision", average_precision_score(y, s))
fpr, tpr, t = roc_curve(y, s, drop_intermediate=False)
columns("roc", t, fpr, tpr)
precision, recall, t = precision_recall_curve(y, s)
columns("precision_recall", t, precision[:-1], recall[:-1])
fpr, fnr, t = det_curve(y, s)
columns("det", t, fpr, fnr)

R = """
suppressMessages(library(pROC))
d <- read.csv(commandArgs(TRUE)[1])
p <- function(name, ...) cat(name, paste(sprintf("%.16g", c(...)), collapse=","), sep=",", fill=1000)
for (name in c("all", "part")) {
  e <- if (name == "all") d else d[1:300, ]
  r <- roc(e$y, e$s, direction="<", levels=c(0, 1), quiet=TRUE)
  ci <- as.numeric(ci.auc(r, method="delong"))
  p(paste0("delong_", name), auc(r), sqrt(var(r, method="delong")), ci[1], ci[3])
  for (range in list(c(1, .9), c(.99, .8), c(1, 0))) {
    area <- auc(r, partial.auc=range, partial.auc.correct=FALSE)
    corrected <- auc(r, partial.auc=range, partial.auc.correct=TRUE)
    p(paste0("partial_", name), 1 - range[1], 1 - range[2], area, corrected)
  }
}
"""
with tempfile.NamedTemporaryFile("w", suffix=".csv") as data, tempfile.NamedTemporaryFile(
    "w", suffix=".R"
) as script:
    data.write("s,y\n" + "\n".join(f"{a!r},{int(b)}" for a, b in zip(s.tolist(), y)) + "\n")
    data.flush()
    script.write(R)
    script.flush()
    sys.stdout.flush()
    subprocess.run(["Rscript", script.name, data.name], check=True)
