//! Text to the words that it can be found by. The query side (`words.js`) does the same, step by step; `tests/words.txt` is run on both.
//!
//! 1. A text is cut into runs of letters and into joints: single signs that hold a name together (`add_token`, `display:none`).
//! 2. Runs are cut where small letters meet capitals (`localStorage`). Each part is a word; the whole is one too.
//! 3. Scripts without spaces, and Korean, become pairs of neighbouring characters.
//! 4. [`normal`] makes spellings of one word equal; [`folded`] takes the accents away too.
//!
//! What is a letter is a list of what is none ([`SEPARATORS`]), since tables of Unicode differ from browser to browser.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// In its normal form.
    pub(crate) text: Cow<'a, str>,
    /// Bytes of the text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// It is put together from the words after it.
    pub(crate) whole: bool,
}

/// What no word holds: ranges of characters. Everything else is part of one.
const SEPARATORS: &[(u32, u32)] = &[
    (0x00, 0x2F),
    (0x3A, 0x40),
    (0x5B, 0x60),
    (0x7B, 0xA9),
    (0xAB, 0xAC),
    (0xAE, 0xB1),
    (0xB4, 0xB4),
    (0xB6, 0xB9),
    (0xBB, 0xBF),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x02C2, 0x02DF),
    (0x037E, 0x037E),
    (0x0387, 0x0387),
    (0x055A, 0x055F),
    (0x0589, 0x058A),
    (0x05BE, 0x05BE),
    (0x05C0, 0x05C0),
    (0x05C3, 0x05C3),
    (0x05F3, 0x05F4),
    (0x0609, 0x060D),
    (0x061B, 0x061B),
    (0x061D, 0x061F),
    (0x066A, 0x066D),
    (0x06D4, 0x06D4),
    (0x0964, 0x0965),
    (0x0E4F, 0x0E4F),
    (0x0E5A, 0x0E5B),
    (0x104A, 0x104F),
    (0x1360, 0x1368),
    (0x17D4, 0x17DA),
    (0x2000, 0x200B),
    (0x2010, 0x2029),
    (0x202F, 0x205F),
    (0x2190, 0x21E5),
    (0x21EC, 0x22FF),
    (0x2308, 0x230B),
    (0x2329, 0x232A),
    (0x2500, 0x25FF),
    (0x2768, 0x2775),
    (0x27C0, 0x27FF),
    (0x2900, 0x2BFF),
    (0x2E00, 0x2E7F),
    (0x3000, 0x3004),
    (0x3008, 0x3020),
    (0x3030, 0x3030),
    (0x303D, 0x303F),
    (0x30A0, 0x30A0),
    (0x30FB, 0x30FB),
    (0xD800, 0xDFFF),
    (0xFD3E, 0xFD3F),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFFC, 0xFFFD),
];

/// Scripts whose words are not set apart by spaces, or carry endings without a space (Korean): Thai to Burmese, Khmer, kana and
/// Chinese characters, Hangul, and the wide forms of kana.
const UNSPACED: &[(u32, u32)] = &[
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1100, 0x11FF),
    (0x1780, 0x17FF),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3021, 0x302F),
    (0x3031, 0x303C),
    (0x3040, 0x318F),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFFDC),
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
];

/// Signs that hold the parts of a name together, where one stands alone between two runs of letters.
const JOINTS: &str = "_-.:'’@+#";
/// Those that hold a name together so firmly that it is a word within a longer one: `a.add_link`.
const FIRM: &str = "_-'’";

/// A name of more parts, or of more characters, is no word itself.
const PARTS: usize = 6;
const LONGEST: usize = 40;

fn is_in(ranges: &[(u32, u32)], c: char) -> bool {
    let c = u32::from(c);
    let at = ranges.partition_point(|(_, last)| *last < c);
    ranges.get(at).is_some_and(|(first, _)| *first <= c)
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { !is_in(SEPARATORS, c) }
}

/// Whether a character belongs to a script that is read by pairs.
pub(crate) fn is_unspaced(c: char) -> bool {
    !c.is_ascii() && is_in(UNSPACED, c)
}

/// Which words are made of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// Those that it is found by: the last character of a run without spaces too, so that each one is the start of a word.
    Index,
    /// Those to look for.
    Query,
}

/// A part of a name, in bytes of the text.
#[derive(Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    unspaced: bool,
}

/// The words of a text in their order.
pub(crate) fn words(text: &str, purpose: For) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    // The parts of one name, and where the names within it begin among them.
    let (mut parts, mut inner) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(before) = text[at..].find(is_letter) {
        at = name(text, at + before, &mut parts, &mut inner);
        words.extend(whole(text, &parts));
        if inner.len() > 1 {
            inner.push(parts.len());
            let names = inner.windows(2).map(|ends| &parts[ends[0]..ends[1]]);
            words.extend(names.filter_map(|own| whole(text, own)));
        }
        for part in &parts {
            part.words(text, purpose, &mut words);
        }
    }
    words
}

/// Reads the name that begins at `start`; where it ends.
fn name(text: &str, start: usize, parts: &mut Vec<Part>, inner: &mut Vec<usize>) -> usize {
    parts.clear();
    inner.clear();
    inner.push(0);
    let mut start = start;
    loop {
        let rest = &text[start..];
        let end = rest.find(|c| !is_letter(c)).map_or(text.len(), |length| start + length);
        cut(text, start, end, parts);
        let mut after = text[end..].chars();
        let (Some(joint), Some(next)) = (after.next(), after.next()) else { return end };
        if !JOINTS.contains(joint) || !is_letter(next) {
            return end;
        }
        if !FIRM.contains(joint) {
            inner.push(parts.len());
        }
        start = end + joint.len_utf8();
    }
}

/// The word that several parts are together.
fn whole<'a>(text: &'a str, parts: &[Part]) -> Option<Word<'a>> {
    let (first, last) = (parts.first()?, parts.last()?);
    if !(2..=PARTS).contains(&parts.len()) || parts.iter().any(|part| part.unspaced) {
        return None;
    }
    let spelt: String = parts.iter().map(|part| normal(&text[part.start..part.end])).collect();
    (spelt.chars().count() <= LONGEST).then_some(Word {
        text: spelt.into(),
        start: first.start,
        end: last.end,
        whole: true,
    })
}

impl Part {
    fn words<'a>(self, text: &'a str, purpose: For, words: &mut Vec<Word<'a>>) {
        let mut add = |start: usize, end: usize| {
            let word = normal(&text[start..end]);
            if !word.is_empty() {
                words.push(Word { text: word, start, end, whole: false });
            }
        };
        if !self.unspaced {
            return add(self.start, self.end);
        }
        let chars = text[self.start..self.end].char_indices().map(|(at, _)| self.start + at);
        let bounds: Vec<usize> = chars.chain([self.end]).collect();
        for pair in bounds.windows(3) {
            add(pair[0], pair[2]);
        }
        if let [.., last, end] = bounds[..]
            && (purpose == For::Index || bounds.len() == 2)
        {
            add(last, end);
        }
    }
}

/// Cuts a run of letters where a script without spaces begins or ends, and before capitals: `localStorage`, `XMLHttpRequest`.
fn cut(text: &str, start: usize, end: usize, parts: &mut Vec<Part>) {
    let run = &text[start..end];
    let mut part = Part { start, end, unspaced: run.chars().next().is_some_and(is_unspaced) };
    let mut before = None;
    for (at, here) in run.char_indices() {
        let unspaced = is_unspaced(here);
        let hump = here.is_ascii_uppercase()
            && before.is_some_and(|before: char| {
                let after = || run.as_bytes().get(at + 1).is_some_and(u8::is_ascii_lowercase);
                before.is_ascii_lowercase() || before.is_ascii_uppercase() && after()
            });
        if hump || unspaced != part.unspaced {
            parts.push(Part { end: start + at, ..part });
            part = Part { start: start + at, end, unspaced };
        }
        before = Some(here);
    }
    parts.push(part);
}

/// Characters that are not seen: soft hyphens, joiners, marks of direction, selectors of variants.
fn is_ignored(c: char) -> bool {
    matches!(u32::from(c), 0xAD | 0x200C..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF)
}

/// A word in small letters and in Unicode's composed compatibility form (NFKC), without what is not seen.
pub(crate) fn normal(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return word.into();
    }
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase().into();
    }
    let composed: String = word.nfkc().collect();
    let lower = composed.to_lowercase().replace('ς', "σ");
    // Small letters may come apart again, and what was one sign may now be several.
    lower.nfkc().filter(|c| is_letter(*c) && !is_ignored(*c)).collect::<String>().into()
}

/// Accents, the vowel signs of Hebrew and Arabic, and the stroke that makes Arabic words longer.
fn is_accent(c: char) -> bool {
    let c = u32::from(c);
    matches!(c, 0x300..=0x36F | 0x591..=0x5BD | 0x5BF | 0x5C1..=0x5C7)
        || matches!(c, 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670)
}

/// A word in its normal form without accents.
pub(crate) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let bare = word.nfd().filter(|c| !is_accent(*c));
    let mut out = String::with_capacity(word.len());
    for c in bare.nfc() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ħ' => out.push('h'),
            c => out.push(c),
        }
    }
    // A mark alone stays what it is, since nothing is the beginning of every word.
    if out.is_empty() { word.to_owned() } else { out }
}
