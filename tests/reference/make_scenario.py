"""Writes scenario.csv: what to expect of a detector whose rates were counted, at 50 digits.

Run: pip install mpmath && python make_scenario.py > scenario.csv

The exact limits of each rate come from bisection on the sum of binomial probabilities, the extremes
from a search over all corners of the box, and the predictive values from counts among items (not from
odds), so that no formula of ours is used twice.
"""

from itertools import product

import mpmath as mp

mp.mp.dps = 50
VOLUME = 12_300_000_000
CONFIDENCE = mp.mpf("0.95")
CASES = [  # recall, fpr, prevalence: a decimal or counts
    ("84/100", "2/100000", "1e-5"),
    ("84/100", "0/100000", "1e-4"),
    ("31/40", "0.001", "0.003"),
    ("0.84", "7/1000", "1e-6"),
    ("240/418", "87/375", "0.03"),
    ("17/17", "3/29", "0.4"),
    ("84/100", "44/8000000", "31/8000000"),
    ("0.5", "1e-6", "3/70"),
]


def at_most(events, trials, share):
    """P(X <= events), summed term by term."""
    if share in (0, 1):
        return mp.mpf(share == 0)
    term = (1 - share) ** trials
    total = term
    for k in range(events):
        term *= mp.mpf(trials - k) / (k + 1) * share / (1 - share)
        total += term
    return total


def limit(events, trials, upper, tail):
    """The share at which so few (upper) or so many (lower) events have the probability `tail`."""
    if (events == trials) if upper else (events == 0):
        return mp.mpf(1 if upper else 0)
    low, high = mp.mpf(0), mp.mpf(1)
    for _ in range(150):
        middle = (low + high) / 2
        few = at_most(events if upper else events - 1, trials, middle)
        if few > (tail if upper else 1 - tail):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def ends(rate, level):
    if "/" not in rate:
        return [mp.mpf(rate)] * 3
    events, trials = map(int, rate.split("/"))
    tail = (1 - level) / 2
    both = [limit(events, trials, upper, tail) for upper in (False, True)]
    return [mp.mpf(events) / trials] + both


def expect(recall, fpr, prevalence):
    violating, innocent = VOLUME * prevalence, VOLUME * (1 - prevalence)
    right, wrong = violating * recall, innocent * fpr
    rest = innocent - wrong
    missed = violating - right
    return {
        "ppv": right / (right + wrong),
        "npv": rest / (rest + missed),
        "true_positives": right,
        "false_positives": wrong,
        "flags": right + wrong,
        "missed": missed,
    }


print("recall,fpr,prevalence,quantity,estimate,lower,upper")
for case in CASES:
    counted = sum("/" in rate for rate in case)
    level = 1 - (1 - CONFIDENCE) / counted
    rates = [ends(rate, level) for rate in case]
    estimate = expect(*[rate[0] for rate in rates])
    corners = [expect(*corner) for corner in product(*[rate[1:] for rate in rates])]
    for quantity, value in estimate.items():
        values = [corner[quantity] for corner in corners]
        print(*case, quantity, *[mp.nstr(x, 17) for x in (value, min(values), max(values))], sep=",")
