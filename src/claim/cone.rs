//! All non-negative numbers that satisfy linear conditions, and the ratios that they allow.

/// What a ray keeps of its weight where a condition should hold with equality; what is less is rounding.
const ROUNDING: f64 = 1e-10;

/// A linear form: one factor for each number.
pub(super) type Form<const N: usize> = [f64; N];

/// A ratio of two linear forms with factors of at least 0, the upper of which is part of the lower.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ratio<const N: usize> {
    pub(super) part: Form<N>,
    pub(super) whole: Form<N>,
}

/// A cone: all non-negative vectors, up to a common factor, on which given linear forms are at least 0.
///
/// It is kept as its extreme rays (the double description method: Motzkin, Raiffa, Thompson and Thrall,
/// 1953). A new condition keeps the rays that satisfy it, and cuts the edges between those that do and
/// those that do not. Where it cuts, both ends are added with positive weights, so that nothing cancels
/// and a share of 1e-12 keeps its digits beside one of 1.
#[derive(Clone, Debug)]
pub(super) struct Cone<const N: usize> {
    rays: Vec<Ray<N>>,
    conditions: u32,
}

#[derive(Clone, Copy, Debug)]
struct Ray<const N: usize> {
    at: Form<N>,
    /// The conditions that hold with equality, one bit each.
    tight: u64,
}

impl<const N: usize> Cone<N> {
    /// All non-negative vectors.
    pub(super) fn new() -> Self {
        let axes = (0..N).map(|axis| {
            let at = std::array::from_fn(|index| if index == axis { 1.0 } else { 0.0 });
            Ray { at, tight: ((1 << N) - 1) & !(1 << axis) }
        });
        Self { rays: axes.collect(), conditions: u32::try_from(N).unwrap_or(0) }
    }

    /// Those on which `form` is at least 0, too.
    pub(super) fn where_at_least_0(&self, form: &Form<N>) -> Self {
        let bit = 1 << self.conditions;
        let values: Vec<f64> = self.rays.iter().map(|ray| ray.value(form)).collect();
        let with_values = || self.rays.iter().zip(&values);
        let mut rays: Vec<Ray<N>> = with_values()
            .filter(|(_, value)| **value >= 0.0)
            .map(|(ray, value)| Ray {
                tight: ray.tight | if *value == 0.0 { bit } else { 0 },
                ..*ray
            })
            .collect();
        for (inside, above) in with_values().filter(|(_, value)| **value > 0.0) {
            for (outside, below) in with_values().filter(|(_, value)| **value < 0.0) {
                if self.adjacent(inside, outside) {
                    let tight = inside.tight & outside.tight | bit;
                    rays.push(inside.weighted(-below, outside, *above, tight));
                }
            }
        }
        Self { rays, conditions: self.conditions + 1 }
    }

    /// Whether an edge joins two rays: no third one lies on all faces that both lie on.
    fn adjacent(&self, one: &Ray<N>, two: &Ray<N>) -> bool {
        let common = one.tight & two.tight;
        let on_all = |ray: &&Ray<N>| ray.tight & common == common;
        self.rays.iter().filter(on_all).count() == 2
    }

    /// Whether some vector of the cone makes `form`, with factors of at least 0, more than 0.
    pub(super) fn reaches(&self, form: &Form<N>) -> bool {
        self.rays.iter().any(|ray| ray.sum(form) > 0.0)
    }

    /// The values of linear forms at every ray, where the numbers are scaled so as to add up to 1.
    pub(super) fn corners<const M: usize>(
        &self,
        forms: [Form<N>; M],
    ) -> impl Iterator<Item = [f64; M]> {
        self.rays.iter().map(move |ray| forms.map(|form| ray.sum(&form)))
    }

    /// The least and the greatest value of `ratio` in the cone where it is not 0/0, or `None` where it
    /// is so throughout.
    ///
    /// A ratio of sums lies between the ratios of their terms, so the ends are found at rays.
    pub(super) fn range(&self, ratio: &Ratio<N>) -> Option<(f64, f64)> {
        let terms = self.corners([ratio.part, ratio.whole]);
        let ratios = terms.filter(|[_, whole]| *whole > 0.0).map(|[part, whole]| part / whole);
        ratios
            .map(|value| (value, value))
            .reduce(|(low, high), (value, _)| (low.min(value), high.max(value)))
    }
}

impl<const N: usize> Ray<N> {
    fn sum(&self, form: &Form<N>) -> f64 {
        self.at.iter().zip(form).map(|(at, factor)| at * factor).sum()
    }

    /// The value of a form, exactly 0 where rounding alone keeps it from being so.
    fn value(&self, form: &Form<N>) -> f64 {
        let value = self.sum(form);
        let size: f64 = self.at.iter().zip(form).map(|(at, factor)| (at * factor).abs()).sum();
        if value.abs() <= ROUNDING * size { 0.0 } else { value }
    }

    /// This ray and another one, each with its weight, scaled so that the numbers add up to 1.
    fn weighted(&self, weight: f64, other: &Self, other_weight: f64, tight: u64) -> Self {
        let at: Form<N> =
            std::array::from_fn(|index| weight * self.at[index] + other_weight * other.at[index]);
        let total: f64 = at.iter().sum();
        Self { at: at.map(|number| number / total), tight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cube_has_eight_corners_and_loses_one_to_a_cut() {
        // Three numbers of at most 1, the fourth being the one.
        let mut cone = Cone::<4>::new();
        for axis in 0..3 {
            let form = std::array::from_fn(|i| {
                if i == 3 {
                    1.0
                } else if i == axis {
                    -1.0
                } else {
                    0.0
                }
            });
            cone = cone.where_at_least_0(&form);
        }
        assert_eq!(cone.rays.len(), 8);
        // x + y + z <= 2.5 cuts the corner (1, 1, 1) into three.
        assert_eq!(cone.where_at_least_0(&[-1.0, -1.0, -1.0, 2.5]).rays.len(), 10);
        // x + y + z <= 2 goes through three corners.
        assert_eq!(cone.where_at_least_0(&[-1.0, -1.0, -1.0, 2.0]).rays.len(), 7);
        // x >= 2 leaves nothing.
        assert!(cone.where_at_least_0(&[1.0, 0.0, 0.0, -2.0]).rays.is_empty());
    }

    #[test]
    fn tiny_numbers_keep_their_digits() {
        // y = 1e-12 x, z = 1e-9 y.
        let cone = Cone::<3>::new();
        let cone = cone.where_at_least_0(&[1e-12, -1.0, 0.0]).where_at_least_0(&[-1e-12, 1.0, 0.0]);
        let cone = cone.where_at_least_0(&[0.0, 1e-9, -1.0]).where_at_least_0(&[0.0, -1e-9, 1.0]);
        assert_eq!(cone.rays.len(), 1);
        let ratio = Ratio { part: [0.0, 0.0, 1.0], whole: [1.0, 0.0, 1.0] };
        let (low, high) = cone.range(&ratio).unwrap();
        assert!((low / 1e-21 - 1.0).abs() < 1e-14 && (high / 1e-21 - 1.0).abs() < 1e-14);
    }
}
