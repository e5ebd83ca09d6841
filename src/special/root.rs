//! Where a function crosses zero.

/// How many steps a search may take. Some 15 are usual; halving the widest bracket there is until
/// its ends are neighbours takes about 1100, but brackets here span logarithms, not magnitudes.
const MOST_STEPS: usize = 200;

/// Returns where `f` crosses zero between `low` and `high`, to about two units in the last place.
///
/// If `f` has the same sign at both ends, the end nearer to zero is returned. `f` may be infinite;
/// where it is NaN, so is the result. Bounded in steps, and deterministic.
///
/// Source: Chandrupatla, *Advances in Engineering Software* 28, 1997: inverse quadratic
/// interpolation where the three last points allow it, halving otherwise.
#[must_use]
pub(crate) fn root(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let mut last = Point::of(low, &f);
    let mut other = Point::of(high, &f);
    if last.y.is_nan() || other.y.is_nan() {
        return f64::NAN;
    }
    if last.y == 0.0 || last.y.signum() == other.y.signum() && other.y != 0.0 {
        return nearer(last, other).x;
    }
    let mut part = 0.5;
    for _ in 0..MOST_STEPS {
        let next = Point::of(last.x + part * (other.x - last.x), &f);
        if next.y.is_nan() {
            return f64::NAN;
        }
        // What is dropped from the bracket still tells of the curve.
        let dropped = if next.y.signum() == last.y.signum() {
            last
        } else {
            std::mem::replace(&mut other, last)
        };
        last = next;
        let best = nearer(last, other);
        let least_part =
            (f64::EPSILON * best.x.abs()).max(f64::MIN_POSITIVE) / (other.x - last.x).abs();
        if best.y == 0.0 || least_part > 0.5 {
            return best.x;
        }
        part = interpolated(last, other, dropped).clamp(least_part, 1.0 - least_part);
    }
    nearer(last, other).x
}

#[derive(Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

impl Point {
    fn of(x: f64, f: impl Fn(f64) -> f64) -> Self {
        Self { x, y: f(x) }
    }
}

fn nearer(one: Point, two: Point) -> Point {
    if one.y.abs() < two.y.abs() { one } else { two }
}

/// Which part of the way from `a` to `b` to try next, from the parabola through all three points.
fn interpolated(a: Point, b: Point, c: Point) -> f64 {
    let xi = (a.x - b.x) / (c.x - b.x);
    let phi = (a.y - b.y) / (c.y - b.y);
    if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
        let part = a.y / (b.y - a.y) * c.y / (b.y - c.y)
            + (c.x - a.x) / (b.x - a.x) * a.y / (c.y - a.y) * b.y / (c.y - b.y);
        if part.is_finite() { part } else { 0.5 }
    } else {
        0.5
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn crossings() {
        assert!((root(0.0, 2.0, |x| x * x - 2.0) - 2.0_f64.sqrt()).abs() < 1e-15);
        assert!((root(-700.0, 700.0, |x| x.exp() - 1e-20).exp() / 1e-20 - 1.0).abs() < 1e-13);
        let ends = (root(-1.0, 1.0, |x| x), root(3.0, 4.0, |x| x), root(3.0, 4.0, |x| 4.0 - x));
        assert_eq!(ends, (0.0, 3.0, 4.0));
        assert!(root(0.0, 1.0, |_| f64::NAN).is_nan());
    }

    #[test]
    fn infinite_values_and_jumps_end_too() {
        let steps = Cell::new(0);
        let jump = |x: f64| {
            steps.set(steps.get() + 1);
            if x < 1.0 / 3.0 { f64::NEG_INFINITY } else { f64::INFINITY }
        };
        assert!((root(-1e3, 1e3, jump) - 1.0 / 3.0).abs() < 1e-15);
        assert!(steps.get() < 100, "{} steps", steps.get());
    }
}
