//! stub until merged
use crate::quantity::{Probability, real};
use crate::special::{Share, binomial_tails};
pub fn per_item(q: Probability, d: u64) -> Probability { Probability::new(-(real(d) * (-q.get()).ln_1p()).exp_m1()).unwrap_or(q) }
pub fn per_account(q: Probability, n: u64, t: u64) -> Probability { Probability::new(binomial_tails(t, n, Share::new(q.get())).1).unwrap_or(q) }
pub fn expected_events(n: u64, q: Probability) -> f64 { real(n) * q.get() }
pub fn probability_of_at_least(k: u64, n: u64, q: Probability) -> f64 { binomial_tails(k, n, Share::new(q.get())).1 }
