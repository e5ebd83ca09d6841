"""A peer of benches/clopper_pearson.rs: statsmodels, which calls scipy.stats.beta.

Reads the counts from the file named, says who it is, then for every line on standard input times one
pass over all of them and answers with its seconds and the means of ln(lower) and ln(upper).
"""

import sys
import time

import numpy as np
import statsmodels
from statsmodels.stats.proportion import proportion_confint

events, trials = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1, unpack=True)
print(f"statsmodels {statsmodels.__version__}, proportion_confint", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    lower, upper = proportion_confint(events, trials, alpha=0.05, method="beta")
    seconds = time.perf_counter() - start
    print(seconds, np.log(lower).mean(), np.log(upper).mean(), flush=True)
