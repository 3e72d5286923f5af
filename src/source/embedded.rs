//! What is built into the program: the default theme and the site that `init` writes. `build.rs` makes the lists.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

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
