//! The rules of a theme's bundles and the names in all pages to the style sheets that are published.
//!
//! A sheet has only the rules that the pages which load it need, so a site does not pay for what it does not show. What a page needs is a
//! fact of that page alone ([`Needs`]); sheets are made when all pages are drawn.

use super::assets::{EXTRAS, bundles, published};
use super::content::Content;
use super::holes::Holed;
use super::minify::Gives;
use super::names::Names;
use super::navigation::Memory as Navigations;
use super::properties;
use super::prune::Rules;
use super::theme::Theme;
use crate::id::OutputPath;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The style sheets of a theme before anything is left out of them.
#[derive(Debug, Default)]
pub(super) struct Styles {
    names: Names,
    main: Rules,
    /// By the name of the extra.
    extras: BTreeMap<&'static str, Rules>,
    /// What depends on the site.
    site: Rules,
    /// Names that scripts of every page give: they may come at any time.
    scripted: BTreeSet<usize>,
    /// Those of the script of a bundle.
    bundled: BTreeMap<String, BTreeSet<usize>>,
    /// Names in templates: those of pages that are none of the author's are among them.
    framed: BTreeSet<usize>,
    /// Bundles that templates ask for by name, whatever page it is for.
    named: BTreeSet<String>,
}

impl Styles {
    /// Reads the sheets of `main`, of the extras and of the site.
    pub(super) fn read(main: &str, extras: &[(&'static str, String)], site: &str) -> Self {
        let mut names = Names::default();
        let mut read = |css: &str| {
            for name in properties::declared(css) {
                names.custom(name);
            }
            Rules::read(css, &mut names)
        };
        let (main, site) = (read(main), read(site));
        let extras = extras.iter().map(|(extra, css)| (*extra, read(css))).collect();
        Self { names, main, extras, site, ..Self::default() }
    }

    /// Takes in what a script may give a page: that of a bundle, or one that any page may load.
    pub(super) fn add_script(&mut self, bundle: Option<&str>, gives: &Gives) {
        let names = self.names.in_script(gives);
        match bundle {
            Some(bundle) => self.bundled.entry(bundle.to_owned()).or_default().extend(names),
            None => self.scripted.extend(names),
        }
    }

    /// Takes in a style sheet that is published by itself: it may use what the others declare.
    pub(super) fn add_sheet(&mut self, css: &str) {
        self.scripted.extend(self.names.in_styles(css));
    }

    /// Takes in what a template may draw.
    pub(super) fn add_template(&mut self, template: &str) {
        self.framed.extend(self.names.in_template(template));
        let named = bundles().filter(|bundle| template.contains(&format!("css/main{bundle}.css")));
        self.named.extend(named);
    }

    /// What a page needs that has been drawn from `html`, with its redirects.
    pub(super) fn needs<'a>(
        &self,
        html: &str,
        drawn: &Holed,
        redirects: impl Iterator<Item = &'a Holed>,
    ) -> Needs {
        let names = |holed: &Holed| holed.bundles().map(ToOwned::to_owned).collect();
        let bundles: BTreeSet<String> = names(drawn);
        let others = redirects.flat_map(names).filter(|bundle| !bundles.contains(bundle)).collect();
        Needs { bundles, names: self.names(html), others }
    }

    /// The names in HTML that some rule asks for, in order.
    pub(super) fn names(&self, html: &str) -> Vec<usize> {
        self.names.in_html(html).into_iter().collect()
    }

    /// The sheet of a bundle for pages with these names.
    fn sheet(&self, bundle: &str, has: Vec<bool>) -> Sheet {
        let mut css = String::new();
        self.main.write(&has, &mut css);
        for (_, extra) in EXTRAS.iter().filter(|(_, extra)| bundle.split('+').any(|n| n == *extra))
        {
            if let Some(rules) = self.extras.get(extra) {
                rules.write(&has, &mut css);
            }
        }
        self.site.write(&has, &mut css);
        let is_used = |name: &str| self.names.of_custom(name).is_none_or(|number| has[number]);
        let css = properties::without_unused(&css, is_used);
        let css: Arc<[u8]> = css.into_bytes().into();
        let output = published(&format!("css/main{bundle}.css"), &css);
        let address = output.as_ref().map_or("", |output| output.as_str()).as_bytes().into();
        Sheet { address, file: output.map(|output| (output, css)), has }
    }
}

/// What a page needs of style sheets.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Needs {
    bundles: BTreeSet<String>,
    names: Vec<usize>,
    /// The bundles of its redirects alone, whose names are known.
    others: BTreeSet<String>,
}

/// A published style sheet.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Where it is published, from the root.
    pub(super) address: Arc<[u8]>,
    file: Option<(OutputPath, Arc<[u8]>)>,
    has: Vec<bool>,
}

/// The published style sheets, by bundle.
#[derive(Debug, Default)]
pub(crate) struct Sheets(BTreeMap<String, Arc<Sheet>>);

impl Sheets {
    /// The sheets for `pages` with these navigations. They, or each of them, are the same pointer as in `old`, which must be of the same theme,
    /// if they are the same.
    pub(crate) fn of<'a>(
        theme: &Theme,
        pages: impl Iterator<Item = &'a Needs>,
        navigations: &Navigations,
        old: &Arc<Self>,
    ) -> Arc<Self> {
        let styles = &theme.styles;
        let mut common = vec![false; styles.names.len()];
        mark(&mut common, &styles.scripted);
        navigations.names().for_each(|names| mark(&mut common, names));
        let mut framed = common.clone();
        mark(&mut framed, &styles.framed);
        // What templates ask for by name may be for a page of theirs, of which nothing more is known.
        let mut wanted: BTreeMap<&str, Vec<bool>> =
            styles.named.iter().map(|bundle| (bundle.as_str(), framed.clone())).collect();
        wanted.insert("", framed);
        for page in pages {
            for bundle in &page.bundles {
                mark(wanted.entry(bundle).or_insert_with(|| common.clone()), &page.names);
            }
        }
        for (bundle, has) in &mut wanted {
            mark(has, styles.bundled.get(*bundle).into_iter().flatten());
        }
        let sheet = |(bundle, has): (&str, Vec<bool>)| {
            let old = old.0.get(bundle).filter(|old| old.has == has).cloned();
            let sheet = old.unwrap_or_else(|| Arc::new(styles.sheet(bundle, has)));
            (bundle.to_owned(), sheet)
        };
        let sheets: BTreeMap<String, Arc<Sheet>> = wanted.into_iter().map(sheet).collect();
        let same = sheets.len() == old.0.len()
            && sheets
                .iter()
                .zip(&old.0)
                .all(|(own, old)| own.0 == old.0 && Arc::ptr_eq(own.1, old.1));
        if same { old.clone() } else { Arc::new(Self(sheets)) }
    }

    /// The sheet of a bundle.
    pub(super) fn get(&self, bundle: &str) -> Option<&Arc<Sheet>> {
        self.0.get(bundle)
    }

    /// Those that a page and its redirects load.
    pub(crate) fn of_page(&self, page: &Needs) -> Vec<Arc<Sheet>> {
        let bundles = page.bundles.iter().chain(&page.others);
        bundles.filter_map(|bundle| self.get(bundle).cloned()).collect()
    }

    /// The files of all of them.
    pub(super) fn files(&self) -> impl Iterator<Item = (OutputPath, Content)> {
        self.0.values().filter_map(|sheet| {
            let (output, css) = sheet.file.as_ref()?;
            Some((output.clone(), css.clone().into()))
        })
    }
}

fn mark<'a>(has: &mut [bool], names: impl IntoIterator<Item = &'a usize>) {
    for name in names {
        has[*name] = true;
    }
}
