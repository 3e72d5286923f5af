//! Numbers and texts as the index files hold them: short texts that JavaScript reads quickly and gzip makes shorter.
//!
//! A number is one or more digits to the base of 32; the last one is of another alphabet, so nothing need stand between numbers.

/// Digits that end a number, and digits that are followed by more.
const LAST: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz012345";
const MORE: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_";

/// Adds a number.
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
