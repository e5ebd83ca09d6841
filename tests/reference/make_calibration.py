"""Writes calibration.csv: what is reckoned from probabilities with labels, by scikit-learn, statsmodels and by
the papers' formulas in rational arithmetic.

Run: pip install scikit-learn (1.9) statsmodels (0.14) numpy && python make_calibration.py > calibration.csv

The rows come from a linear congruential generator that the test runs, too: `tied` has scores of two decimals, in
`untied` no two are equal. Each row of the output starts with the name of the data.
"""

from collections import defaultdict
from fractions import Fraction

import numpy as np
import statsmodels.api as sm
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

PREVALENCE = 0.01
TRAINED_AT = 0.25


def square(x):
    return x * x


def rows(seed, count, tied):
    state = seed

    def uniform():
        nonlocal state
        state = (1103515245 * state + 12345) % 2**31
        return state // 2**11 / 2**20

    for place in range(count):
        score = (1 + int(99 * uniform())) / 100 if tied else square((place + uniform()) / count)
        yield score, uniform() < score * score


def write(name, *values):
    print(",".join([data, name, *(repr(float(value)) for value in values)]))


def bins(p, y, edges):
    """Rows by bin, of which each holds its upper edge, as Fractions."""
    held = defaultdict(list)
    for score, label in zip(p, y):
        held[int(np.searchsorted(edges[1:-1], score))].append((Fraction(score), int(label)))
    return [held[key] for key in sorted(held)]


def decomposed(held, n, base):
    """ECE, MCE and the five terms of Stephenson, Coelho and Jolliffe (2008), exactly."""
    ece = mce = rel = res = wbv = wbc = Fraction(0)
    for bin in held:
        f = sum(p for p, _ in bin) / len(bin)
        o = Fraction(sum(y for _, y in bin), len(bin))
        ece += len(bin) * abs(f - o)
        mce = max(mce, abs(f - o))
        rel += len(bin) * (f - o) ** 2
        res += len(bin) * (o - base) ** 2
        wbv += sum((p - f) ** 2 for p, _ in bin)
        wbc += 2 * sum((y - o) * (p - f) for p, y in bin)
    return [ece / n, mce, rel / n, res / n, base * (1 - base), wbv / n, wbc / n]


def if_calibrated(held, n):
    """The mean absolute deviation of binomials, summed up over all outcomes."""
    from scipy.stats import binom

    total = 0.0
    for bin in held:
        f = float(sum(p for p, _ in bin) / len(bin))
        x = np.arange(len(bin) + 1)
        total += np.sum(binom.pmf(x, len(bin), f) * np.abs(x - len(bin) * f))
    return total / n


def normal_limits(losses):
    half = 1.959963984540054 * np.std(losses, ddof=1) / np.sqrt(len(losses))
    return losses.mean() - half, losses.mean() + half


for data, seed, count in [("tied", 20211232, 4000), ("untied", 7, 1000)]:
    p, y = map(np.array, zip(*rows(seed, count, data == "tied")))
    n, base = len(y), Fraction(int(y.sum()), len(y))
    write("rows", y.sum(), n - y.sum(), p.sum())
    write("brier", brier_score_loss(y, p), *normal_limits((p - y) ** 2))
    write("log_loss", log_loss(y, p), *normal_limits(-np.log(np.where(y, p, 1 - p))))
    for strategy, name in [("uniform", "equal_width"), ("quantile", "equal_mass")]:
        edges = np.linspace(0, 1, 11)
        if strategy == "quantile":
            # The first score at or below which k tenths of all lie; scikit-learn interpolates.
            edges = np.array([0.0, *np.sort(p)[n // 10 * np.arange(1, 10) - 1], 1.0])
        held = bins(p, y, edges)
        if data == "untied" or strategy == "uniform":
            observed, mean = calibration_curve(y, p, n_bins=10, strategy=strategy)
            assert len(observed) == len(held)
            write(name + "_observed", *observed)
            write(name + "_mean", *mean)
        write(name, *decomposed(held, n, base), if_calibrated(held, n))
    fitted = IsotonicRegression().fit_transform(p, y)
    after = brier_score_loss(y, np.clip(fitted, 0, 1))
    unc = float(base * (1 - base))
    write("isotonic", *np.unique(np.round(fitted, 12)))
    write("corp", brier_score_loss(y, p) - after, unc - after, unc)

    # Cllr by Brümmer and du Preez (2006), equation 30, with likelihood ratios from the training prevalence.
    ratio = p / (1 - p) / (TRAINED_AT / (1 - TRAINED_AT))
    cost = np.log2(1 + np.where(y, 1 / ratio, ratio))
    write("cllr", (cost[y].mean() + cost[~y].mean()) / 2)
    with np.errstate(divide="ignore"):
        ratio = fitted / (1 - fitted) / float(base / (1 - base))
        least = [np.log2(1 + 1 / ratio[y]).mean(), np.log2(1 + ratio[~y]).mean()]
    write("cllr_min", sum(least) / 2)

    x = np.log(p / (1 - p))
    line = sm.GLM(y.astype(float), sm.add_constant(x), family=sm.families.Binomial()).fit(tol=1e-14)
    shift = sm.GLM(y.astype(float), np.ones(n), family=sm.families.Binomial(), offset=x).fit(tol=1e-14)
    write("slope", line.params[1], *line.conf_int()[1])
    write("intercept", line.params[0], *line.conf_int()[0])
    write("in_the_large", shift.params[0], *shift.conf_int()[0])

    # Carried to a deployment prevalence.
    weight = np.where(y, PREVALENCE / float(base), (1 - PREVALENCE) / (1 - float(base)))
    odds = p / (1 - p) * (PREVALENCE / (1 - PREVALENCE)) / float(base / (1 - base))
    moved = odds / (1 + odds)
    for name, q in [("as_they_are", p), ("moved", moved)]:
        score = brier_score_loss(y, q, sample_weight=weight)
        write(name, (weight * q).sum() / weight.sum(), score, log_loss(y, q, sample_weight=weight))
        losses = (q - y) ** 2
        variance = sum(
            share**2 * losses[of].var(ddof=1) / of.sum()
            for share, of in [(PREVALENCE, y), (1 - PREVALENCE, ~y)]
        )
        half = 1.959963984540054 * variance**0.5
        fitted = IsotonicRegression().fit(q, y, sample_weight=weight).predict(q)
        after = brier_score_loss(y, np.clip(fitted, 0, 1), sample_weight=weight)
        unc = PREVALENCE * (1 - PREVALENCE)
        write(name + "_limits", score - half, score + half)
        write(name + "_corp", score - after, unc - after, unc)
        bin = np.searchsorted(np.linspace(0, 1, 11)[1:-1], q)
        gaps = [
            (weight[bin == k].sum(), abs(np.average(q[bin == k] - y[bin == k], weights=weight[bin == k])))
            for k in np.unique(bin)
        ]
        write(name + "_ece", sum(m * gap for m, gap in gaps) / weight.sum(), max(g for _, g in gaps))
