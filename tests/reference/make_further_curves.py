"""Writes further_curves.csv: precision-recall-gain, cost, decision and lift curves of the scores of tests/cli/scores.in.

Run: pip install scikit-learn (1.9) && python make_further_curves.py > further_curves.csv

Gains, costs and net benefits are reckoned from the definitions of the papers in rational arithmetic, average precision
at another prevalence by scikit-learn with sample weights. Each row starts with a name.
"""

import csv
from fractions import Fraction
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve

FOLDER = Path(__file__).parent.parent / "cli" / "scores.in"
PREVALENCE = Fraction(1, 50)


def read(name):
    with open(FOLDER / name) as file:
        rows = [(float(row["score"]), row["label"] == "1") for row in csv.DictReader(file)]
    return np.array([s for s, _ in rows]), np.array([y for _, y in rows])


def write(name, *values):
    print(",".join([name, *(repr(float(value)) for value in values)]))


s, y = read("scores.csv")
P, N = int(y.sum()), int((~y).sum())
# Counts at every distinct score, the highest first.
points = [(t, int(y[s >= t].sum()), int((~y)[s >= t].sum())) for t in sorted(set(s), reverse=True)]


def gains(tp, fp, prevalence):
    """Flach and Kull (2015), definition 4, at a prevalence."""
    recall, fpr = Fraction(tp) / P, Fraction(fp) / N
    precision = prevalence * recall / (prevalence * recall + (1 - prevalence) * fpr)
    return tuple((x - prevalence) / ((1 - prevalence) * x) for x in (recall, precision))


def auprg(prevalence):
    """Trapezoids between points, with one put in where recall crosses the prevalence (their section 3.2)."""
    curve = []
    before = (Fraction(0), Fraction(0))
    for _, tp, fp in points:
        if before[0] < P * prevalence < tp:
            part = (P * prevalence - before[0]) / (tp - before[0])
            curve.append(gains(P * prevalence, before[1] + part * (fp - before[1]), prevalence))
        if tp >= P * prevalence:
            curve.append(gains(tp, fp, prevalence))
        before = (tp, fp)
    return sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in zip(curve, curve[1:]))


here = Fraction(P, P + N)
write("auprg", auprg(here), auprg(PREVALENCE))
flagging = [(t, tp, fp) for t, tp, fp in points if tp > 0]
for prevalence, name in [(here, "gains"), (PREVALENCE, "gains_there")]:
    all_gains = [gains(tp, fp, prevalence) for _, tp, fp in flagging]
    write(name, len(all_gains), *(v for pair in all_gains[::10] for v in pair))

# Drummond and Holte (2006): the least of all lines, at a grid, and its area between all crossings of two lines.
lines = [(Fraction(P - tp, P), Fraction(fp, N)) for tp, fp in [(0, 0)] + [(tp, fp) for _, tp, fp in points]]


def least(x):
    return min(fnr * x + fpr * (1 - x) for fnr, fpr in lines)


hull = [(Fraction(0), 0)]  # where the best line changes: from flagging nothing on
x, current = Fraction(0), 0
while True:
    later = []
    for place in range(current + 1, len(lines)):
        gained, lost = lines[current][0] - lines[place][0], lines[place][1] - lines[current][1]
        if gained > 0:
            later.append((lost / (gained + lost), -place))
    if not later:
        break
    x, place = min(later)
    current = -place
    hull.append((x, current))
ends = [x for x, _ in hull] + [Fraction(1)]
area = sum((b - a) * (least(a) + least(b)) / 2 for a, b in zip(ends, ends[1:]))
write("cost_area", area)
write("cost", *(v for x, place in hull[1:] for v in (points[place - 1][0], x, least(x))))
write("cost_grid", *(least(Fraction(k, 20)) for k in range(21)))

lifts = [(Fraction(tp + fp, P + N), Fraction(tp, P)) for _, tp, fp in points]
write("lift", *(v for flag, recall in lifts[::20] for v in (flag, recall, recall / flag)))
lifts = [(PREVALENCE * Fraction(tp, P) + (1 - PREVALENCE) * Fraction(fp, N), Fraction(tp, P)) for _, tp, fp in points]
write("lift_there", *(v for flag, recall in lifts[::20] for v in (flag, recall, recall / flag)))

weight = np.where(y, float(PREVALENCE) / P, float(1 - PREVALENCE) / N)
write("average_precision_there", average_precision_score(y, s, sample_weight=weight))
precision, recall, t = precision_recall_curve(y, s, sample_weight=weight)
write("precision_there", *precision[:-1][::-1][::20])

# Vickers and Elkin (2006), of probabilities; carried to a prevalence by Bayes' theorem.
s, y = read("probabilities.csv")
P, N, n = int(y.sum()), int((~y).sum()), len(y)
benefits, there = [], []
trained_at = Fraction(1, 10)
factor = PREVALENCE / (1 - PREVALENCE) / (trained_at / (1 - trained_at))
exact = [Fraction(str(score)) for score in s]
for k in range(1, 100):
    t = Fraction(k, 100)
    tp = sum(label for p, label in zip(exact, y) if p >= t)
    fp = sum(not label for p, label in zip(exact, y) if p >= t)
    benefits += [Fraction(int(tp), n) - Fraction(int(fp), n) * t / (1 - t), Fraction(P, n) - Fraction(N, n) * t / (1 - t)]
    moved = [p / (1 - p) * factor for p in exact]
    tp = sum(label for odds, label in zip(moved, y) if odds >= t / (1 - t))
    fp = sum(not label for odds, label in zip(moved, y) if odds >= t / (1 - t))
    harm = (1 - PREVALENCE) * t / (1 - t)
    there += [PREVALENCE * Fraction(int(tp), P) - harm * Fraction(int(fp), N), PREVALENCE - harm]
write("net_benefit", *benefits)
write("net_benefit_there", *there)
