//! A day of the calendar, as authors write it in front matter.

use std::fmt;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Date {
    /// The year, four digits.
    pub(crate) year: u16,
    /// The month, 1 to 12.
    pub(crate) month: u8,
    /// The day, from 1 to the month's last.
    pub(crate) day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD`; `None` if that is no day.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let (year, month, day) = (text.get(..4)?, text.get(5..7)?, text.get(8..)?);
        if !(digits(year) && digits(month) && digits(day)) {
            return None;
        }
        let date =
            Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        let divides = |n: u16| date.year.is_multiple_of(n);
        let leap = (divides(4) && !divides(100)) || divides(400);
        let last = match date.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => return None,
        };
        (1..=last).contains(&date.day).then_some(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        assert_eq!(Date::parse("2026-11-23").unwrap().to_string(), "2026-11-23");
        assert!(Date::parse("2024-02-29").is_some());
        for wrong in
            ["2026-02-29", "2026-13-01", "2026-1-1", "+026-01-01", "tomorrow", "2026-11-2é"]
        {
            assert!(Date::parse(wrong).is_none(), "{wrong}");
        }
    }
}
