//! How what an earlier compile found out is used again: what differs between two sorted lists.
//!
//! Every remembered result names what it read; it holds as long as none of that is among the differences. Knows nothing of sites.

use std::cmp::Ordering;

/// What is only in one of two lists or not the `same` in both: the key, the old value, the new one. The lists are ordered by key, as those
/// of a `BTreeMap` are, and so is the result.
pub(crate) fn differences<'a, K: Ord + 'a, A, B>(
    old: impl IntoIterator<Item = (&'a K, A)>,
    new: impl IntoIterator<Item = (&'a K, B)>,
    same: impl Fn(&A, &B) -> bool,
) -> Vec<(&'a K, Option<A>, Option<B>)> {
    let mut found = Vec::new();
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (Some((old, _)), Some((new, _))) => old.cmp(new),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return found,
        };
        let before = if order.is_le() { old.next() } else { None };
        let now = if order.is_ge() { new.next() } else { None };
        found.extend(match (before, now) {
            (Some((_, before)), Some((_, now))) if same(&before, &now) => None,
            (Some((key, before)), now) => Some((key, Some(before), now.map(|(_, now)| now))),
            (None, now) => now.map(|(key, now)| (key, None, Some(now))),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn differences_are_what_is_new_gone_or_another() {
        let old = BTreeMap::from([("a", 1), ("b", 2), ("c", 3)]);
        let new = BTreeMap::from([("b", 2), ("c", 4), ("d", 5)]);
        assert_eq!(
            differences(&old, &new, PartialEq::eq),
            [(&"a", Some(&1), None), (&"c", Some(&3), Some(&4)), (&"d", None, Some(&5))]
        );
        assert!(differences(&new, &new, PartialEq::eq).is_empty());
    }
}
