"""Writes confusion.csv: metrics and intervals of confusion matrices, by other programs than ours.

Run: pip install scikit-learn statsmodels mpmath && python make_confusion.py > confusion.csv

Values come from scikit-learn where it has the metric; intervals of proportions, odds ratios and
differences from statsmodels; those that neither has (likelihood ratios, F1, MCC, predictive values at
another prevalence) from the published formulas at 50 digits, for MCC with numerical derivatives, so
that no closed form of ours is used twice.
"""

import sys
import warnings

import mpmath as mp
import numpy as np
from sklearn import metrics as sk
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

warnings.simplefilter("ignore")
mp.mp.dps = 50
CASES = [  # tp, fp, fn, tn
    (240, 87, 178, 288),
    (84, 10, 16, 990),
    (5, 3, 2, 40),
    (1, 1, 1, 1),
    (31, 44, 9, 7999916),
    (3, 50, 40, 7),
    (700, 300, 300, 700),
    (17, 4, 0, 19),
    (12, 0, 5, 800),
    (0, 6, 4, 90),
    (20, 30, 10, 0),
]
Z = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95"))


def row(case, metric, prevalence, value, limits):
    lower, upper = limits if limits is not None else ("", "")
    number = lambda x: "" if x == "" else mp.nstr(mp.mpf(x), 17)
    print(*case, metric, prevalence, number(value), number(lower), number(upper), sep=",")


def around(transform, centre, half):
    return transform(centre - half), transform(centre + half)


def expit(x):
    return 1 / (1 + mp.exp(-x))


def phi(p):
    a, b, c, d = p
    return (a * d - b * c) / mp.sqrt((a + b) * (a + c) * (d + b) * (d + c))


def mcc_limits(case):
    n = mp.mpf(sum(case))
    if 0 in case:
        return None  # the delta method is false there
    p = [mp.mpf(x) / n for x in case]
    def slope(i):
        at = lambda x: phi([x if j == i else q for j, q in enumerate(p)])
        h = mp.mpf("1e-15") * (p[i] if p[i] > 0 else 1 / n)
        return (at(p[i] + h) - at(p[i] - h)) / (2 * h)
    g = [slope(i) for i in range(4)]
    mean = sum(a * b for a, b in zip(p, g))
    variance = sum(a * b * b for a, b in zip(p, g)) - mean**2
    value = phi(p)
    return around(mp.tanh, mp.atanh(value), Z * mp.sqrt(variance / n) / (1 - value**2))


def predictive(case, prevalence, adjusted, positive):
    a, b, c, d = (mp.mpf(x) for x in case)
    if adjusted:
        a, b, c, d = (x + Z**2 / 2 for x in (a, b, c, d))
    se, sp, n1, n0 = a / (a + c), d / (b + d), a + c, b + d
    p = mp.mpf(prevalence)
    if positive:
        logit = mp.log(se * p / ((1 - sp) * (1 - p)))
        variance = (1 - se) / se / n1 + sp / (1 - sp) / n0
    else:
        logit = mp.log(sp * (1 - p) / ((1 - se) * p))
        variance = se / (1 - se) / n1 + (1 - sp) / sp / n0
    return around(expit, logit, Z * mp.sqrt(variance))


print("tp,fp,fn,tn,metric,prevalence,estimate,lower,upper")
for case in CASES:
    tp, fp, fn, tn = case
    n = sum(case)
    y, f, weight = [1, 0, 1, 0], [1, 1, 0, 0], list(case)
    scored = lambda score, **more: score(y, f, sample_weight=weight, **more)
    proportions = {
        "precision": (scored(sk.precision_score), tp, tp + fp),
        "recall": (scored(sk.recall_score), tp, tp + fn),
        "specificity": (scored(sk.recall_score, pos_label=0), tn, tn + fp),
        "npv": (scored(sk.precision_score, pos_label=0), tn, tn + fn),
        "fpr": (fp / (fp + tn), fp, fp + tn),
        "fnr": (fn / (fn + tp), fn, fn + tp),
        "fdr": (fp / (fp + tp), fp, fp + tp),
        "for": (fn / (fn + tn), fn, fn + tn),
        "accuracy": (scored(sk.accuracy_score), tp + tn, n),
        "prevalence": (np.average(y, weights=weight), tp + fn, n),
        "flag_rate": (np.average(f, weights=weight), tp + fp, n),
    }
    for name, (value, events, trials) in proportions.items():
        row(case, name, "", value, proportion_confint(events, trials, alpha=0.05, method="beta"))
    newcombe = confint_proportions_2indep(tp, tp + fn, fp, fp + tn, compare="diff", method="newcomb")
    balanced = [(1 + x) / 2 for x in newcombe]
    row(case, "youden_j", "", scored(sk.balanced_accuracy_score, adjusted=True), newcombe)
    row(case, "balanced_accuracy", "", scored(sk.balanced_accuracy_score), balanced)
    s = proportion_confint(tp, tp + fp + fn, alpha=0.05, method="beta")
    row(case, "f1", "", scored(sk.f1_score), [2 * x / (1 + x) for x in s])
    row(case, "mcc", "", scored(sk.matthews_corrcoef), mcc_limits(case))
    if tp and fp and fn and tn:
        table = Table2x2(np.array([[tp, fp], [fn, tn]]))
        row(case, "diagnostic_odds_ratio", "", table.oddsratio, table.oddsratio_confint(0.05))
        # statsmodels knows the likelihood ratios as risk ratios of the transposed table.
        flagged, unflagged = ([[tp, fn], [fp, tn]], [[fn, tp], [tn, fp]])
        for name, cells in (("lr_positive", flagged), ("lr_negative", unflagged)):
            ratio = Table2x2(np.array(cells))
            row(case, name, "", ratio.riskratio, ratio.riskratio_confint(0.05))
    for p in ("0.03", "0.000001", "0.5"):
        se, sp, q = mp.mpf(tp) / (tp + fn), mp.mpf(tn) / (tn + fp), mp.mpf(p)
        ppv = se * q / (se * q + (1 - sp) * (1 - q))
        npv = sp * (1 - q) / ((1 - se) * q + sp * (1 - q))
        for name, value, positive in (("ppv", ppv, True), ("npv", npv, False)):
            # Only a 0 among what the value is about breaks the plain formula.
            adjusted = 0 in ((tp, fp) if positive else (tn, fn))
            limits = predictive(case, p, adjusted, positive)
            limits = min(limits[0], value), max(limits[1], value)
            row(case, f"{name}_at_prevalence", p, value, limits)
