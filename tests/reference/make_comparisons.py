"""Writes comparisons.csv for tests/special_reference.rs: score intervals for two proportions at 95 %.

Run it as `python3 make_comparisons.py` with mpmath 1.3, beside make_special.py; it takes seconds. Each
limit is halved out of its bracket at 60 digits, and so is the most likely share within it: no closed
form of a cubic or quadratic equation is used, and no formula is shared with the crate.
"""

from mpmath import mp, mpf, sqrt

from make_special import normal_quantile, text

mp.dps = 60
Z = normal_quantile((1 - 0.95) / 2)


def halve(f, low, high):
    """Where f, above 0 at low and below at high, crosses 0."""
    for _ in range(260):
        middle = (low + high) / 2
        if f(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def pull(x, n, p):
    return (x / p if x else 0) - ((n - x) / (1 - p) if n > x else 0)


def difference_score(d, x1, n1, x2, n2):
    q = halve(lambda q: pull(x1, n1, q + d) + pull(x2, n2, q), max(mpf(0), -d), min(mpf(1), 1 - d))
    variance = (q + d) * (1 - q - d) / n1 + q * (1 - q) / n2
    return (mpf(x1) / n1 - mpf(x2) / n2 - d) / sqrt(variance * (n1 + n2) / (n1 + n2 - 1))


def ratio_score(r, x1, n1, x2, n2):
    q = halve(lambda q: r * pull(x1, n1, r * q) + pull(x2, n2, q), mpf(0), min(mpf(1), 1 / r))
    variance = r * q * (1 - r * q) / n1 + r * r * q * (1 - q) / n2
    return (mpf(x1) / n1 - r * mpf(x2) / n2) / sqrt(variance)


def paired_score(d, a, b, c, e):
    """The share of the second alone that is most likely, with the first alone d above it."""
    n = a + b + c + e
    same = a + e

    def slope(q):
        return (b / (q + d) if b else 0) + (c / q if c else 0) - (2 * same / (1 - d - 2 * q) if same else 0)

    q = halve(slope, max(mpf(0), -d), (1 - d) / 2)
    return (b - c - n * d) / sqrt(n * (2 * q + d * (1 - d)))


def row(method, score, counts, low, estimate, high):
    lower = halve(lambda x: score(x, *counts) - Z, low, estimate)
    upper = halve(lambda x: score(x, *counts) + Z, estimate, high)
    return ",".join([method, *map(str, counts), text(lower), text(upper)])


TWO = [(7, 34, 1, 34), (44, 8_000_000, 17, 12_300_000_000), (1, 50_000_000_000, 3, 20_000_000),
       (500, 1000, 499_000, 1_000_000), (84, 101, 81, 263), (15, 148, 207, 4900)]
PAIRED = [(59, 6, 16, 80), (1, 1, 7, 12), (9, 44, 17, 8_000_000_000), (800, 30, 45, 12_000_000), (5, 20, 30, 4)]

if __name__ == "__main__":
    rows = []
    for x1, n1, x2, n2 in TWO:
        p1, p2 = mpf(x1) / n1, mpf(x2) / n2
        rows.append(row("miettinen_nurminen", difference_score, (x1, n1, x2, n2), mpf(-1), p1 - p2, mpf(1)))
        rows.append(row("koopman", ratio_score, (x1, n1, x2, n2), mpf(10) ** -12 * p1 / p2, p1 / p2, 10 ** 12 * p1 / p2))
    for a, b, c, e in PAIRED:
        rows.append(row("tango", paired_score, (a, b, c, e), mpf(-1), mpf(b - c) / (a + b + c + e), mpf(1)))
    with open("comparisons.csv", "w", encoding="ascii") as out:
        out.write("\n".join(["method,a,b,c,d,lower,upper", *rows]) + "\n")
