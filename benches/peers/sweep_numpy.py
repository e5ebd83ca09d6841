"""A peer of benches/sweep_peers: NumPy, for a sort and for DeLong's variance by Sun and Xu (2014)."""

import sys

import numpy as np

from sweep_timing import arrays, report


def midranks(values):
    order = np.argsort(values)
    values = values[order]
    starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    ends = np.append(starts[1:], len(values))
    ranks = np.empty(len(values))
    ranks[order] = np.repeat((starts + ends + 1) / 2, ends - starts)
    return ranks


def delong(scores, labels):
    positives, negatives = scores[labels == 1], scores[labels == 0]
    m, n = len(positives), len(negatives)
    both = midranks(np.concatenate([positives, negatives]))
    of_positives = (both[:m] - midranks(positives)) / n
    of_negatives = 1 - (both[m:] - midranks(negatives)) / m
    return float(np.sqrt(np.var(of_positives, ddof=1) / m + np.var(of_negatives, ddof=1) / n))


task, *files = sys.argv[1:]
scores, labels = arrays(*files)
match task:
    case "sort":
        report(lambda: (np.sort(scores), None)[1])
    case "delong":
        report(lambda: delong(scores, labels))
