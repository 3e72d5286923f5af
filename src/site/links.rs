//! Where a link leads.
//!
//! Links are written as GitHub shows them: paths to `.md` files relative to the file that they stand in, with `#anchors`. What a link needs to
//! know of other pages is their addresses and ids ([`Outline`]), nothing of their text.

use crate::id::{OutputPath, PageId, SourcePath};
use crate::memory::differences;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What other pages see of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    pub(crate) id: PageId,
    pub(crate) anchors: BTreeSet<String>,
    /// The ids of steps that this edition leaves out.
    pub(crate) left_out: Vec<String>,
    /// The ids of a practice page's situations.
    pub(crate) situations: Vec<String>,
}

/// All that links can lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Map {
    /// Pages by their path below `content/pages/`: `guides/create.md`.
    pub(crate) pages: BTreeMap<Arc<str>, Arc<Outline>>,
    /// Other files, by the same.
    pub(crate) assets: BTreeSet<Arc<str>>,
    /// Pages that are not published.
    pub(crate) drafts: BTreeSet<Arc<str>>,
    /// Pages that this edition leaves out.
    pub(crate) left_out: BTreeSet<Arc<str>>,
}

/// The paths at which something else can be linked to than before, and whether there are other paths.
pub(crate) type MapChanges = (BTreeSet<Arc<str>>, bool);

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To another site, or by another way than the web; left as it is.
    External,
    /// To a page of this site, and maybe to a part of it.
    Page(PageId, Option<String>),
    /// To a file of this site.
    Asset(OutputPath),
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// There is no such page or file.
    NoFile(String),
    /// The page is a draft.
    Draft(String),
    /// This edition leaves the page out.
    PageLeftOut(String),
    /// The path leads out of `content/pages/`.
    Outside(String),
    /// The page has no such id; its path.
    NoAnchor { page: String, anchor: String },
    /// This edition leaves the step out.
    LeftOut { page: String, step: String },
}

impl Map {
    /// The paths at which something else can be linked to than in `old`, and whether there are other paths.
    pub(crate) fn changes(&self, old: &Self) -> MapChanges {
        let mut changed = BTreeSet::new();
        let mut names = false;
        if std::ptr::eq(self, old) {
            return (changed, names);
        }
        for (path, old, new) in
            differences(&old.pages, &self.pages, |old, new| Arc::ptr_eq(old, new))
        {
            changed.insert(path.clone());
            names |= old.is_none() || new.is_none();
        }
        let sets = [
            (&old.assets, &self.assets),
            (&old.drafts, &self.drafts),
            (&old.left_out, &self.left_out),
        ];
        for (old, new) in sets.into_iter().filter(|(old, new)| old != new) {
            changed.extend(old.symmetric_difference(new).cloned());
            names = true;
        }
        (changed, names)
    }
}

/// What the links of one page have asked the map.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// The paths, whether there is something or not.
    paths: BTreeSet<Arc<str>>,
    /// Whether all paths were looked through.
    names: bool,
}

impl Asked {
    /// Whether a change of the map touches what was asked.
    pub(crate) fn touched_by(&self, (changed, names): &MapChanges) -> bool {
        let any = if changed.len() < self.paths.len() {
            changed.iter().any(|path| self.paths.contains(path))
        } else {
            self.paths.iter().any(|path| changed.contains(path))
        };
        any || (self.names && *names)
    }
}

/// The map as the links of one page see it; notes what is asked.
pub(crate) struct Links<'a> {
    map: &'a Map,
    asked: RefCell<Asked>,
}

impl<'a> Links<'a> {
    /// Nothing has been asked yet.
    pub(crate) fn new(map: &'a Map) -> Self {
        Self { map, asked: RefCell::default() }
    }

    /// What has been asked.
    pub(crate) fn asked(self) -> Asked {
        self.asked.into_inner()
    }

    /// Notes that it matters what is at `path`.
    fn ask(&self, path: &str) {
        let paths = &mut self.asked.borrow_mut().paths;
        if !paths.contains(path) {
            paths.insert(path.into());
        }
    }

    /// What other pages see of the page at that path.
    pub(crate) fn outline(&self, path: &str) -> Option<&'a Outline> {
        self.ask(path);
        self.map.pages.get(path).map(|outline| &**outline)
    }

    /// Finds the target of `link`, which stands in `file` and is shown on the page that is written in `page`.
    pub(crate) fn find(
        &self,
        page: &SourcePath,
        file: &SourcePath,
        link: &str,
    ) -> Result<Target, Broken> {
        if is_external(link) {
            return Ok(Target::External);
        }
        let (path, anchor) =
            link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
        let path = path.split('?').next().unwrap_or_default();
        let here = below_pages(page).unwrap_or_default();
        let found = if path.is_empty() {
            here.to_owned()
        } else {
            let path = decode(path);
            let base = if below_pages(file).is_some() || !is_step(file) { file } else { page };
            let full = resolve(base, &path).ok_or_else(|| Broken::Outside(path.clone()))?;
            match self.candidates(&full) {
                Ok(found) => found,
                Err(asset) if self.is_asset(&asset) => {
                    return OutputPath::parse(&asset)
                        .map(Target::Asset)
                        .ok_or(Broken::NoFile(asset));
                }
                Err(missing) => {
                    // All these names have been asked for.
                    let is_in = |pages: &BTreeSet<Arc<str>>| {
                        names(&missing).into_iter().find(|name| pages.contains(name.as_str()))
                    };
                    return Err(if let Some(draft) = is_in(&self.map.drafts) {
                        Broken::Draft(draft)
                    } else if let Some(page) = is_in(&self.map.left_out) {
                        Broken::PageLeftOut(page)
                    } else {
                        Broken::NoFile(missing)
                    });
                }
            }
        };
        let Some(outline) = self.outline(&found) else { return Err(Broken::NoFile(found)) };
        match anchor.map(decode) {
            None => Ok(Target::Page(outline.id.clone(), None)),
            Some(anchor) if anchor.is_empty() || anchor == "top" => {
                Ok(Target::Page(outline.id.clone(), Some(anchor)))
            }
            Some(anchor) if outline.anchors.contains(&anchor) => {
                Ok(Target::Page(outline.id.clone(), Some(anchor)))
            }
            Some(situation) if outline.situations.contains(&situation) => {
                Ok(Target::Page(outline.id.clone(), Some(situation)))
            }
            Some(step) if outline.left_out.contains(&step) => {
                Err(Broken::LeftOut { page: found, step })
            }
            Some(anchor) => Err(Broken::NoAnchor { page: found, anchor }),
        }
    }

    /// The page that a path means, or the path if it means none.
    fn candidates(&self, path: &str) -> Result<String, String> {
        names(path)
            .into_iter()
            .find(|name| self.outline(name).is_some())
            .ok_or_else(|| path.trim_end_matches('/').to_owned())
    }

    fn is_asset(&self, path: &str) -> bool {
        self.ask(path);
        self.map.assets.contains(path)
    }

    /// Paths to every page and file as a link in `file` would say them.
    pub(crate) fn suggestions(&self, page: &SourcePath, file: &SourcePath) -> Vec<String> {
        self.asked.borrow_mut().names = true;
        let all = self.map.pages.keys().chain(&self.map.assets);
        all.filter_map(|path| said_in(page, file, path)).collect()
    }
}

/// A path below the folder of pages as a link in `file` would say it.
pub(crate) fn said_in(page: &SourcePath, file: &SourcePath, path: &str) -> Option<String> {
    let base = below_pages(if is_step(file) { page } else { file }).unwrap_or_default();
    let base = OutputPath::parse(if base.is_empty() { "x" } else { base })?;
    Some(base.relative(&OutputPath::parse(path)?))
}

/// The files that a path may mean.
fn names(path: &str) -> Vec<String> {
    let folder = path.trim_end_matches('/');
    let stem = folder.strip_suffix(".html").unwrap_or(folder);
    let inside = |name: &str| {
        if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
    };
    let mut names =
        vec![folder.to_owned(), format!("{stem}.md"), inside("index.md"), inside("README.md")];
    // A folder's README is published as its index, and may be linked to as that.
    if let Some(folder) = stem.strip_suffix("index")
        && (folder.is_empty() || folder.ends_with('/'))
    {
        names.push(format!("{folder}README.md"));
    }
    names
}

/// The path below the folder of pages; that of an institution's own pages is the same as that of the shared ones.
pub(crate) fn below_pages(file: &SourcePath) -> Option<&str> {
    file.below("content/pages").or_else(|| {
        let (_, rest) = file.below("content/institutions")?.split_once('/')?;
        rest.strip_prefix("pages/")
    })
}

fn is_step(file: &SourcePath) -> bool {
    let rest = file.below("content/institutions").and_then(|path| path.split_once('/'));
    rest.is_some_and(|(_, rest)| rest.starts_with("steps/"))
}

/// The path below the folder of pages that `link` means in `file`.
fn resolve(file: &SourcePath, link: &str) -> Option<String> {
    let slash = if link.ends_with('/') { "/" } else { "" };
    if let Some(rest) = link.strip_prefix('/') {
        return Some(rest.to_owned());
    }
    let virtual_file = match below_pages(file) {
        Some(below) => SourcePath::parse(&format!("content/pages/{below}"))?,
        None => file.clone(),
    };
    let full = virtual_file.join(link)?;
    if full.as_str() == "content/pages" {
        return Some(String::new());
    }
    full.below("content/pages").map(|below| format!("{below}{slash}"))
}

/// What `{go=…}` of an option means as a link: a word alone is a step of its page.
pub(crate) fn option_link(to: &str) -> String {
    if to.contains(['#', '/', '.', ':']) { to.to_owned() } else { format!("#{to}") }
}

/// Whether a link has a scheme or a host.
pub(crate) fn is_external(link: &str) -> bool {
    if link.starts_with("//") {
        return true;
    }
    let Some((scheme, _)) = link.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Percent-decodes; what does not give UTF-8 stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()))
            .flatten();
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> Map {
        let outline = |id: &str| Outline {
            id: PageId::parse(id).unwrap(),
            anchors: BTreeSet::new(),
            left_out: vec!["gone".to_owned()],
            situations: vec!["grey".to_owned()],
        };
        let mut map = Map::default();
        map.pages.insert("index.md".into(), Arc::new(outline("index")));
        map.pages.insert("a/index.md".into(), Arc::new(outline("a/index")));
        map.pages.insert("a/b.md".into(), Arc::new(outline("a/b")));
        map.pages.insert("r/README.md".into(), Arc::new(outline("r/index")));
        map.assets.insert("a/c d.png".into());
        map.drafts.insert("a/draft.md".into());
        map.left_out.insert("c/index.md".into());
        map
    }

    fn find(file: &str, link: &str) -> Result<Target, Broken> {
        let file = SourcePath::parse(file).unwrap();
        Links::new(&map()).find(&SourcePath::parse("content/pages/a/b.md").unwrap(), &file, link)
    }

    #[test]
    fn links_are_read_from_the_file_that_they_stand_in() {
        let page = |id: &str| Ok(Target::Page(PageId::parse(id).unwrap(), None));
        let b = "content/pages/a/b.md";
        assert_eq!(find(b, "index.md"), page("a/index"));
        assert_eq!(find(b, "../index.md"), page("index"));
        assert_eq!(find(b, "../a/"), page("a/index"));
        assert_eq!(find(b, ".."), page("index"));
        assert_eq!(find(b, "b.html"), page("a/b"));
        assert_eq!(find(b, "../r/"), page("r/index"));
        assert_eq!(find(b, "../r/index.html"), page("r/index"));
        assert_eq!(find(b, "/a/b.md"), page("a/b"));
        assert_eq!(find("content/parts/x.md", "../pages/a/b.md"), page("a/b"));
        assert_eq!(find("content/institutions/x/pages/a/b.md", "../index.md"), page("index"));
        assert_eq!(find("content/institutions/x/steps/a/b/s.md", "index.md"), page("a/index"));
        assert_eq!(
            find(b, "c%20d.png"),
            Ok(Target::Asset(OutputPath::parse("a/c d.png").unwrap()))
        );
        assert_eq!(
            find(b, "#grey"),
            Ok(Target::Page(PageId::parse("a/b").unwrap(), Some("grey".into())))
        );
        assert_eq!(find(b, "mailto:desk@example.edu"), Ok(Target::External));
    }

    #[test]
    fn what_is_broken_says_how() {
        let b = "content/pages/a/b.md";
        assert_eq!(find(b, "x.md"), Err(Broken::NoFile("a/x.md".into())));
        assert_eq!(find(b, "draft.md"), Err(Broken::Draft("a/draft.md".into())));
        assert_eq!(find(b, "../c/"), Err(Broken::PageLeftOut("c/index.md".into())));
        assert_eq!(find(b, "../../parts/x.md"), Err(Broken::Outside("../../parts/x.md".into())));
        assert_eq!(
            find(b, "#x"),
            Err(Broken::NoAnchor { page: "a/b.md".into(), anchor: "x".into() })
        );
        assert_eq!(
            find(b, "#gone"),
            Err(Broken::LeftOut { page: "a/b.md".into(), step: "gone".into() })
        );
    }
}
