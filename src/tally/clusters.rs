//! Rows that belong together, such as all of one account.

use super::{Label, Ranking, Tally, TooMany};

/// Scores with labels by cluster: rows of one cluster, such as an account, may be alike, and chance draws
/// clusters rather than rows.
///
/// Holds the [`Ranking`] of all rows, and of every cluster which cells of it its rows are in. Clusters are in
/// the order of their numbers, whatever the order of the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clusters {
    ranking: Ranking,
    members: Vec<Member>,
    /// Where the members of each cluster end.
    ends: Vec<usize>,
}

/// The rows of a cluster that are in one cell of the ranking, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The place of the cell among all cells.
    pub cell: usize,
    /// How many of the rows are positive.
    pub positives: u64,
    /// How many of the rows are negative.
    pub negatives: u64,
}

impl Clusters {
    /// Returns the clusters of `rows`, in any order: the number of a cluster, a finite score, a label and how
    /// many rows have all three. Unlabelled rows are left out, and clusters that have no others.
    ///
    /// # Errors
    ///
    /// Where the rows are more than a `u64` holds.
    ///
    /// ```
    /// use baserate::tally::{Clusters, Label};
    ///
    /// let rows = [(7, 0.9, Label::Positive, 1), (3, 0.2, Label::Negative, 2), (7, 0.4, Label::Negative, 1)];
    /// let clusters = Clusters::new(rows).unwrap();
    /// assert_eq!(clusters.len(), 2);
    /// assert_eq!(clusters.ranking().negatives(), 3);
    /// // The negatives are one run below the positive.
    /// assert_eq!(clusters.members(0)[0].cell, clusters.members(1)[1].cell);
    /// ```
    pub fn new(rows: impl IntoIterator<Item = (u64, f64, Label, u64)>) -> Result<Self, TooMany> {
        let is_counted = |label, count| label != Label::Unlabelled && count > 0;
        let rows = rows.into_iter().filter(|(_, _, label, count)| is_counted(*label, *count));
        let rows: Vec<_> = rows.collect();
        let tally =
            Tally::new(rows.iter().map(|(_, score, label, count)| (*score, *label, *count)), 0)?;
        let ranking = Ranking::lumped(&tally);
        let placed = rows.into_iter().map(|(cluster, score, label, count)| {
            // A run of negatives has its lowest score.
            let cell = ranking.cells().partition_point(|cell| cell.score > score);
            (cluster, Member::new(cell, label, count))
        });
        let placed = placed.collect();
        Ok(Self::of_placed(ranking, placed))
    }

    fn of_placed(ranking: Ranking, mut placed: Vec<(u64, Member)>) -> Self {
        placed.sort_unstable_by_key(|(cluster, member)| (*cluster, member.cell));
        let (mut members, mut ends) = (Vec::new(), Vec::new());
        for cluster in placed.chunk_by(|(one, _), (two, _)| one == two) {
            let cells = cluster.chunk_by(|(_, one), (_, two)| one.cell == two.cell);
            members.extend(cells.map(|cell| Member::sum(cell[0].1.cell, cell)));
            ends.push(members.len());
        }
        Self { ranking, members, ends }
    }

    /// The ranking of all rows, with negatives lumped.
    #[must_use]
    pub fn ranking(&self) -> &Ranking {
        &self.ranking
    }

    /// How many clusters there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the rows of cluster number `cluster`, counted from 0, by the cells of the ranking that they are
    /// in; none where there is no such cluster.
    #[must_use]
    pub fn members(&self, cluster: usize) -> &[Member] {
        let start = cluster.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or(&0);
        self.ends.get(cluster).map_or(&[], |end| &self.members[*start..*end])
    }
}

impl Member {
    fn new(cell: usize, label: Label, count: u64) -> Self {
        let count_of = |counted| if label == counted { count } else { 0 };
        let (positives, negatives) = (count_of(Label::Positive), count_of(Label::Negative));
        Self { cell, positives, negatives }
    }

    fn sum(cell: usize, members: &[(u64, Self)]) -> Self {
        let sum = |count: fn(&Self) -> u64| members.iter().map(|(_, member)| count(member)).sum();
        Self {
            cell,
            positives: sum(|member| member.positives),
            negatives: sum(|member| member.negatives),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Label::{Negative, Positive, Unlabelled};

    const ROWS: [(u64, f64, Label, u64); 8] = [
        (9, 0.5, Positive, 2),
        (4, 0.5, Negative, 1),
        (9, 0.5, Negative, 3),
        (4, 0.9, Negative, 1),
        (4, 0.8, Negative, 5),
        (2, 0.1, Unlabelled, 6),
        (9, 0.5, Positive, 1),
        (4, -0.0, Positive, 1),
    ];

    #[test]
    fn rows_of_a_cluster_are_summed_by_cell() {
        let clusters = Clusters::new(ROWS).unwrap();
        let member = |cell, positives, negatives| Member { cell, positives, negatives };
        assert_eq!(clusters.len(), 2);
        assert_eq!(clusters.members(0), [member(0, 0, 6), member(1, 0, 1), member(2, 1, 0)]);
        assert_eq!(clusters.members(1), [member(1, 3, 3)]);
        assert_eq!(clusters.members(2), []);
    }

    #[test]
    fn clusters_add_up_to_the_ranking_in_any_order() {
        let clusters = Clusters::new(ROWS).unwrap();
        let mut counts = vec![(0, 0); clusters.ranking().cells().len()];
        for member in (0..clusters.len()).flat_map(|cluster| clusters.members(cluster)) {
            counts[member.cell].0 += member.positives;
            counts[member.cell].1 += member.negatives;
        }
        let cells = clusters.ranking().cells().iter().map(|cell| (cell.positives, cell.negatives));
        assert_eq!(counts, cells.collect::<Vec<_>>());
        assert_eq!(Clusters::new(ROWS.into_iter().rev()).unwrap(), clusters);
    }

    #[test]
    fn too_many_rows_are_refused_and_none_are_no_cluster() {
        let rows = [(1, 0.5, Positive, u64::MAX), (2, 0.5, Negative, 1)];
        assert_eq!(Clusters::new(rows), Err(TooMany));
        assert!(
            Clusters::new([(1, 0.5, Unlabelled, 3), (2, 0.5, Positive, 0)]).unwrap().is_empty()
        );
    }
}
