//! Blocks of rows, each drawn from a stream of its own.

use super::law::Pieces;
use super::{Accounts, ScoresDesign};
use crate::quantity::{Probability, real};
use crate::simulation::{Purpose, Stream};
use crate::special::portable_exp;

/// A score with its label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The score.
    pub score: f64,
    /// Whether the label is positive.
    pub positive: bool,
    /// The account, by the number of its first row, from 1; `None` where rows are not clustered.
    pub account: Option<u64>,
}

/// The rows of one block, in order.
#[derive(Debug)]
pub struct Block<'a> {
    design: &'a ScoresDesign,
    stream: Stream,
    /// How many rows of the whole come before the next one.
    place: u64,
    end: u64,
    account: Option<Account>,
}

/// The account to which the next row belongs.
#[derive(Debug)]
struct Account {
    number: u64,
    rows_left: u64,
    prevalence: Probability,
    /// What its scores share, for positive and negative rows, where they share anything.
    common: Option<[Pieces; 2]>,
}

impl<'a> Block<'a> {
    /// How many rows a block holds, but for the last.
    pub const ROWS: u64 = 1 << 16;

    pub(super) fn new(design: &'a ScoresDesign, seed: u64, number: u64) -> Self {
        let place = number.saturating_mul(Self::ROWS).min(design.rows());
        let end = place.saturating_add(Self::ROWS).min(design.rows());
        let stream = Stream::new(seed, Purpose::Scores, number);
        Self { design, stream, place, end, account: None }
    }

    /// Draws the next account.
    fn open(&mut self, accounts: Accounts) -> Account {
        let stream = &mut self.stream;
        let correlation = accounts.score_correlation().get();
        let rows_left = stream.geometric(accounts.mean_rows());
        let prevalence =
            prevalence_of_account(self.design.prevalence(), accounts.label_correlation(), stream);
        let common = (correlation > 0.0)
            .then(|| [true, false].map(|label| self.design.law(label).pieces(correlation, stream)));
        Account { number: self.place + 1, rows_left, prevalence, common }
    }

    fn row_of_account(&mut self, accounts: Accounts) -> Row {
        let account = match self.account.take() {
            Some(account) if account.rows_left > 0 => account,
            _ => self.open(accounts),
        };
        let positive = self.stream.happens(account.prevalence);
        let law = self.design.law(positive);
        let own = 1.0 - accounts.score_correlation().get();
        let pieces = law.pieces(own, &mut self.stream);
        let score = law.score(match account.common {
            Some([common, _]) if positive => common.plus(pieces),
            Some([_, common]) => common.plus(pieces),
            None => pieces,
        });
        let number = account.number;
        self.account = Some(Account { rows_left: account.rows_left - 1, ..account });
        Row { score, positive, account: Some(number) }
    }

    fn row(&mut self) -> Row {
        let positive = self.stream.happens(self.design.prevalence());
        let law = self.design.law(positive);
        let score = law.score(law.pieces(1.0, &mut self.stream));
        Row { score, positive, account: None }
    }
}

impl Iterator for Block<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.place == self.end {
            return None;
        }
        let row = match self.design.accounts() {
            Some(accounts) => self.row_of_account(accounts),
            None => self.row(),
        };
        self.place += 1;
        Some(row)
    }
}

/// The probability that a row of one account is positive, with mean `prevalence`.
fn prevalence_of_account(
    prevalence: Probability,
    correlation: Probability,
    stream: &mut Stream,
) -> Probability {
    let (p, c) = (prevalence.get(), correlation.get());
    if c == 0.0 || p == 0.0 || p >= 1.0 {
        return prevalence;
    }
    let share = if c >= 1.0 {
        real(u64::from(stream.happens(prevalence)))
    } else {
        let size = (1.0 - c) / c;
        1.0 / (1.0 + portable_exp(-stream.beta_log_odds(p * size, (1.0 - p) * size)))
    };
    Probability::new(share).unwrap_or(prevalence)
}
