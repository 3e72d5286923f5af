//! How what an earlier compile found out is used again: what differs between two sorted maps.
//!
//! Every remembered result names what it read; it holds as long as none of that is among the differences. Knows nothing of sites.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The entries of two maps that are only in one of them or not the `same`, in order: the key, the old value, the new one.
pub(crate) fn differences<'a, K: Ord, V>(
    old: &'a BTreeMap<K, V>,
    new: &'a BTreeMap<K, V>,
    same: impl Fn(&V, &V) -> bool,
) -> Vec<(&'a K, Option<&'a V>, Option<&'a V>)> {
    let mut found = Vec::new();
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (Some((old, _)), Some((new, _))) => old.cmp(new),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return found,
        };
        let before = if order.is_le() { old.next() } else { None };
        let now = if order.is_ge() { new.next() } else { None };
        match (before, now) {
            (Some((_, before)), Some((_, now))) if same(before, now) => {}
            _ => found.extend(before.or(now).map(|(key, _)| {
                (key, before.map(|(_, value)| value), now.map(|(_, value)| value))
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
