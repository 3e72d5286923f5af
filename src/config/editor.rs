//! How an author's editor is told to open a place: an address with `{file}`, `{line}` and `{column}` in it, or a name.

/// The editors that are known by name, and their addresses.
const KNOWN: [(&str, &str); 6] = [
    ("vscode", "vscode://file/{file}:{line}:{column}"),
    ("vscodium", "vscodium://file/{file}:{line}:{column}"),
    ("cursor", "cursor://file/{file}:{line}:{column}"),
    ("zed", "zed://file/{file}:{line}:{column}"),
    ("idea", "idea://open?file=/{file}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file:///{file}&line={line}&column={column}"),
];

/// Schemes that a browser itself obeys, and so no editor's.
const BROWSERS_OWN: [&str; 9] =
    ["javascript", "data", "vbscript", "file", "blob", "about", "http", "https", "view-source"];

/// An address that opens an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Editor(String);

impl Editor {
    /// Takes a known name, or an address of the editor's own scheme with `{file}` in it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some((_, address)) = KNOWN.iter().find(|(name, _)| *name == text) {
            return Some(Self((*address).to_owned()));
        }
        let (scheme, _) = text.split_once(':')?;
        let well = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
            && !BROWSERS_OWN.iter().any(|own| own.eq_ignore_ascii_case(scheme))
            && text.contains("{file}")
            && !text.contains(char::is_whitespace);
        well.then(|| Self(text.to_owned()))
    }

    /// The address that opens a file, given by its whole path, at a line and a column, both from 1.
    pub(crate) fn address(&self, file: &str, line: usize, column: usize) -> String {
        // Known addresses have the first slash themselves, and a drive such as `C:` has none.
        let file = escape(file.trim_start_matches('/'));
        let address =
            self.0.replace("/{file}", &format!("/{file}")).replace("{file}", &format!("/{file}"));
        address.replace("{line}", &line.to_string()).replace("{column}", &column.to_string())
    }
}

/// Percent-encodes all but what a path may hold in any part of an address.
fn escape(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                escaped.push(char::from(byte));
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_an_address_of_the_editors_own_scheme() {
        let open = |text: &str| Editor::parse(text).unwrap().address("/home/a b/é.md", 3, 7);
        assert_eq!(open("vscode"), "vscode://file/home/a%20b/%C3%A9.md:3:7");
        assert_eq!(open("my-editor://open?at={file}"), "my-editor://open?at=/home/a%20b/%C3%A9.md");
        let windows = Editor::parse("vscode").unwrap().address("C:\\a\\b.md", 1, 1);
        assert_eq!(windows, "vscode://file/C:/a/b.md:1:1");
        for wrong in [
            "vim",
            "vscode://file/",
            "javascript:alert('{file}')",
            "JavaScript:{file}",
            "https://a/{file}",
            "a b:{file}",
            "",
        ] {
            assert_eq!(Editor::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn known_names_are_addresses_that_could_be_written_out() {
        for (name, address) in KNOWN {
            assert_eq!(Editor::parse(name), Editor::parse(address), "{name}");
        }
    }
}
