"""Writes weighted.csv: metrics of weighted counts, with limits and design effects, by other means than ours.

Run: pip install mpmath && python make_weighted.py > weighted.csv

Limits of shares: gamma quotients by numerical integration of the beta density and bisection. MCC: a search over
the odds between their limits. Other metrics of two shares: all four corners of their intervals. Design effects: the delta method with numerical derivatives with respect to each
count. All at 40 digits, so that no closed form of ours is used twice. With equal weights (the last case) limits
of shares are those of statsmodels' proportion_confint(method="beta") and design effects are 1.
"""

import mpmath as mp

mp.mp.dps = 40
ALPHA = mp.mpf("0.05")
# Each cell (tp, fp, fn, tn) as counts with their weights.
CASES = [
    [[(84, 1)], [(2, 1)], [(3, 1000)], [(1997, 1000)]],
    [[(30, 1), (6, 12.5)], [(5, 1), (2, 12.5)], [(4, 1), (1, 12.5)], [(200, 1), (91, 12.5)]],
    [[(90, 1), (0, 1000)], [(10, 1), (0, 1000)], [(5, 1), (0, 1000)], [(70, 1), (500, 1000)]],
    [[(19, 1)], [(0, 1)], [(0, 500)], [(400, 500)]],
    [[(3, 1)], [(50, 2)], [(20, 10)], [(7, 30)]],
    [[(0, 4)], [(6, 1), (1, 40)], [(4, 1), (2, 40)], [(90, 3)]],
    [[(5, 1)], [(0, 1)], [(0, 1)], [(9, 7)]],
    [[(31, 7)], [(44, 7)], [(9, 7)], [(7999, 7)]],
]


def bisect(f, low, high):
    """The zero of an increasing f, sought in the logarithm."""
    low, high = mp.log(low), mp.log(high)
    for _ in range(180):
        middle = (low + high) / 2
        low, high = (middle, high) if f(mp.e**middle) < 0 else (low, middle)
    return mp.e ** ((low + high) / 2)


def beta_below(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True)


def sums(cell):
    return sum(n * mp.mpf(w) for n, w in cell), sum(n * mp.mpf(w) ** 2 for n, w in cell), max(w for _, w in cell)


def gamma(cell, plus):
    y, v, m = sums(cell)
    y, v = (y + m, v + mp.mpf(m) ** 2) if plus else (y, v)
    return y * y / v, v / y


def lower_odds(a, b, tail):
    if not sums(a)[0]:
        return mp.mpf(0)
    (k, s), (big_k, big_s) = gamma(a, False), gamma(b, True)
    below = lambda odds: beta_below(k, big_k, odds / (1 + odds)) - tail
    return s / big_s * bisect(below, mp.mpf("1e-40"), mp.mpf("1e40"))


def odds_limits(a, b, tail):
    other = lower_odds(b, a, tail)
    return lower_odds(a, b, tail), 1 / other if other else mp.inf


def share(a, b, tail=ALPHA / 2):
    low, high = odds_limits(a, b, tail)
    to_share = lambda odds: mp.mpf(1) if odds == mp.inf else odds / (1 + odds)
    return sums(a)[0] / (sums(a)[0] + sums(b)[0]), to_share(low), to_share(high)


def corners(pair, combine):
    """The estimate, and the least and the greatest value at the corners of two intervals, each at half the risk."""
    x, y = pair(ALPHA / 4)
    values = [combine(one, two) for one in x[1:] for two in y[1:]]
    return combine(x[0], y[0]), min(values), max(values)


def quotient(x, y):
    return mp.mpf(0) if y == mp.inf else x / y if y else mp.inf


def phi(r, f, odds):
    tp, fn, fp, tn = r * odds, (1 - r) * odds, f, 1 - f
    return (tp * tn - fp * fn) / mp.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))


def extreme(r, f, low, high, sign):
    """The least of sign * phi over odds from low to high, on a fine grid that closes in."""
    for _ in range(40):
        points = [low * (high / low) ** (mp.mpf(i) / 20) for i in range(21)]
        best = min(range(21), key=lambda i: sign * phi(r, f, points[i]))
        low, high = points[max(best - 1, 0)], points[min(best + 1, 20)]
    return min((sign * phi(r, f, x) for x in (low, high)), default=0) * sign


def design_effect(a, b):
    if not sums(a)[0] or not sums(b)[0]:
        return None
    cells = [(side, n, mp.mpf(w)) for side, cell in ((0, a), (1, b)) for n, w in cell]
    def value(counts):
        totals = [sum(n * w for n, (side, _, w) in zip(counts, cells) if side == s) for s in (0, 1)]
        return totals[0] / sum(totals)
    counts, h = [mp.mpf(n) for _, n, _ in cells], mp.mpf("1e-15")
    variance = mp.mpf(0)
    for i, (_, n, _) in enumerate(cells):
        moved = lambda step: value([x + step * (i == j) for j, x in enumerate(counts)])
        variance += n * ((moved(h) - moved(-h)) / (2 * h)) ** 2
    p = value(counts)
    return variance / (p * (1 - p) / sum(counts))


def row(case, metric, prevalence, found, effect=None):
    number = lambda x: "" if x is None or mp.isinf(x) else mp.nstr(x, 17)
    cells = ["+".join(f"{n}*{w}" for n, w in cell) for cell in case]
    print(*cells, metric, prevalence, *map(number, found), number(effect), sep=",")


print("tp,fp,fn,tn,metric,prevalence,estimate,lower,upper,design_effect")
for case in CASES:
    tp, fp, fn, tn = case
    for name, a, b in (
        ("precision", tp, fp), ("fdr", fp, tp), ("recall", tp, fn), ("fnr", fn, tp), ("specificity", tn, fp),
        ("fpr", fp, tn), ("npv", tn, fn), ("for", fn, tn), ("accuracy", tp + tn, fp + fn),
        ("prevalence", tp + fn, fp + tn), ("flag_rate", tp + fp, fn + tn),
    ):
        row(case, name, "", share(a, b), design_effect(a, b))
    row(case, "f1", "", [2 * x / (1 + x) for x in share(tp, fp + fn)])
    positive = lambda tail: (share(tp, fn, tail), share(fp, tn, tail))
    negative = lambda tail: (share(fn, tp, tail), share(tn, fp, tail))
    reverse = lambda tail: negative(tail)[::-1]
    of = lambda a, b, tail: (quotient(sums(a)[0], sums(b)[0]), *odds_limits(a, b, tail))
    odds = lambda tail: (of(tp, fn, tail), of(fp, tn, tail))
    j = corners(positive, lambda recall, fpr: recall - fpr)
    row(case, "youden_j", "", j)
    row(case, "balanced_accuracy", "", [(1 + x) / 2 for x in j])
    row(case, "lr_positive", "", corners(positive, quotient))
    row(case, "lr_negative", "", corners(negative, quotient))
    row(case, "diagnostic_odds_ratio", "", corners(odds, quotient))
    r, f = share(tp, fn, ALPHA / 6), share(fp, tn, ALPHA / 6)
    ends = odds_limits(tp + fn, fp + tn, ALPHA / 6)
    here = sums(tp + fn)[0] / sums(fp + tn)[0]
    row(case, "mcc", "", (phi(r[0], f[0], here), extreme(r[1], f[2], *ends, 1), extreme(r[2], f[1], *ends, -1)))
    for p in ("0.03", "0.000001"):
        prior = mp.mpf(p) / (1 - mp.mpf(p))
        to_share = lambda odds: mp.mpf(1) if odds == mp.inf else odds / (1 + odds)
        row(case, "ppv_at_prevalence", p, [to_share(x * prior) for x in corners(positive, quotient)])
        row(case, "npv_at_prevalence", p, [to_share(x / prior) for x in corners(reverse, quotient)])
