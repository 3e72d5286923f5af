//! The part of a file that a request asks for: RFC 9110, section 14.
//!
//! One part only. Several at once may be answered with the whole, and are.

use axum::http::HeaderMap;
use axum::http::header::{IF_RANGE, RANGE};
use std::ops::Range;

/// What to send of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// These bytes; never none.
    Bytes(Range<usize>),
    /// None: what was asked for begins after the end.
    Outside,
}

/// What a request asks for of a file of that length and tag.
pub(super) fn part(headers: &HeaderMap, length: usize, etag: &str) -> Part {
    let one = |name| {
        let mut values = headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => value.to_str().ok(),
            _ => None,
        }
    };
    // Parts of two versions would not fit together.
    let other = headers.contains_key(IF_RANGE) && one(IF_RANGE) != Some(etag);
    match one(RANGE) {
        Some(range) if !other => parse(range, length),
        _ => Part::Whole,
    }
}

fn parse(range: &str, length: usize) -> Part {
    let asked = range.split_once('=').filter(|(unit, _)| unit.eq_ignore_ascii_case("bytes"));
    let Some((first, last)) = asked.and_then(|(_, range)| range.trim().split_once('-')) else {
        return Part::Whole;
    };
    // A number that does not fit is larger than any file.
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(usize::MAX))
    };
    let bytes = match (first, number(first), last, number(last)) {
        // The last so many.
        ("", _, _, Some(count)) => length.saturating_sub(count)..length,
        (_, Some(start), "", _) => start..length,
        (_, Some(start), _, Some(end)) if start <= end => start..end.saturating_add(1).min(length),
        _ => return Part::Whole,
    };
    if bytes.is_empty() { Part::Outside } else { Part::Bytes(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_cut_to_the_file() {
        for (range, expected) in [
            ("bytes=0-0", Part::Bytes(0..1)),
            ("bytes=2-", Part::Bytes(2..10)),
            ("bytes=-3", Part::Bytes(7..10)),
            ("bytes=-99", Part::Bytes(0..10)),
            ("Bytes=4-99", Part::Bytes(4..10)),
            ("bytes=0-99999999999999999999999", Part::Bytes(0..10)),
            ("bytes=10-", Part::Outside),
            ("bytes=99999999999999999999999-", Part::Outside),
            ("bytes=-0", Part::Outside),
        ] {
            assert_eq!(parse(range, 10), expected, "{range}");
        }
        assert_eq!(parse("bytes=-1", 0), Part::Outside);
    }

    #[test]
    fn what_is_no_range_of_ours_means_the_whole() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-4",
            "bytes=a-b",
            "bytes=0-1,3-4",
            "bytes=+1-2",
            "lines=0-1",
        ] {
            assert_eq!(parse(range, 10), Part::Whole, "{range}");
        }
    }
}
