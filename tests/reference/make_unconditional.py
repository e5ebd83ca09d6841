"""Writes unconditional.csv for tests/unconditional_tests.rs: p-values of Fisher's and Barnard's exact tests.

Run it as `python3 make_unconditional.py` with numpy and scipy 1.17; it takes a minute. Fisher's are those of
scipy.stats.fisher_exact. Barnard's are reckoned here from the definition: every table is listed with its
pooled z as an exact fraction, and the probability of those as extreme as the one seen is maximised over the
common share, on a fine grid of log odds and then by scipy.optimize. For small tables the result must agree
with scipy.stats.barnard_exact, whose own search is good to about six digits.
"""

from fractions import Fraction

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import barnard_exact, binom, fisher_exact

ROWS = [
    (7, 34, 1, 34), (1, 6, 5, 7), (0, 5, 4, 9), (3, 3, 0, 8), (12, 40, 5, 31), (2, 200, 9, 150),
    (4, 9, 4, 11), (18, 1576, 10, 1834), (44, 8000, 17, 12300), (60, 70, 48, 80), (0, 30, 0, 20),
    (499, 500, 690, 700), (3, 11, 3, 11), (1, 1, 0, 1),
]
SIDES = ["two-sided", "less", "greater"]


def extremity(x1, n1, x2, n2):
    """The pooled z times a constant, squared but with its sign; equal z are equal fractions."""
    d, s = x1 * n2 - x2 * n1, x1 + x2
    return Fraction(0) if d == 0 else Fraction(d * abs(d), s * (n1 + n2 - s))


def region(x1, n1, x2, n2, side):
    """How many second counts are as extreme for every first count: so many from 0 on, so many up to n2."""
    seen = extremity(x1, n1, x2, n2)
    low, high = np.zeros(n1 + 1, dtype=int), np.zeros(n1 + 1, dtype=int)
    b = np.arange(n2 + 1.0)
    for a in range(n1 + 1):
        if n1 * n2 < 50_000:
            z = np.array([extremity(a, n1, int(k), n2) for k in b])
            limit, near = seen, 0
        else:
            d, s = a * n2 - b * n1, a + b
            with np.errstate(invalid="ignore"):
                z = np.where(d == 0, 0.0, d * np.abs(d) / (s * (n1 + n2 - s)))
            limit, near = float(seen), 1e-11 * abs(float(seen))
        mask = {"less": z <= limit + near, "greater": z >= limit - near,
                "two-sided": np.abs(z) >= abs(limit) - near}[side]
        if mask.all():
            low[a] = n2 + 1
            continue
        low[a], high[a] = np.argmin(mask), np.argmin(mask[::-1])
        assert low[a] + high[a] == mask.sum(), "a row in more than two pieces"
    return low, high


def barnard(x1, n1, x2, n2, side):
    low, high = region(x1, n1, x2, n2, side)

    def size(log_odds):
        p = 1 / (1 + np.exp(-log_odds))
        first = binom.pmf(np.arange(n1 + 1), n1, p)
        used = np.flatnonzero(first > 1e-25)
        second = binom.cdf(low[used] - 1, n2, p) + binom.sf(n2 - high[used], n2, p)
        return float(np.sum(first[used] * second))

    grid = np.concatenate([[-40], np.linspace(-14, 14, 4001), [40]])
    sizes = np.array([size(x) for x in grid])
    best = sizes.max()
    if best > 1 - 1e-13:
        return 1.0
    around = np.concatenate([[0], sizes, [0]])
    for i in np.flatnonzero((sizes > 0.98 * best) & (sizes >= around[:-2]) & (sizes >= around[2:])):
        ends = grid[max(i - 1, 0)], grid[min(i + 1, len(grid) - 1)]
        found = minimize_scalar(lambda x: -size(x), bounds=ends, method="bounded", options={"xatol": 1e-9})
        best = max(best, -found.fun)
    return min(best, 1.0)


def main():
    with open("unconditional.csv", "w", encoding="utf-8") as file:
        print("side,x1,n1,x2,n2,fisher,barnard", file=file)
        for x1, n1, x2, n2 in ROWS:
            for side in SIDES:
                table = [[x1, x2], [n1 - x1, n2 - x2]]
                fisher = fisher_exact([[x1, n1 - x1], [x2, n2 - x2]], side).pvalue
                ours = barnard(x1, n1, x2, n2, side)
                if n1 * n2 < 2_000 and 0 < x1 + x2 < n1 + n2:
                    theirs = barnard_exact(table, side, pooled=True, n=256).pvalue
                    assert abs(ours - theirs) < 2e-5 * ours, (side, x1, n1, x2, n2, ours, theirs)
                print(f"{side},{x1},{n1},{x2},{n2},{float(fisher)!r},{float(ours)!r}", file=file, flush=True)


if __name__ == "__main__":
    main()
