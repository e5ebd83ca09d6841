"""Writes coverage.csv for tests/interval_coverage.rs: least and mean coverage by plain enumeration.

Run it as `python3 make_coverage.py` with numpy, scipy and statsmodels, beside make_blaker.py; it takes
some minutes. It shares no formula with the crate: limits come from statsmodels where it has the method, else
from the definition by bisection (Blaker's by scanning); the coverage at a share is the sum of the binomial
probabilities of all counts whose limits hold it. The least is taken over shares a hundred-millionth beside
each limit, which is right to 2e-6; the mean over 400 000 evenly spaced shares, right to 2e-5.
"""

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, chi2, norm
from statsmodels.stats.proportion import proportion_confint

from make_blaker import lower as blaker_lower

TRIALS = [1, 2, 3, 5, 6, 10, 20, 35, 50, 56, 100, 200]
ALPHA = 0.05
Z = norm.isf(ALPHA / 2)


def statsmodels(method):
    def limits(k, n):
        low, high = proportion_confint(k, n, alpha=ALPHA, method=method)
        # Brown, Cai and DasGupta let Jeffreys' interval end at 0 for no events and at 1 for nothing else.
        return (0 if k == 0 else max(low, 0)), (1 if k == n else min(high, 1))
    return limits


def wilson_cc(k, n):
    p, q = k / n, (n - k) / n
    low = 0 if k == 0 else (2 * k + Z**2 - 1 - Z * np.sqrt(Z**2 - 2 - 1 / n + 4 * p * (n * q + 1))) / (2 * (n + Z**2))
    high = 1 if k == n else (2 * k + Z**2 + 1 + Z * np.sqrt(Z**2 + 2 - 1 / n + 4 * p * (n * q - 1))) / (2 * (n + Z**2))
    return low, high


def mirrored(lower):
    return lambda k, n: (lower(k, n), 1 - lower(n - k, n))


def mid_p_lower(k, n):
    def excess(p):
        return binom.sf(k, n, p) + binom.pmf(k, n, p) / 2 - ALPHA / 2
    return 0 if k == 0 else brentq(excess, 1e-12, 1 - 1e-12, xtol=1e-15)


def likelihood_lower(k, n):
    def excess(p):
        return 2 * (binom.logpmf(k, n, k / n) - binom.logpmf(k, n, p)) - chi2.isf(ALPHA, 1)
    return 0 if k == 0 else brentq(excess, 1e-12, k / n, xtol=1e-15)


METHODS = {
    "clopper-pearson": statsmodels("beta"),
    "wilson": statsmodels("wilson"),
    "wilson-cc": wilson_cc,
    "agresti-coull": statsmodels("agresti_coull"),
    "jeffreys": statsmodels("jeffreys"),
    "mid-p": mirrored(mid_p_lower),
    "blaker": mirrored(lambda k, n: blaker_lower(k, n, ALPHA)),
    "likelihood": mirrored(likelihood_lower),
    "wald": statsmodels("normal"),
}


def coverage(shares, low, high, n):
    total = np.zeros_like(shares)
    for k in range(n + 1):
        held = (low[k] <= shares) & (shares <= high[k])
        total[held] += binom.pmf(k, n, shares[held])
    return total


if __name__ == "__main__":
    with open("coverage.csv", "w", encoding="ascii") as out:
        out.write("method,trials,least_coverage,mean_coverage\n")
        for name, limits in METHODS.items():
            for n in TRIALS:
                low, high = np.array([limits(k, n) for k in range(n + 1)], dtype=float).T
                ends = np.concatenate([low, high, [0, 1]])
                beside = np.concatenate([ends - 1e-8, ends + 1e-8])
                beside = beside[(beside > 0) & (beside < 1)]
                mean = coverage((np.arange(400_000) + 0.5) / 400_000, low, high, n).mean()
                out.write(f"{name},{n},{coverage(beside, low, high, n).min():.7f},{mean:.7f}\n")
                out.flush()
