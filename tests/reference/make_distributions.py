"""Writes the tables of tail probabilities for tests/special_reference.rs: binomial.csv,
hypergeometric.csv, chi_squared.csv, student_t.csv and normal_tails.csv.

Run it as `python3 make_distributions.py` with mpmath 1.3, beside make_special.py and the
special.csv that it wrote; it takes about a minute on two cores.

Every argument is a double that Python prints exactly, or a whole number. A tail is its first term
times a series of positive terms, summed in fixed point to 230 bits, so nothing cancels; where it is
taken as a complement, 80 digits leave 60 after the 1e-10 that cancel.
"""

from multiprocessing import Pool

from mpmath import mp, mpf, erfc, exp, log, log1p, loggamma, sqrt

from make_special import FINE_BITS, TAILS, beta_quantile, log_choose, series, text

WIDE = 40


def binomial_row(case):
    """P(X >= k) where `side` is at_least, else P(X <= k)."""
    side, k, n, share = case
    p = mpf(share)
    first = log_choose(n, k) + k * log(p) + (n - k) * log1p(-p)
    if side == "at_least":
        total = series(n - k, True, k + 1, p / (1 - p), FINE_BITS)
    else:
        total = series(k, True, n - k + 1, (1 - p) / p, FINE_BITS)
    return f"{side},{k},{n},{share!r},{text(exp(first) * total)},{text(exp(first))}"


def binomial_cases():
    cases = []
    for line in open("special.csv", encoding="ascii").read().split()[1:]:
        k, n, tail, lower, upper = line.split(",")[:5]
        if float(tail) in BINOMIAL_TAILS and 0 < int(k) < int(n):
            cases.append(("at_least", int(k), int(n), float(lower)))
            cases.append(("at_most", int(k), int(n), float(upper)))
    return [case for case in cases if case[3] < 1]


def hypergeometric_row(case):
    """The tail away from the mean, with the probability of its first term."""
    events, others, sample, k = case
    first = exp(log_choose(events, k) + log_choose(others, sample - k) - log_choose(events + others, sample))
    side = "at_least" if k * (events + others) >= events * sample else "at_most"
    if side == "at_least":
        a, b, c, d = events - k, sample - k, k + 1, others - sample + k + 1
    else:
        a, b, c, d = others - sample + k, k, sample - k + 1, events - k + 1
    term = total = 1 << (FINE_BITS + WIDE)
    while term > 0 and (term << FINE_BITS) > total:
        term = term * (a * b) // (c * d)
        total += term
        a, b, c, d = a - 1, b - 1, c + 1, d + 1
    tail = first * mp.ldexp(mpf(total), -(FINE_BITS + WIDE))
    return f"{side},{events},{others},{sample},{k},{text(tail)},{text(first)}"


def hypergeometric_cases():
    cases = set()
    for pool in [10, 100, 1000, 10**5, 340_000, 10**7, 10**9]:
        for events in sorted({1, 3, 44, 1000, pool // 1000, pool // 10, pool // 2, pool - 2}):
            for sample in sorted({1, 20, 500, 20_000, pool // 100, pool // 2, pool - 1}):
                if not (0 < events < pool and 0 < sample < pool):
                    continue
                mean = mpf(events) * sample / pool
                spread = sqrt(mean * (pool - events) * (pool - sample) / pool / pool)
                for z in [-6, -2, mpf("-0.5"), mpf("0.5"), 2, 6]:
                    k = int(mp.nint(mean + z * spread))
                    if max(0, sample - (pool - events)) <= k <= min(events, sample):
                        cases.add((events, pool - events, sample, k))
    return sorted(cases)


def log_gamma_ratio(a, x):
    """ln P(a, x), its slope in ln x: x^a e^-x / Gamma(a+1) * sum x^j / (a+1)...(a+j)."""
    shift = FINE_BITS
    factor, bottom = int(mp.ldexp(x, shift)), int(mp.ldexp(a + 1, shift))
    step = 1 << shift
    term = total = 1 << (FINE_BITS + WIDE)
    while term > 0 and (term << FINE_BITS) > total:
        term = term * factor // bottom
        total += term
        bottom += step
    total = mp.ldexp(mpf(total), -(FINE_BITS + WIDE))
    return a * log(x) - x - loggamma(a + 1) + log(total), a / total


def chi_squared_row(case):
    """The x with `tail` below (side lower) or above it, and both tails at that x as a double."""
    side, freedom, tail = case
    a = mpf(freedom) / 2
    below = mpf(tail) if side == "lower" else 1 - mpf(tail)
    log_x = log(a) if a > 2 else (log(below) + loggamma(a + 1)) / a
    for _ in range(300):
        value, slope = log_gamma_ratio(a, exp(log_x))
        step = (log(below) - value) / slope
        if abs(step) < mpf(10) ** -35:
            break
        log_x += step
    else:
        raise ArithmeticError(f"no convergence: {case}")
    x = 2 * exp(log_x)
    at = float(x)
    lower = exp(log_gamma_ratio(a, mpf(at) / 2)[0])
    small = lower if side == "lower" else 1 - lower
    return f"{side},{freedom!r},{tail!r},{text(x)},{at!r},{text(small)}"


def incomplete_beta(a, b, x):
    log_beta = loggamma(a) + loggamma(b) - loggamma(a + b)
    return exp(a * log(x) + b * log1p(-x) - log(a) - log_beta) * series(a + b, False, a + 1, x, FINE_BITS)


def student_row(case):
    """The t with `tail` above it, and the tail above that t as a double.

    From what is inside -t..t where that or the degrees of freedom are large, else from what is
    outside: whichever series is short.
    """
    freedom, tail = case
    half, b = mpf(1) / 2, mpf(freedom) / 2
    by_inside = tail >= 0.25 or freedom > 1000
    if by_inside:
        y = beta_quantile(half, b, 1 - 2 * mpf(tail))
        t = sqrt(freedom * y / (1 - y))
    else:
        x = beta_quantile(b, half, 2 * mpf(tail))
        t = sqrt(freedom * (1 - x) / x)
    at = float(t)
    square = mpf(at) ** 2
    if by_inside:
        there = (1 - incomplete_beta(half, b, square / (freedom + square))) / 2
    else:
        there = incomplete_beta(b, half, freedom / (freedom + square)) / 2
    return f"{freedom!r},{tail!r},{text(t)},{at!r},{text(there)}"


def write(name, header, rows):
    with open(name, "w", encoding="ascii") as out:
        out.write("\n".join([header, *rows]) + "\n")


BINOMIAL_TAILS = {TAILS[0], TAILS[3], TAILS[6], TAILS[7]}
MORE_TAILS = TAILS + [0.4, 0.49]

if __name__ == "__main__":
    zs = [0.0, 0.1, 0.5, 1.0, 1.5, 1.96, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 10.0, 20.0, 37.0]
    write("normal_tails.csv", "z,upper,lower",
          [f"{z!r},{text(erfc(mpf(z) / sqrt(2)) / 2)},{text(erfc(-mpf(z) / sqrt(2)) / 2)}" for z in zs])
    with Pool(2) as pool:
        write("student_t.csv", "freedom,tail,t,t_as_double,tail_there",
              pool.map(student_row, [(f, tail) for f in [1, 2, 3, 5, 10, 30, 100, 1000, 10**6, 10**9, 10**12]
                                     for tail in MORE_TAILS], 2))
        write("chi_squared.csv", "side,freedom,tail,x,x_as_double,tail_there",
              pool.map(chi_squared_row, [(side, f, tail) for side in ["lower", "upper"]
                                         for f in [0.5, 1, 2, 3, 5, 10, 30, 100, 1000, 10**5, 10**6, 10**8]
                                         for tail in MORE_TAILS], 2))
        write("hypergeometric.csv", "side,events,others,sample,k,tail,probability",
              pool.map(hypergeometric_row, hypergeometric_cases(), 8))
        write("binomial.csv", "side,events,trials,share,tail,probability",
              pool.map(binomial_row, binomial_cases(), 8))
