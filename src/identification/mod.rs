//! What disclosed figures determine, and what they leave open: the identification ladder.
//!
//! Each rung adds an assumption to those below it and gives the **identified set**: all values of
//! a rate that the figures and the assumptions allow. The sets speak of the census, that is of what
//! happened to exactly these decisions; sampling uncertainty is a different thing and is kept
//! beside them (Manski, *Partial Identification of Probability Distributions*, 2003).
//!
//! # Notation
//!
//! All counts are of one unit, period and scope: `N` scanned, `F` flagged, `C` reviewed by humans,
//! `B` of those rejected as not violating, `A` acted against, `a` of those appealed and decided,
//! `r` reversed after an appeal, `w` reversed without one. A missing `w` is taken as 0, which is
//! its least value and the only one that any end of a set depends on.
//!
//! Every end is taken over all whole numbers that rounded figures may stand for.

mod actions;
mod appeal_box;
mod appeal_point;
mod appeals;
mod assumption;
mod audited;
mod bounds;
mod counts;
mod findings;
mod kappa;
mod ladder;
mod rereview;
mod review;
mod sample;
mod scan;
mod scanned;
mod set;
mod tipping;
mod unflagged;
mod wrong;

pub use assumption::{Assumption, Rung};
pub use counts::{Borrowed, Counts};
pub use findings::{refuted, unused_audits};
pub use kappa::KappaRange;
pub use ladder::{Given, LadderOptions, RungResult, ladder};
pub use rereview::{Rereview, ShareRange};
pub use set::{IdentifiedSet, Population, Status};
pub use tipping::{CurvePoint, TippingPoint, kappa_curve, tipping_points};
pub use unflagged::MissedAtMost;
