"""Writes the reference tables of tests/special_reference.rs: special.csv, beta.csv and normal.csv.

Run it as `python3 make_special.py` with mpmath 1.3 (gmpy2 makes it faster); it takes
about a minute.

Every limit solves "ln(tail probability) = ln(tail)" at 80 digits. The tail probability is its first
term times a series of positive terms, summed in fixed point, so nothing cancels:

    P(X >= k) = pmf(k) * sum_j prod_{i<j} (n-k-i)/(k+1+i) * odds          (lower limit)
    P(X <= k) = pmf(k) * sum_j prod_{i<j} (k-i)/(n-k+1+i) / odds          (upper limit)
    I_x(a, b) = x^a (1-x)^b / (a B(a, b)) * sum_j prod_{i<j} (a+b+i)/(a+1+i) * x

Each logarithm is concave in the log odds, so Newton's method converges from any start. Every row's
residual is checked to 1e-40 before it is written; inputs are doubles that Python prints exactly.
"""

from multiprocessing import Pool

from mpmath import mp, mpf, erfc, exp, expm1, findroot, log, log1p, loggamma, sqrt

mp.dps = 80
COARSE_BITS, FINE_BITS = 64, 230
RESIDUAL = mpf(10) ** -40

CONFIDENCES = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1 - 1e-6, 1 - 1e-9]
TAILS = [(1 - level) / 2 for level in CONFIDENCES]
TRIALS = [1, 2, 3, 5, 10, 30, 100, 317, 1000, 4900, 10**4, 10**5, 340_000, 10**6, 10**7, 10**8, 10**9,
          12_300_000_000, 5 * 10**10, 10**11, 10**12, 10**13]
EVENTS = [0, 1, 2, 3, 5, 10, 17, 44, 100, 207, 1000, 10**4, 10**5, 10**6, 10**7, 10**8, 10**9]
NAMED = [(44, 8_000_000), (17, 12_300_000_000), (0, 150_000_000_000), (1, 50_000_000_000), (31, 75),
         (44, 75), (207, 4900), (207, 340_000), (0, 8), (81, 263), (15, 148), (0, 20), (1, 29),
         (84, 101), (4, 200)]


def series(numerator, down, denominator, ratio, bits):
    """Sum of prod_{i<j} (numerator -/+ i) / (denominator + i) * ratio over j, to 2^-bits."""
    shift = bits - int(mp.floor(log(ratio, 2)))
    factor = int(mp.ldexp(ratio, shift))
    top, bottom = int(2 * numerator), int(2 * denominator)  # doubled, so that halves are whole
    move = -2 if down else 2
    term = total = 1 << (bits + 40)
    while term > 0 and (term << bits) > total:
        term = (term * top * factor >> shift) // bottom
        total += term
        top += move
        bottom += 2
    return mp.ldexp(mpf(total), -(bits + 40))


def solve(log_tail_probability, tail, start):
    """The log odds at which log_tail_probability(log odds, bits) -> (value, slope) is ln(tail)."""
    goal, theta, bits = log(mpf(tail)), start, COARSE_BITS
    for _ in range(400):
        value, slope = log_tail_probability(theta, bits)
        step = (goal - value) / slope
        if bits == FINE_BITS and abs(goal - value) < RESIDUAL:
            return theta
        theta += step
        if abs(step * slope) < mpf(10) ** -12:
            bits = FINE_BITS
    raise ArithmeticError(f"no convergence: tail {tail}, start {start}")


def odds_parts(theta):
    odds = exp(theta)
    return odds, odds / (1 + odds), 1 / (1 + odds)


def log_choose(n, k):
    return loggamma(mpf(n + 1)) - loggamma(mpf(k + 1)) - loggamma(mpf(n - k + 1))


def lower_limit(k, n, tail):
    if k == 0:
        return mpf(0)
    if k == n:
        return exp(log(mpf(tail)) / n)
    choose = log_choose(n, k)

    def at(theta, bits):
        odds, x, y = odds_parts(theta)
        total = series(n - k, True, k + 1, odds, bits)
        return choose + k * log(x) + (n - k) * log1p(-x) + log(total), k * y / total

    return odds_parts(solve(at, tail, log(mpf(k) / (n - k + 1))))[1]


def upper_limit(k, n, tail):
    if k == n:
        return mpf(1)
    if k == 0:
        return -expm1(log(mpf(tail)) / n)
    choose = log_choose(n, k)

    def at(theta, bits):
        odds, x, y = odds_parts(theta)
        total = series(k, True, n - k + 1, 1 / odds, bits)
        return choose + k * log(x) + (n - k) * log1p(-x) + log(total), -(n - k) * x / total

    return odds_parts(solve(at, tail, log(mpf(k + 1) / (n - k))))[1]


def beta_quantile(a, b, tail):
    log_beta = loggamma(mpf(a)) + loggamma(mpf(b)) - loggamma(mpf(a) + mpf(b))

    def at(theta, bits):
        _, x, y = odds_parts(theta)
        total = series(a + b, False, a + 1, x, bits)
        return a * log(x) + b * log1p(-x) - log(mpf(a)) - log_beta + log(total), a / total

    return odds_parts(solve(at, tail, log(mpf(a) / mpf(b))))[1]


def normal_quantile(tail):
    q = mpf(tail)
    return findroot(lambda z: erfc(z / sqrt(mpf(2))) / 2 - q, sqrt(-2 * log(q)) - mpf("0.3"))


def wilson(k, n, tail):
    z, p, n = Z[tail], mpf(k) / n, mpf(n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    centre, scale = p + z * z / (2 * n), 1 + z * z / n
    return (mpf(0) if k == 0 else (centre - half) / scale), (centre + half) / scale


def text(number):
    return mp.nstr(number, 20, min_fixed=0, max_fixed=0)


def limits_row(case):
    k, n, tail = case
    values = [lower_limit(k, n, tail), upper_limit(k, n, tail), *wilson(k, n, tail)]
    return ",".join([str(k), str(n), repr(tail), *map(text, values)])


def beta_row(case):
    a, b, tail = case
    return ",".join([repr(a), repr(b), repr(tail), text(beta_quantile(a, b, tail))])


def pairs():
    found = set(NAMED)
    for n in TRIALS:
        found.update((k, n) for k in EVENTS if k <= n)
        if n <= 10**9:
            found.update([(n // 2, n), (n, n), (n - 1, n)])
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def write(name, header, rows):
    with open(name, "w", encoding="ascii") as out:
        out.write("\n".join([header, *rows]) + "\n")


Z = {tail: normal_quantile(tail) for tail in TAILS}

if __name__ == "__main__":
    normal_tails = TAILS + [0.4, 0.49, 0.3, 0.1, 0.05, 1e-3, 1e-6, 1e-12, 5e-17]
    write("normal.csv", "tail,z", [f"{t!r},{text(normal_quantile(t))}" for t in normal_tails])
    beta_cases = [(a, b, tail) for a in [0.5, 1.0, 1.5, 2.0, 7.5, 20.5, 99.5, 101.0, 5000.5, 1e6]
                  for b in [0.5, 1.0, 2.5, 14.5, 40.0, 150.5, 1e4, 8e6, 12.3e9 - 16.5, 1e13]
                  if a <= 100 * b for tail in TAILS]
    with Pool(2) as pool:
        write("beta.csv", "a,b,tail,x", pool.map(beta_row, beta_cases, 4))
        cases = [(k, n, tail) for k, n in pairs() for tail in TAILS]
        write("special.csv", "events,trials,tail,lower,upper,wilson_lower,wilson_upper",
              pool.map(limits_row, cases, 4))
