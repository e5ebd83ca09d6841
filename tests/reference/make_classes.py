"""Prints the averages over classes that tests/multiclass.rs expects, by other programs than ours.

Run: pip install scikit-learn mpmath && python make_classes.py

Estimates come from scikit-learn; limits from the delta method with numerical derivatives at 40 digits,
on the logit scale.
"""

import mpmath as mp
from sklearn.metrics import precision_recall_fscore_support

mp.mp.dps = 40
CASES = [
    [[50, 3, 2], [4, 30, 6], [1, 2, 902]],
    [[240, 178], [87, 288]],
    [[8, 0, 1, 2], [0, 9, 3, 0], [4, 0, 7, 1], [1, 1, 0, 30]],
]
KINDS = ("precision", "recall", "f1")
Z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))


def statistic(q, size, kind, average):
    total = mp.mpf(0)
    for k in range(size):
        actual = sum(q[k * size + j] for j in range(size))
        predicted = sum(q[i * size + k] for i in range(size))
        right = q[k * size + k]
        whole = {"precision": predicted, "recall": actual, "f1": (actual + predicted) / 2}[kind]
        total += right / whole * (mp.mpf(1) / size if average == "macro" else actual / sum(q))
    return total


def limits(counts, size, kind, average):
    n = mp.mpf(sum(counts))
    q = [mp.mpf(x) / n for x in counts]

    def slope(i):
        h = mp.mpf("1e-15")
        at = lambda d: statistic([x + d * (j == i) for j, x in enumerate(q)], size, kind, average)
        return (at(h) - at(-h)) / (2 * h)

    g = [slope(i) for i in range(len(q))]
    mean = sum(x * y for x, y in zip(q, g))
    variance = (sum(x * y * y for x, y in zip(q, g)) - mean**2) / n
    m = statistic(q, size, kind, average)
    half = Z * mp.sqrt(variance) / (m * (1 - m))
    logit = mp.log(m / (1 - m))
    return [1 / (1 + mp.exp(-x)) for x in (logit - half, logit + half)]


for case in CASES:
    size = len(case)
    counts = [x for row in case for x in row]
    actual = [i for i in range(size) for _ in range(size)]
    predicted = [j for _ in range(size) for j in range(size)]
    for average in ("macro", "weighted"):
        values = precision_recall_fscore_support(
            actual, predicted, sample_weight=counts, average=average
        )
        for kind, value in zip(KINDS, values):
            found = [mp.nstr(x, 15) for x in limits(counts, size, kind, average)]
            print(case, average, kind, mp.nstr(mp.mpf(float(value)), 15), *found)
