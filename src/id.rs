//! The names of things: every path, page, step, browser and edition has a type of its own, so that a wrong mix does not
//! compile.
//!
//! Each type has one door (`parse` or `new`), which refuses what could not be such a name. Never touches the disk.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:?})", stringify!($name), &*self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }
    };
}

name_type! {
    /// A file of the site, relative to the folder of `site.yaml`, with forward slashes: `content/pages/index.md`.
    SourcePath
}
name_type! {
    /// A file of the published site, relative to its root, with forward slashes: `guides/create.html`.
    OutputPath
}
name_type! {
    /// A page's address without its ending: `guides/create`, `guides/index`, `index`.
    PageId
}
name_type! {
    /// The id of a step, unique on its page: `open-devtools`.
    StepId
}
name_type! {
    /// The name of a file in `content/browsers/` without its ending: `firefox`.
    BrowserId
}
name_type! {
    /// The name of a folder in `content/institutions/`: `auckland`.
    InstitutionId
}

impl SourcePath {
    /// Takes a relative path with forward slashes; `.` and `..` are resolved.
    ///
    /// Returns `None` when the path is empty or leaves the site's folder.
    ///
    /// ```
    /// # use guidepost::SourcePath;
    /// assert_eq!(SourcePath::parse("content/pages/../parts/a.md").unwrap().as_str(), "content/parts/a.md");
    /// assert!(SourcePath::parse("../secret").is_none());
    /// ```
    pub fn parse(path: &str) -> Option<Self> {
        normalise(path).map(|p| Self(p.into()))
    }

    /// The folder that the file stands in, without a slash at its end; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name with its ending.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The rest of the path below `folder` (which has no slash at its end), if it stands there.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// Resolves `link` (relative, forward slashes) against this file's folder.
    pub fn join(&self, link: &str) -> Option<Self> {
        Self::parse(&format!("{}/{link}", self.folder()))
    }
}

impl OutputPath {
    /// Takes a relative path with forward slashes; `.` and `..` are resolved.
    ///
    /// Returns `None` when the path is empty or leaves the site.
    pub fn parse(path: &str) -> Option<Self> {
        normalise(path).map(|p| Self(p.into()))
    }

    /// How many folders deep the file stands: 0 at the root.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// What leads from this file's folder to the root: empty, `../`, `../../` …
    pub fn root(&self) -> String {
        "../".repeat(self.depth())
    }

    /// The relative address of `to` as seen from this file. Shares the longest common folder.
    ///
    /// ```
    /// # use guidepost::OutputPath;
    /// let from = OutputPath::parse("guides/create.html").unwrap();
    /// let to = OutputPath::parse("guides/test.html").unwrap();
    /// assert_eq!(from.relative(&to), "test.html");
    /// ```
    pub fn relative(&self, to: &Self) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let goal: Vec<&str> = to.0.split('/').collect();
        let folders = from.len() - 1;
        let common =
            from[..folders].iter().zip(&goal[..goal.len() - 1]).take_while(|(a, b)| a == b).count();
        let mut address = "../".repeat(folders - common);
        address.push_str(&goal[common..].join("/"));
        address
    }

    /// The ending after the last dot of the file's name, in the case it has.
    pub fn extension(&self) -> Option<&str> {
        let name = self.0.rsplit('/').next()?;
        name.rsplit_once('.').map(|(_, ending)| ending)
    }
}

impl PageId {
    /// Takes a page's path below the folder of pages, without its ending.
    pub fn parse(path: &str) -> Option<Self> {
        normalise(path).map(|p| Self(p.into()))
    }

    /// Where the page is published.
    pub fn output(&self) -> OutputPath {
        OutputPath(format!("{}.html", self.0).into())
    }

    /// Where the page's Markdown copy is published.
    pub fn markdown(&self) -> OutputPath {
        OutputPath(format!("{}.md", self.0).into())
    }

    /// The folder that the page stands in; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether this is its folder's own page.
    pub fn is_index(&self) -> bool {
        &*self.0 == "index" || self.0.ends_with("/index")
    }
}

impl StepId {
    /// Takes an id as it stands in `{#id}` or as made from a heading; not empty, no white space.
    pub fn parse(id: &str) -> Option<Self> {
        (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| Self(id.into()))
    }
}

impl BrowserId {
    /// Takes small letters, digits and hyphens.
    pub fn parse(id: &str) -> Option<Self> {
        is_kebab(id).then(|| Self(id.into()))
    }
}

impl InstitutionId {
    /// Takes small letters, digits and hyphens.
    pub fn parse(id: &str) -> Option<Self> {
        is_kebab(id).then(|| Self(id.into()))
    }
}

fn is_kebab(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Resolves `.` and `..`; `None` if the result is empty or leads out.
fn normalise(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_share_the_common_folder() {
        let path = |p: &str| OutputPath::parse(p).unwrap();
        assert_eq!(path("a/b/c.html").relative(&path("a/d.html")), "../d.html");
        assert_eq!(path("index.html").relative(&path("a/d.html")), "a/d.html");
        assert_eq!(path("a/x.html").relative(&path("index.html")), "../index.html");
    }

    #[test]
    fn paths_cannot_leave_the_site() {
        assert!(OutputPath::parse("a/../../b").is_none());
        assert!(SourcePath::parse("").is_none());
    }
}
