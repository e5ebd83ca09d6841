"""Writes shares.csv for tests/stated_shares.rs: what stated shares of a table say of its other shares.

Run it as `python3 make_shares.py` with numpy and scipy 1.17; it takes seconds. Each end is a linear program by the
transformation of Charnes and Cooper (1962), solved by HiGHS (scipy.optimize.linprog): the cells are scaled so that
the denominator of the share asked for is 1. Columns: the stated shares as name:least:greatest, the share asked for,
and its ends (empty where no table has the stated shares).
"""

import numpy as np
from scipy.optimize import linprog

# Numerator and denominator over the cells tp, fp, fn, tn.
SHARES = {
    "precision": ("1000", "1100"), "recall": ("1000", "1010"), "specificity": ("0001", "0101"),
    "npv": ("0001", "0011"), "fpr": ("0100", "0101"), "fnr": ("0010", "1010"), "fdr": ("0100", "1100"),
    "for": ("0010", "0011"), "accuracy": ("1001", "1111"), "prevalence": ("1010", "1111"),
    "flag_rate": ("1100", "1111"),
}


def vector(text):
    return np.array([float(digit) for digit in text])


def end(stated, asked, sign):
    part, whole = map(vector, SHARES[asked])
    rows = []
    for name, low, high in stated:
        p, w = map(vector, SHARES[name])
        rows += [low * w - p, p - high * w]
    a_ub = np.array(rows) if rows else None
    options = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    found = linprog(sign * part, A_ub=a_ub, b_ub=np.zeros(len(rows)) if rows else None, A_eq=[whole], b_eq=[1.0],
                    bounds=[(0, None)] * 4, options=options)
    return sign * found.fun if found.success else None


def defined(stated):
    """Whether some table with the stated shares gives each of them a denominator."""
    rows = []
    for name, low, high in stated:
        p, w = map(vector, SHARES[name])
        rows += [low * w - p, p - high * w]
    for name, *_ in stated:
        whole = vector(SHARES[name][1])
        found = linprog(-whole, A_ub=np.array(rows), b_ub=np.zeros(len(rows)), A_eq=[np.ones(4)], b_eq=[1.0])
        if not found.success or -found.fun < 1e-9:
            return False
    return True


def main():
    random = np.random.default_rng(20240229)
    names = list(SHARES)
    with open("shares.csv", "w", encoding="utf-8") as file:
        print("stated,asked,least,greatest", file=file)
        for case in range(24):
            stated = []
            for name in random.choice(names, size=1 + case % 4, replace=False):
                low, high = sorted(round(float(x), 2) for x in random.uniform(0.02, 0.98, size=2))
                stated.append((str(name), low, high))
            text = " ".join(f"{name}:{low}:{high}" for name, low, high in stated)
            for asked in names:
                ends = (end(stated, asked, 1), end(stated, asked, -1)) if defined(stated) else (None, None)
                ends = ["" if x is None else repr(round(float(x), 12) + 0.0) for x in ends]
                print(",".join([text, asked, *ends]), file=file)


if __name__ == "__main__":
    main()
