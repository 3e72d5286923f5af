//! Every asset of a theme under a published name that holds the hash of its content, and the bundles that kinds of pages load.
//!
//! A page loads one style sheet and one script beside `boot.js`. What only some pages need stands in files of its own in the theme
//! ([`Extra`]); a page that needs it loads a bundle in which it is joined with what every page loads. The sheets of bundles are made in
//! [`sheets`](super::sheets), when it is known what pages need.

use crate::id::OutputPath;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What only some pages need: a style sheet and a folder of scripts of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extra {
    /// The steps of a guide, and decisions.
    Steps,
    /// Panels of HTML.
    Panel,
    /// A screen to practise on.
    Practice,
}

impl Extra {
    /// Whether it shows snippets, which bring styles of their own.
    pub(super) fn shows_snippets(self) -> bool {
        matches!(self, Self::Panel | Self::Practice)
    }
}

/// Each extra and its name, in the order in which a bundle joins them.
pub(super) const EXTRAS: [(Extra, &str); 3] =
    [(Extra::Steps, "steps"), (Extra::Panel, "panel"), (Extra::Practice, "practice")];

/// The name of the bundle with the extras that are `needed`: nothing, `+steps+panel` and so on. It stands in the names of its assets, such as
/// `css/main+panel.css`.
pub(super) fn bundle(needed: impl Fn(Extra) -> bool) -> String {
    let needed = EXTRAS.iter().filter(|(extra, _)| needed(*extra));
    needed.flat_map(|(_, name)| ["+", name]).collect()
}

/// Every bundle beside the ordinary one.
pub(super) fn bundles() -> impl Iterator<Item = String> {
    (1..1_u32 << EXTRAS.len()).map(|set| bundle(|extra| set & (1 << extra as u32) != 0))
}

/// Whether there is a bundle of that name, the ordinary one among them.
pub(super) fn is_bundle(name: &str) -> bool {
    name.is_empty() || bundles().any(|bundle| bundle == name)
}

/// Published assets by their path in the theme.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assets {
    files: BTreeMap<String, (OutputPath, Arc<[u8]>)>,
}

impl Assets {
    /// Adds a file.
    pub(crate) fn add(&mut self, path: &str, bytes: Vec<u8>) {
        if let Some(output) = published(path, &bytes) {
            self.files.insert(path.to_owned(), (output, bytes.into()));
        }
    }

    /// Where a file is published, from the root.
    pub(super) fn url(&self, path: &str) -> Option<&OutputPath> {
        self.files.get(path).map(|(output, _)| output)
    }

    /// Where each file is published, from the root.
    pub(crate) fn urls(&self) -> BTreeMap<String, String> {
        self.files.iter().map(|(path, (output, _))| (path.clone(), output.to_string())).collect()
    }

    /// The SVG images, each as an address that holds it whole: one request less for what is small.
    pub(crate) fn data(&self) -> BTreeMap<String, String> {
        let svg = self.files.iter().filter(|(path, _)| path.ends_with(".svg"));
        svg.filter_map(|(path, (_, bytes))| {
            Some((path.clone(), data(std::str::from_utf8(bytes).ok()?)))
        })
        .collect()
    }

    /// What every site publishes: all but the bundles that only some pages load.
    pub(crate) fn ordinary(&self) -> impl Iterator<Item = (&OutputPath, &Arc<[u8]>)> {
        self.files
            .iter()
            .filter(|(path, _)| !path.contains('+'))
            .map(|(_, (output, bytes))| (output, bytes))
    }

    /// The script of a bundle.
    pub(crate) fn script(&self, bundle: &str) -> Option<&(OutputPath, Arc<[u8]>)> {
        self.files.get(&format!("js/guide{bundle}.js"))
    }
}

/// Where a file of that path in the theme is published, from the root: under a name with the first eight digits of the BLAKE3 hash of its
/// bytes.
pub(super) fn published(path: &str, bytes: &[u8]) -> Option<OutputPath> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = match stem.strip_prefix("main") {
        Some(extras) if path.starts_with("css/main") => format!("guide{extras}"),
        _ => stem.to_owned(),
    };
    let stem = stem.replace('+', "-");
    let hash = blake3::hash(bytes).to_hex();
    OutputPath::parse(&format!("assets/{stem}.{}.{ending}", &hash[..8]))
}

/// An SVG image as a `data:` address, for an attribute in double quotes.
fn data(svg: &str) -> String {
    let mut out = "data:image/svg+xml,".to_owned();
    let words: Vec<&str> = svg.split_whitespace().collect();
    for c in words.join(" ").replace("> <", "><").chars() {
        match c {
            '"' => out.push('\''),
            ' ' | '%' | '#' | '<' | '>' | '&' | '\'' | '`' | '[' | ']' | '\\' | '^' | '{' | '|'
            | '}' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_can_stand_in_its_address() {
        assert_eq!(
            data("<svg a=\"#b\">\n  <g/>\n</svg>\n"),
            "data:image/svg+xml,%3Csvg%20a='%23b'%3E%3Cg/%3E%3C/svg%3E"
        );
    }

    #[test]
    fn names_hold_the_hash_of_the_content() {
        let mut assets = Assets::default();
        assets.add("icons/x.svg", b"<svg/>".to_vec());
        let url = &assets.urls()["icons/x.svg"];
        assert!(url.starts_with("assets/x.") && url.ends_with(".svg"), "{url}");
    }

    #[test]
    fn each_set_of_extras_has_a_bundle_that_ordinary_pages_do_without() {
        let names: Vec<String> = bundles().collect();
        assert_eq!(names[..4], ["+steps", "+panel", "+steps+panel", "+practice"]);
        assert_eq!(names.len(), 7);

        let mut assets = Assets::default();
        for path in ["css/search.css", "js/guide.js", "js/guide+panel.js"] {
            assets.add(path, path.into());
        }
        let names = |(output, _): (&OutputPath, &Arc<[u8]>)| output.as_str()[..13].to_owned();
        let ordinary: Vec<String> = assets.ordinary().map(names).collect();
        assert_eq!(ordinary, ["assets/search", "assets/guide."]);
        let panel = assets.script("+panel").map(|(output, bytes)| names((output, bytes)));
        assert_eq!(panel.as_deref(), Some("assets/guide-"));
    }
}
