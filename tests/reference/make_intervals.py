"""Writes intervals.csv for tests/special_reference.rs: the limits of the methods that special.csv
leaves out, at the counts that are named there.

Run it as `python3 make_intervals.py` with mpmath 1.3, beside make_special.py; it takes seconds. 80
digits throughout, by the formulas as published, solved by Newton's method in the log odds.
"""

from mpmath import mp, mpf, exp, expm1, log, log1p, sqrt

from make_special import NAMED, Z, beta_quantile, log_choose, normal_quantile, odds_parts, series, solve, text

LEVELS = [0.5, 0.95, 1 - 1e-6]


def score_with_correction(k, n, z):
    p, q, n = mpf(k) / n, mpf(n - k) / n, mpf(n)
    low = 0 if k == 0 else (2 * n * p + z * z - 1 - z * sqrt(z * z - 2 - 1 / n + 4 * p * (n * q + 1))) / (2 * (n + z * z))
    high = 1 if k == n else (2 * n * p + z * z + 1 + z * sqrt(z * z + 2 - 1 / n + 4 * p * (n * q - 1))) / (2 * (n + z * z))
    return mpf(low), mpf(high)


def agresti_coull(k, n, z):
    more = n + z * z
    p = (k + z * z / 2) / more
    half = z * sqrt(p * (1 - p) / more)
    return max(mpf(0), p - half), min(mpf(1), p + half)


def jeffreys(k, n, tail):
    a, b = k + mpf(1) / 2, n - k + mpf(1) / 2
    low = beta_quantile(a, b, tail) if k > 0 else mpf(0)
    high = beta_quantile(a, b, 1 - mpf(tail)) if k < n else mpf(1)
    return low, high


def mid_p(k, n, tail):
    choose = log_choose(n, k)

    def limit(down):
        def at(theta, bits):
            odds, x, y = odds_parts(theta)
            if down:
                total = series(n - k, True, k + 1, odds, bits) - mpf(1) / 2
            else:
                total = series(k, True, n - k + 1, 1 / odds, bits) - mpf(1) / 2
            slope = (k * y + (n - k) * x) / 2 / total
            return choose + k * log(x) + (n - k) * log1p(-x) + log(total), slope if down else -slope
        return odds_parts(solve(at, tail, log(mpf(k) / (n - k))))[1]

    low = mpf(0) if k == 0 else limit(True)
    high = -expm1(log(2 * mpf(tail)) / n) if k == 0 else limit(False)
    return low, high


def likelihood_ratio(k, n, z):
    allowed = z * z / 2
    if k == 0:
        return mpf(0), -expm1(-allowed / n)
    estimate = log(mpf(k) / (n - k))

    def limit(theta):
        for _ in range(500):
            _, x, y = odds_parts(theta)
            excess = k * log(mpf(k) / (n * x)) + (n - k) * log(mpf(n - k) / (n * y)) - allowed
            step = excess / (n * x - k)
            theta -= step
            if abs(step) < mpf(10) ** -60:
                return odds_parts(theta)[1]
        raise ArithmeticError(f"no convergence: {k} of {n}")

    # The deviance is convex in the log odds, so Newton's method comes from outside without overshooting.
    return limit(estimate - allowed / k - 2), limit(estimate + allowed / min(k, n - k) + 2)


def row(k, n, level):
    tail = (1 - level) / 2
    z = Z[tail] if tail in Z else normal_quantile(tail)
    values = [*score_with_correction(k, n, z), *agresti_coull(k, n, z), *jeffreys(k, n, tail),
              *mid_p(k, n, tail), *likelihood_ratio(k, n, z)]
    return ",".join([str(k), str(n), repr(tail), *map(text, values)])


if __name__ == "__main__":
    methods = ["wilson_with_correction", "agresti_coull", "jeffreys", "mid_p", "likelihood_ratio"]
    header = ",".join(["events,trials,tail", *[f"{m}_{end}" for m in methods for end in ["lower", "upper"]]])
    cases = sorted(set(NAMED + [(1, 2), (5, 10**13), (10**9, 10**12), (5 * 10**5, 10**6)]))
    with open("intervals.csv", "w", encoding="ascii") as out:
        out.write("\n".join([header, *[row(k, n, level) for k, n in cases for level in LEVELS]]) + "\n")
