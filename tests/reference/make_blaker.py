"""Writes blaker.csv for tests/special_reference.rs: Blaker's limits by scanning, as he defined them.

Run it as `python3 make_blaker.py` with numpy and scipy; it takes about a minute. It shares no
formula with the crate: acceptability is computed from the binomial distribution on 200 001 shares
between the Clopper-Pearson limit and the estimate, and the first share accepted is refined by halving.
Blaker, Canadian Journal of Statistics 28, 2000, appendix.
"""

import numpy as np
from scipy.stats import binom, beta

CASES = [(0, 9), (1, 9), (4, 9), (1, 29), (15, 148), (81, 263), (1, 100), (4, 200), (84, 101), (7, 34),
         (50, 100), (2, 3), (10, 10), (207, 4900)]
LEVELS = [0.8, 0.95, 0.99]


def acceptability(k, n, p):
    above, below = binom.sf(k - 1, n, p), binom.cdf(k, n, p)
    few = binom.ppf(above, n, p)
    few = np.where(binom.cdf(few, n, p) > above * (1 + 1e-12), few - 1, few)
    many = binom.isf(below, n, p) + 1
    many = np.where(binom.sf(many - 1, n, p) > below * (1 + 1e-12), many + 1, many)
    lower_tail = np.where(few < 0, 0, binom.cdf(few, n, p))
    upper_tail = np.where(many > n, 0, binom.sf(many - 1, n, p))
    return np.where(above <= below, above + lower_tail, below + upper_tail).clip(max=1)


def lower(k, n, alpha):
    if k == 0:
        return 0.0
    shares = np.linspace(beta.ppf(alpha / 2, k, n - k + 1) * (1 - 1e-9), k / n * (1 - 1e-9), 200_001)
    accepted = acceptability(k, n, shares) >= alpha
    if not accepted.any():
        accepted[-1] = True
    at = int(np.argmax(accepted))
    low, high = shares[at - 1], shares[at]
    for _ in range(60):
        middle = (low + high) / 2
        if acceptability(k, n, np.array([middle]))[0] >= alpha:
            high = middle
        else:
            low = middle
    return float(high)


if __name__ == "__main__":
    with open("blaker.csv", "w", encoding="ascii") as out:
        out.write("events,trials,level,lower,upper\n")
        for k, n in CASES:
            for level in LEVELS:
                limits = lower(k, n, 1 - level), 1 - lower(n - k, n, 1 - level)
                out.write(f"{k},{n},{level},{limits[0]!r},{limits[1]!r}\n")
