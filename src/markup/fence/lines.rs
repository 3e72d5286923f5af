//! A set of line numbers.

/// Lines of a code block, counted from 1. Kept as sorted ranges that neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct LineSet(Vec<(usize, usize)>);

impl LineSet {
    /// The lines of all `ranges`; both ends of a range are in it.
    pub(crate) fn new(ranges: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut sorted: Vec<(usize, usize)> = ranges.into_iter().collect();
        sorted.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (first, last) in sorted {
            match joined.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }

    /// Whether `line` is one of them.
    pub(crate) fn contains(&self, line: usize) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= line);
        after > 0 && line <= self.0[after - 1].1
    }

    /// The runs of neighbouring lines in order: the first and the last line of each.
    #[cfg(test)]
    pub(super) fn ranges(&self) -> &[(usize, usize)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_touch_become_one() {
        let set = LineSet::new([(7, 7), (1, 2), (3, 4), (2, 3)]);
        assert_eq!(set.ranges(), [(1, 4), (7, 7)]);
        let inside: Vec<usize> = (0..9).filter(|line| set.contains(*line)).collect();
        assert_eq!(inside, [1, 2, 3, 4, 7]);
    }
}
