//! Functions that give the same bits on every machine.
//!
//! Those of the standard library are the platform's, and may differ in the last digit; random numbers
//! must not. `libm` computes them by one source everywhere.

/// Returns the natural logarithm of `x`.
pub(crate) fn portable_ln(x: f64) -> f64 {
    libm::log(x)
}

/// Returns e to the power `x`.
pub(crate) fn portable_exp(x: f64) -> f64 {
    libm::exp(x)
}
