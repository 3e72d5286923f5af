//! The pages of an edition to their files, and what is wrong with them.
//!
//! The files of a page are used again if
//!
//! 1. the page itself is the same, and so are the titles and addresses of those around it;
//! 2. the paths that its links ask for lead where they led;
//! 3. the texts of which its diagnostics show parts are the same;
//! 4. the frame is: the theme, the values of the edition, its address.
//!
//! Where only the navigation of its folder is another, or the sheet of styles that it loads, the page is not drawn again: the new one is put in.
//!
//! An edit of one page's text leaves 2 and 4 and the order of pages as they were; then the pages are only gone through for 1 and 3.

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::highlight::Known;
use crate::id::PageId;
use crate::render::{
    Drawn, Dress, Frame, Navigation, Navigations, Needs, PageFile, Published, Sheet, Sheets,
};
use crate::search::{self, Records};
use crate::site::{
    Around, Asked, Folders, Map, MapChanges, Page, Reads, Shared, Site, Values, View,
};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The pages of an edition as the last compile showed them. All of it held then.
#[derive(Default)]
pub(super) struct Memory {
    shown: List,
    pub(super) dress: Option<Arc<Dress>>,
    framing: Option<Framing>,
    navigations: Navigations,
    sheets: Arc<Sheets>,
    /// Another one where anything is other that pages show of one another.
    map: Arc<Map>,
    /// What is wrong with the pages together.
    wrong: Vec<Diagnostic>,
    pub(super) published: Published,
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

/// A page's files with the navigation and the addresses of style sheets in them.
struct Shown {
    seen: Arc<Seen>,
    navigation: Option<Arc<Navigation>>,
    sheets: Vec<Arc<Sheet>>,
    files: Vec<PageFile>,
}

/// A page's files without these, what is wrong with it, and what both were made of.
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
    /// What the page needs of style sheets.
    fn needs(&self) -> Option<&Needs> {
        self.drawn.as_ref().map(Drawn::needs)
    }

    /// What can be found on the page, which has that number in `site`.
    fn records(&self, site: &Site, number: usize) -> Arc<Records> {
        self.records.get_or_init(|| Arc::new(search::records(site, number))).clone()
    }
}

/// Pages as they are shown, in their order.
type List = Arc<Vec<Arc<Shown>>>;

/// Pages that are shown otherwise than by the last compile, as they were and as they are.
type Changed = Vec<(Arc<Shown>, Arc<Shown>)>;

/// The pages of an edition as they are shown.
pub(super) struct Pages {
    shown: List,
    /// `None` if their order, or something that all of them show, is another.
    changed: Option<Changed>,
    sheets: Arc<Sheets>,
}

impl Pages {
    /// Their files, in the order of pages.
    pub(super) fn files(&self) -> Vec<PageFile> {
        self.shown.iter().flat_map(|own| own.files.iter().cloned()).collect()
    }

    /// The files of those that have changed, as they were and as they are.
    pub(super) fn changed(&self) -> Option<Vec<(&[PageFile], &[PageFile])>> {
        let changed = self.changed.as_ref()?.iter();
        Some(changed.map(|(old, new)| (old.files.as_slice(), new.files.as_slice())).collect())
    }

    /// The style sheets that they load.
    pub(super) fn sheets(&self) -> &Arc<Sheets> {
        &self.sheets
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
        memory.sheets = Arc::default();
    }
    if !(holds && stands) {
        memory.wrong = check::site(site);
        memory.published.extras = None;
    }
    let mut diagnostics = memory.wrong.clone();
    let navigation_stands = stands && memory.navigations.are_made();
    if !theme.broken && !navigation_stands {
        diagnostics.extend(memory.navigations.update(site, theme));
    }
    let known = std::mem::take(&mut memory.shown);
    let showing = Showing { site, shared, frame: &frame, holds, memory };
    let in_place = holds && navigation_stands && known.len() == site.pages.len();
    let (shown, changed, sheets) = if in_place {
        showing.changed(known)
    } else {
        let (shown, sheets) = showing.all(&known, stands);
        (Arc::new(shown), None, sheets)
    };
    for own in shown.iter() {
        diagnostics.extend_from_slice(&own.seen.diagnostics);
    }
    memory.shown = shown.clone();
    memory.sheets = sheets.clone();
    memory.framing = Some(framing);
    memory.map = site.map.clone();
    (Pages { shown, changed, sheets }, diagnostics)
}

/// Shows pages with the help of what the last compile showed.
struct Showing<'a> {
    site: &'a Site,
    shared: &'a Shared,
    frame: &'a Frame<'a>,
    /// Whether the frame is what it was.
    holds: bool,
    memory: &'a Memory,
}

impl Showing<'_> {
    /// Every page, where they stand as they stood among the same others: those that have changed are put in, and listed.
    fn changed(&self, mut known: List) -> (List, Option<Changed>, Arc<Sheets>) {
        let is_another = |(own, page): (&Arc<Shown>, &Arc<Page>)| {
            !Arc::ptr_eq(&own.seen.page, page) || own.seen.reads.touched_by(&self.shared.changes)
        };
        let pairs = known.iter().zip(&self.site.pages).enumerate();
        let others = pairs.filter(|(_, pair)| is_another(*pair)).map(|(number, _)| number);
        let others: Vec<usize> = others.collect();
        // Nothing of the map is another.
        let changes = self.site.map.changes(&self.site.map);
        let folders = Folders::of(self.site);
        let see = |number: &usize| {
            (*number, self.see(*number, Some(&known[*number]), &folders, true, &changes))
        };
        let new: Vec<(usize, Arc<Seen>)> = match others.len() {
            // Threads take longer to wake.
            0 | 1 => others.iter().map(see).collect(),
            _ => others.par_iter().map(see).collect(),
        };
        if new.iter().any(|(number, seen)| known[*number].seen.needs() != seen.needs()) {
            let mut all: Vec<Arc<Seen>> = known.iter().map(|own| own.seen.clone()).collect();
            for (number, seen) in &new {
                all[*number] = seen.clone();
            }
            let sheets = self.sheets(&all);
            if !Arc::ptr_eq(&sheets, &self.memory.sheets) {
                let pages = all.into_par_iter().zip(known.par_iter());
                let shown = pages.map(|(seen, old)| self.fill(seen, Some(old), &sheets)).collect();
                return (Arc::new(shown), None, sheets);
            }
        }
        let sheets = self.memory.sheets.clone();
        let list = Arc::make_mut(&mut known);
        let mut changed = Vec::with_capacity(new.len());
        for (number, seen) in new {
            let own = self.fill(seen, Some(&list[number]), &sheets);
            let old = std::mem::replace(&mut list[number], own.clone());
            if !Arc::ptr_eq(&old, &own) {
                changed.push((old, own));
            }
        }
        (known, Some(changed), sheets)
    }

    /// Every page; `stands` says whether they stand as they stood.
    fn all(&self, known: &[Arc<Shown>], stands: bool) -> (Vec<Arc<Shown>>, Arc<Sheets>) {
        let known: HashMap<&PageId, &Arc<Shown>> =
            known.iter().map(|own| (&own.seen.page.id, own)).collect();
        let changes = self.site.map.changes(&self.memory.map);
        let folders = Folders::of(self.site);
        let old = |page: &Page| known.get(&page.id).copied();
        let pages = self.site.pages.par_iter().enumerate();
        let seen: Vec<Arc<Seen>> = pages
            .map(|(number, page)| self.see(number, old(page), &folders, stands, &changes))
            .collect();
        let sheets = self.sheets(&seen);
        let seen = seen.into_par_iter();
        let fill = |seen: Arc<Seen>| {
            let old = old(&seen.page);
            self.fill(seen, old, &sheets)
        };
        (seen.map(fill).collect(), sheets)
    }

    /// One page without what is put into it; `old` is how it was shown, and `changes` what of the map is another since.
    fn see(
        &self,
        number: usize,
        old: Option<&Arc<Shown>>,
        folders: &Folders,
        stands: bool,
        changes: &MapChanges,
    ) -> Arc<Seen> {
        let page = &self.site.pages[number];
        let navigation = self.memory.navigations.of(page.id.folder());
        let has_navigation = navigation.is_some_and(|navigation| !navigation.is_empty());
        let may_move = !stands || old.is_none();
        let around = may_move.then(|| folders.around(number));
        let seen = old.map(|old| &old.seen).filter(|old| {
            self.holds
                && Arc::ptr_eq(&old.page, page)
                && around.as_ref().is_none_or(|around| old.around == *around)
                && old.has_navigation == has_navigation
                && !old.asked.touched_by(changes)
                && !old.reads.touched_by(&self.shared.changes)
        });
        if let Some(seen) = seen {
            return seen.clone();
        }
        let around = around.unwrap_or_else(|| folders.around(number));
        let (site, shared) = (self.site, self.shared);
        Arc::new(see(site, shared, page, around, has_navigation, self.frame))
    }

    /// The style sheets that pages load.
    fn sheets(&self, pages: &[Arc<Seen>]) -> Arc<Sheets> {
        let needs = pages.iter().filter_map(|seen| seen.needs());
        Sheets::of(self.frame.theme, needs, &self.memory.navigations, &self.memory.sheets)
    }

    /// One page with all that is put into it; `old` is how it was shown.
    fn fill(&self, seen: Arc<Seen>, old: Option<&Arc<Shown>>, sheets: &Sheets) -> Arc<Shown> {
        let navigation = self.memory.navigations.of(seen.page.id.folder());
        let own = seen.needs().map(|needs| sheets.of_page(needs)).unwrap_or_default();
        if let Some(old) = old
            && Arc::ptr_eq(&old.seen, &seen)
            && same(old.navigation.as_ref(), navigation)
            && old.sheets.iter().zip(&own).all(|(old, own)| Arc::ptr_eq(old, own))
        {
            return old.clone();
        }
        let drawn = seen.drawn.as_ref();
        let navigation = navigation.cloned();
        let files = drawn.map(|drawn| drawn.files(&seen.page, navigation.as_deref(), sheets));
        let files = files.unwrap_or_default();
        Arc::new(Shown { seen, navigation, sheets: own, files })
    }
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
