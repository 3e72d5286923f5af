//! What is built into the program: the default theme and the site that `init` writes. `build.rs` makes the lists.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The default theme's file at a path of a site.
pub(crate) fn theme(path: &str) -> Option<&'static [u8]> {
    let name = path.strip_prefix(super::DEFAULT_THEME)?.strip_prefix('/')?;
    let at = THEME.binary_search_by(|(path, _)| (*path).cmp(name)).ok()?;
    Some(THEME[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_hold_no_hidden_files() {
        for list in [THEME, STARTER] {
            assert!(list.is_sorted_by(|a, b| a.0 < b.0));
            assert!(list.iter().all(|(path, _)| !path.contains("/.") && !path.starts_with('.')));
        }
    }
}
