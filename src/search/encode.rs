//! Numbers and words as the index files hold them: short texts that gzip cannot make much shorter and JavaScript reads quickly.

use super::postings::Posting;

/// The digits of [`number`] that end a number, and those that are followed by more.
const LAST: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz012345";
const MORE: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_";

/// Adds a number: one or more digits to the base of 32; the last one is of another alphabet, so nothing need stand between numbers.
pub(crate) fn number(mut number: usize, out: &mut String) {
    let last = LAST[number % 32];
    number /= 32;
    let mut digits = Vec::new();
    while number > 0 {
        digits.push(MORE[number % 32]);
        number /= 32;
    }
    out.extend(digits.iter().rev().map(|digit| char::from(*digit)));
    out.push(char::from(last));
}

/// Bits, six to a character: `a`–`z`, `0`–`5`, `A`–`Z`, `6`–`9`, `-`, `_`.
#[derive(Default)]
pub(crate) struct Bits {
    pub(crate) text: String,
    left: usize,
    count: usize,
}

impl Bits {
    /// Adds the lowest `count` bits of `value`, the highest first.
    pub(crate) fn push(&mut self, value: usize, count: usize) {
        for at in (0..count).rev() {
            self.left = self.left << 1 | (value >> at & 1);
            self.count += 1;
            if self.count == 6 {
                self.flush();
            }
        }
    }

    /// Adds `value` ones and a zero.
    fn unary(&mut self, value: usize) {
        for _ in 0..value {
            self.push(1, 1);
        }
        self.push(0, 1);
    }

    /// Adds a number from 1, in Elias's gamma code with ones in front.
    pub(crate) fn gamma(&mut self, value: usize) {
        let digits = value.checked_ilog2().unwrap_or(0) as usize;
        self.unary(digits);
        self.push(value, digits);
    }

    /// Adds postings: of each how many records stand before it since the last one, in Rice's code; and the rank of its amount, in ones.
    pub(crate) fn postings(&mut self, postings: &[Posting], records: usize, ranks: &[usize]) {
        let low = rice(records, postings.len());
        let mut next = 0;
        for (record, amount) in postings {
            let gap = record - next;
            self.unary(gap >> low);
            self.push(gap, low);
            self.unary(ranks[usize::from(*amount)]);
            next = record + 1;
        }
    }

    /// The text of all bits, filled up with zeros.
    pub(crate) fn finish(mut self) -> String {
        while self.count > 0 {
            self.push(0, 1);
        }
        self.text
    }

    fn flush(&mut self) {
        let digits = if self.left < 32 { LAST } else { MORE };
        self.text.push(char::from(digits[self.left % 32]));
        (self.left, self.count) = (0, 0);
    }
}

/// The number of low bits that suits gaps between `having` of `records`.
pub(crate) fn rice(records: usize, having: usize) -> usize {
    (69 * records / (100 * having.max(1))).checked_ilog2().unwrap_or(0) as usize
}

/// How many bits [`Bits::postings`] would add.
pub(crate) fn size(postings: &[Posting], records: usize, ranks: &[usize]) -> usize {
    let low = rice(records, postings.len());
    let mut next = 0;
    let one = |(record, amount): &Posting| {
        let gap = record - next;
        next = record + 1;
        (gap >> low) + low + ranks[usize::from(*amount)] + 2
    };
    postings.iter().map(one).sum()
}

/// A sorted list of words: of each how many letters it shares with the one before, as a capital (which no word has), and the others.
#[derive(Default)]
pub(crate) struct Front {
    pub(crate) text: String,
    before: String,
}

impl Front {
    /// The longest beginning that is shared.
    const MOST: usize = 25;

    /// Adds a word.
    pub(crate) fn push(&mut self, word: &str) {
        let pairs = word.chars().zip(self.before.chars()).take(Self::MOST);
        let shared = pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8());
        let (count, bytes) =
            shared.fold((b'A', 0), |(count, bytes), more| (count + 1, bytes + more));
        self.text.push(char::from(count));
        self.text.push_str(&word[bytes..]);
        word.clone_into(&mut self.before);
    }
}

/// A value as JSON that can stand in a script, whatever the page around it says.
pub(crate) fn json(value: &serde_json::Value) -> String {
    let text = value.to_string();
    text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").replace("</", "<\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_need_nothing_between_them() {
        let mut out = String::new();
        for value in [0, 31, 32, 1023, 1024] {
            number(value, &mut out);
        }
        assert_eq!(out, "a5Ba_5BAa");
    }

    #[test]
    fn postings_have_the_size_that_was_said() {
        let postings = [(0, 0), (3, 2), (4, 1), (90, 0)];
        let ranks = [1, 0, 2];
        let mut bits = Bits::default();
        bits.postings(&postings, 100, &ranks);
        assert_eq!(bits.text.len() * 6 + bits.count, size(&postings, 100, &ranks));
        let mut bits = Bits::default();
        for value in [1, 2, 5] {
            bits.gamma(value);
        }
        // 0, 10 0, 110 01, and zeros
        assert_eq!(bits.finish(), "ti");
    }

    #[test]
    fn nothing_ends_the_script() {
        assert_eq!(json(&"</script>\u{2028}".into()), "\"<\\/script>\\u2028\"");
    }
}
