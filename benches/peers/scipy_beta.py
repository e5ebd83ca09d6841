"""A peer of benches/clopper_pearson.rs: the quantiles of the beta distribution by scipy.

Reads the counts from the file named, says who it is, then for every line on standard input times one
pass over all of them and answers with its seconds and the means of ln(lower) and ln(upper).
"""

import sys
import time

import numpy as np
import scipy
from scipy.special import betaincinv, betainccinv

events, trials = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1, unpack=True)
others = trials - events
print(f"scipy {scipy.__version__}, betaincinv and betainccinv", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    lower = betaincinv(events, others + 1, 0.025)
    upper = np.where(others > 0, betainccinv(events + 1, np.maximum(others, 1), 0.025), 1.0)
    seconds = time.perf_counter() - start
    print(seconds, np.log(lower).mean(), np.log(upper).mean(), flush=True)
