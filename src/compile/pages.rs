//! The pages of an edition to their files, and what is wrong with them.
//!
//! The files of a page are used again if
//!
//! 1. the page itself is the same, and so are the titles and addresses of those around it;
//! 2. the paths that its links ask for lead where they led;
//! 3. the texts of which its diagnostics show parts are the same;
//! 4. the frame is: the theme, the values of the edition, its address.
//!
//! Where only the navigation of its folder is another, the page is not drawn again: the new one is put in.

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::highlight::Known;
use crate::id::{OutputPath, PageId};
use crate::render::{Content, Drawn, Dress, Extras, Frame, Navigation, Navigations};
use crate::search::{self, Records};
use crate::site::{Around, Asked, Folders, Map, Page, Reads, Shared, Site, Values, View};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The pages of an edition as the last compile showed them. All of it held then.
#[derive(Default)]
pub(super) struct Memory {
    shown: HashMap<PageId, Arc<Shown>>,
    pub(super) dress: Option<Arc<Dress>>,
    framing: Option<Framing>,
    navigations: Navigations,
    /// Another one where anything is other that pages show of one another.
    map: Arc<Map>,
    /// What is wrong with the pages together.
    wrong: Vec<Diagnostic>,
    /// Pages that are none of the author's.
    pub(super) extras: Option<Extras>,
}

impl Memory {
    /// No page has been shown with this theme.
    pub(super) fn with(dress: Arc<Dress>) -> Self {
        Self { dress: Some(dress), ..Self::default() }
    }
}

/// What every page shows.
struct Framing {
    dress: Arc<Dress>,
    values: Arc<Values>,
    lang: String,
    base_url: Option<String>,
    footer_html: String,
}

impl Framing {
    fn of(site: &Site, dress: &Arc<Dress>, frame: &Frame) -> Self {
        Self {
            dress: dress.clone(),
            values: site.values.clone(),
            lang: site.lang.clone(),
            base_url: site.base_url.clone(),
            footer_html: frame.footer_html.clone(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.dress, &other.dress)
            && Arc::ptr_eq(&self.values, &other.values)
            && self.lang == other.lang
            && self.base_url == other.base_url
            && self.footer_html == other.footer_html
    }
}

/// A page's files with the navigation in them.
struct Shown {
    seen: Arc<Seen>,
    navigation: Option<Arc<Navigation>>,
    files: Vec<(OutputPath, Content)>,
}

/// A page's files without the navigation, what is wrong with it, and what both were made of.
struct Seen {
    page: Arc<Page>,
    around: Around,
    has_navigation: bool,
    asked: Asked,
    reads: Reads,
    diagnostics: Vec<Diagnostic>,
    /// Nothing if the theme cannot be read.
    drawn: Option<Drawn>,
    /// What can be found on the page, once somebody searches.
    records: OnceLock<Arc<Records>>,
}

impl Seen {
    /// What can be found on the page, which has that number in `site`.
    fn records(&self, site: &Site, number: usize) -> Arc<Records> {
        self.records.get_or_init(|| Arc::new(search::records(site, number))).clone()
    }
}

/// The pages of an edition as they are shown.
pub(super) struct Pages {
    shown: Vec<Arc<Shown>>,
}

impl Pages {
    /// Their files, in the order of pages.
    pub(super) fn files(&self) -> Vec<(OutputPath, Content)> {
        self.shown.iter().flat_map(|own| own.files.iter().cloned()).collect()
    }

    /// What can be found on them.
    pub(super) fn records(&self, site: &Site) -> Vec<Arc<Records>> {
        let pages = self.shown.par_iter().enumerate();
        pages.map(|(number, own)| own.seen.records(site, number)).collect()
    }
}

/// Checks and draws every page.
pub(super) fn pages(
    site: &Site,
    shared: &Shared,
    dress: &Arc<Dress>,
    highlighted: &Known,
    memory: &mut Memory,
) -> (Pages, Vec<Diagnostic>) {
    let theme = &dress.theme;
    let frame = Frame::new(site, theme, highlighted);
    let framing = Framing::of(site, dress, &frame);
    let holds = memory.framing.as_ref().is_some_and(|old| old.is_same(&framing));
    // Where pages show of one another what they showed, they stand as they stood.
    let stands = Arc::ptr_eq(&memory.map, &site.map);
    if !holds {
        memory.navigations.forget();
    }
    if !(holds && stands) {
        memory.wrong = check::site(site);
        memory.extras = None;
    }
    let mut diagnostics = memory.wrong.clone();
    let navigation_stands = stands && memory.navigations.are_made();
    if !theme.broken && !navigation_stands {
        diagnostics.extend(memory.navigations.update(site, theme));
    }
    let changes = site.map.changes(&memory.map);
    let folders = Folders::of(site);
    let show = |(number, page): (usize, &Arc<Page>)| {
        let navigation = memory.navigations.of(page.id.folder());
        let has_navigation = navigation.is_some_and(|navigation| !navigation.is_empty());
        let old = memory.shown.get(&page.id);
        let may_move = !stands || old.is_none();
        let around = may_move.then(|| folders.around(number));
        let seen = old.map(|old| &old.seen).filter(|old| {
            holds
                && Arc::ptr_eq(&old.page, page)
                && around.as_ref().is_none_or(|around| old.around == *around)
                && old.has_navigation == has_navigation
                && !old.asked.touched_by(&changes)
                && !old.reads.touched_by(&shared.changes)
        });
        let seen = if let Some(seen) = seen {
            seen.clone()
        } else {
            let around = around.unwrap_or_else(|| folders.around(number));
            Arc::new(see(site, shared, page, around, has_navigation, &frame))
        };
        if let Some(old) = old
            && Arc::ptr_eq(&old.seen, &seen)
            && same(old.navigation.as_ref(), navigation)
        {
            return old.clone();
        }
        let drawn = seen.drawn.as_ref();
        let files = drawn.map(|drawn| drawn.files(page, navigation.map(|own| &**own)));
        let files = files.unwrap_or_default();
        Arc::new(Shown { seen, navigation: navigation.cloned(), files })
    };
    let shown: Vec<Arc<Shown>> = site.pages.par_iter().enumerate().map(show).collect();
    for own in &shown {
        diagnostics.extend_from_slice(&own.seen.diagnostics);
    }
    for own in shown.iter().filter(|_| stands) {
        match memory.shown.get_mut(&own.seen.page.id) {
            Some(old) if Arc::ptr_eq(old, own) => {}
            Some(old) => *old = own.clone(),
            None => {}
        }
    }
    if !stands {
        let shown = shown.iter();
        memory.shown = shown.map(|own| (own.seen.page.id.clone(), own.clone())).collect();
    }
    memory.framing = Some(framing);
    memory.map = site.map.clone();
    (Pages { shown }, diagnostics)
}

/// Checks a page and draws it.
fn see(
    site: &Site,
    shared: &Shared,
    page: &Arc<Page>,
    around: Around,
    has_navigation: bool,
    frame: &Frame,
) -> Seen {
    let view = View::new(site, &shared.documents, page, &around);
    let mut diagnostics = Vec::new();
    check::page(&view, &mut diagnostics);
    let drawn = if frame.theme.broken {
        None
    } else {
        frame.page(&view, has_navigation).map_err(|wrong| diagnostics.push(wrong)).ok()
    };
    let (asked, reads) = view.read();
    let records = OnceLock::new();
    Seen { page: page.clone(), around, has_navigation, asked, reads, diagnostics, drawn, records }
}

fn same(one: Option<&Arc<Navigation>>, other: Option<&Arc<Navigation>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}
