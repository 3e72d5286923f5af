//! Pieces of code that have been highlighted, so that equal ones are highlighted once: on many pages, and after each edit of a page.
//!
//! Bounded: there are two generations of limited size, and what neither of two has asked for is forgotten.

use super::{Class, Language, Line, language, lines};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many pieces of code a generation holds; one takes about a kilobyte.
const LIMIT: usize = 8 * 1024;

/// The BLAKE3 hash of a language and a code.
type Key = [u8; 32];

/// For each line the classes of its pieces and their lengths in bytes.
type Runs = Arc<[Vec<(Class, usize)>]>;

/// Pieces of code that have been highlighted.
#[derive(Debug, Default)]
pub(crate) struct Known {
    young: Mutex<HashMap<Key, Runs>>,
    old: HashMap<Key, Runs>,
}

impl Known {
    /// The lines of `code`, as [`lines`](super::lines) gives them.
    pub(crate) fn lines<'a>(&self, language: &str, code: &'a str) -> Vec<Line<'a>> {
        // Text without colours is cut faster than it is looked up.
        if matches!(language::find(language), None | Some(Language::Plain)) {
            return lines(language, code);
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(&language.len().to_le_bytes()).update(language.as_bytes());
        let key = *hasher.update(code.as_bytes()).finalize().as_bytes();
        let known = self.young().get(&key).cloned();
        if let Some(known) = known {
            return cut(code, &known);
        }
        if let Some(known) = self.old.get(&key) {
            self.add(key, known.clone());
            return cut(code, known);
        }
        let lines = lines(language, code);
        let runs = lines
            .iter()
            .map(|line| line.iter().map(|(class, text)| (*class, text.len())).collect());
        self.add(key, runs.collect());
        lines
    }

    /// Forgets what has not been asked for in a long time.
    pub(crate) fn age(&mut self) {
        let young = self.young.get_mut().unwrap_or_else(PoisonError::into_inner);
        if young.len() >= LIMIT {
            self.old = std::mem::take(young);
        }
    }

    fn add(&self, key: Key, runs: Runs) {
        let mut young = self.young();
        if young.len() < LIMIT {
            young.insert(key, runs);
        }
    }

    fn young(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Runs>> {
        self.young.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Cuts code as an equal one was cut.
fn cut<'a>(code: &'a str, runs: &Runs) -> Vec<Line<'a>> {
    let line = |(line, runs): (&'a str, &Vec<(Class, usize)>)| {
        let mut rest = line;
        let pieces = runs.iter().map(|(class, length)| {
            let (piece, after) = rest.split_at_checked(*length).unwrap_or((rest, ""));
            rest = after;
            (*class, piece)
        });
        pieces.collect()
    };
    code.lines().zip(runs.iter()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_cut_as_it_was() {
        let mut known = Known::default();
        for code in ["let é = \"ü\";\n\n// x", "", "a\r\nb"] {
            for language in ["rust", "console", "text", "klingon"] {
                let fresh = lines(language, code);
                assert_eq!(known.lines(language, code), fresh);
                assert_eq!(known.lines(language, code), fresh);
                known.age();
            }
        }
        assert_ne!(known.lines("rust", "fn x"), known.lines("python", "fn x"));
    }
}
