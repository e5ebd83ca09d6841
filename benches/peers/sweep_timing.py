"""What the Python peers of benches/sweep_peers share: they print their seconds, peak memory and answer."""

import json
import re
import time
from pathlib import Path

import numpy as np


def arrays(scores, labels):
    return np.fromfile(scores, np.float32), np.fromfile(labels, np.uint8)


def report(work):
    start = time.perf_counter()
    answer = work()
    seconds = time.perf_counter() - start
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
    print(json.dumps({"seconds": seconds, "mb": peak, "answer": answer}))


def auc_of_counts(positives, negatives):
    """The AUC of counts by distinct score, the lowest score first."""
    positives, negatives = positives.astype(np.float64), negatives.astype(np.float64)
    below = np.cumsum(negatives) - negatives / 2
    return float(positives @ below / positives.sum() / negatives.sum())
