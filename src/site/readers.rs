//! Who a site's readers are: pairs of a browser and a system that exist together, and sets of them.

use crate::config::{Browser, System};
use crate::id::BrowserId;
use std::collections::BTreeSet;

/// A browser, by its number in the site's order, and a system. On a site without browsers the number is 0.
pub(crate) type Pair = (usize, System);

/// A set of readers.
pub(crate) type Set = BTreeSet<Pair>;

/// Some of the site's readers, said as shortly as can be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Readers {
    /// Everyone who sees the place at all.
    All,
    /// Those with one of these browsers.
    Browsers(Vec<BrowserId>),
    /// Those with one of these systems.
    Systems(Vec<System>),
    /// Those with one of these browsers and one of these systems.
    Both(Vec<BrowserId>, Vec<System>),
    /// Those with one of these browsers on that system.
    Pairs(Vec<(BrowserId, System)>),
}

/// All the readers that a site may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Audience {
    browsers: Vec<(BrowserId, String)>,
    all: Set,
}

impl Audience {
    /// Every browser with every system that it exists for.
    pub(crate) fn new(browsers: &[Browser], systems: &[System]) -> Self {
        let all = if browsers.is_empty() {
            systems.iter().map(|system| (0, *system)).collect()
        } else {
            let pairs = browsers.iter().enumerate();
            pairs.flat_map(|(n, browser)| browser.systems.iter().map(move |s| (n, *s))).collect()
        };
        let browsers = browsers.iter().map(|b| (b.id.clone(), b.name.clone())).collect();
        Self { browsers, all }
    }

    /// Everyone.
    pub(crate) fn all(&self) -> &Set {
        &self.all
    }

    /// Says `set` as shortly as can be to those who are in `within`.
    pub(crate) fn describe(&self, set: &Set, within: &Set) -> Readers {
        if set == within {
            return Readers::All;
        }
        let fits = |keep: &dyn Fn(&Pair) -> bool| within.iter().filter(|p| keep(p)).eq(set.iter());
        let browsers: BTreeSet<usize> = set.iter().map(|(browser, _)| *browser).collect();
        let ids = || browsers.iter().map(|n| self.browsers[*n].0.clone()).collect();
        if !self.browsers.is_empty() && fits(&|(browser, _)| browsers.contains(browser)) {
            return Readers::Browsers(ids());
        }
        let systems: BTreeSet<System> = set.iter().map(|(_, system)| *system).collect();
        if self.browsers.is_empty() || fits(&|(_, system)| systems.contains(system)) {
            return Readers::Systems(systems.into_iter().collect());
        }
        if fits(&|(browser, system)| browsers.contains(browser) && systems.contains(system)) {
            return Readers::Both(ids(), systems.into_iter().collect());
        }
        Readers::Pairs(set.iter().map(|(n, s)| (self.browsers[*n].0.clone(), *s)).collect())
    }

    /// Those of `within` whom `readers` means: what [`describe`](Self::describe) has said, read again.
    pub(crate) fn members(&self, readers: &Readers, within: &Set) -> Set {
        let id = |number: usize| self.browsers.get(number).map(|(id, _)| id);
        let is_meant = |(browser, system): &&Pair| match readers {
            Readers::All => true,
            Readers::Browsers(ids) => id(*browser).is_some_and(|id| ids.contains(id)),
            Readers::Systems(systems) => systems.contains(system),
            Readers::Both(ids, systems) => {
                systems.contains(system) && id(*browser).is_some_and(|id| ids.contains(id))
            }
            Readers::Pairs(pairs) => {
                pairs.iter().any(|(own, on)| on == system && id(*browser) == Some(own))
            }
        };
        within.iter().filter(is_meant).copied().collect()
    }

    /// The readers' names for a label: "Chrome, Edge", "macOS", "Firefox – macOS".
    pub(crate) fn label(&self, readers: &Readers) -> String {
        match readers {
            Readers::All => String::new(),
            Readers::Browsers(ids) => {
                ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(", ")
            }
            Readers::Systems(systems) => {
                systems.iter().map(|s| s.name()).collect::<Vec<_>>().join(", ")
            }
            Readers::Both(..) | Readers::Pairs(_) => {
                self.label_pairs(&self.members(readers, &self.all))
            }
        }
    }

    /// Browsers with the same systems stand together: "Chrome, Edge – Windows; Firefox – Linux".
    fn label_pairs(&self, pairs: &Set) -> String {
        let mut groups: Vec<(Vec<System>, Vec<&str>)> = Vec::new();
        for (number, (_, name)) in self.browsers.iter().enumerate() {
            let own = pairs.iter().filter(|(browser, _)| *browser == number);
            let systems: Vec<System> = own.map(|(_, system)| *system).collect();
            if systems.is_empty() {
                continue;
            }
            match groups.iter_mut().find(|(group, _)| *group == systems) {
                Some((_, names)) => names.push(name),
                None => groups.push((systems, vec![name])),
            }
        }
        let text = groups.iter().map(|(systems, names)| {
            let systems: Vec<&str> = systems.iter().map(|system| system.name()).collect();
            format!("{} – {}", names.join(", "), systems.join(", "))
        });
        text.collect::<Vec<_>>().join("; ")
    }

    fn name<'a>(&'a self, id: &'a BrowserId) -> &'a str {
        let found = self.browsers.iter().find(|(browser, _)| browser == id);
        found.map_or(id.as_str(), |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn audience() -> Audience {
        use System::{Linux, MacOs};
        let browser = |id: &str, systems: &[System]| Browser {
            id: BrowserId::parse(id).unwrap(),
            name: id.to_uppercase(),
            systems: systems.to_vec(),
            user_agent: Vec::new(),
            names: BTreeMap::new(),
            keys: BTreeMap::new(),
            panel: BTreeMap::new(),
        };
        Audience::new(&[browser("fox", &[MacOs, Linux]), browser("saf", &[MacOs])], &[MacOs, Linux])
    }

    #[test]
    fn sets_are_said_as_shortly_as_can_be() {
        use System::{Linux, MacOs};
        let audience = audience();
        let all = audience.all().clone();
        let say = |pairs: &[Pair]| audience.describe(&pairs.iter().copied().collect(), &all);
        assert_eq!(say(&[(0, MacOs), (0, Linux), (1, MacOs)]), Readers::All);
        assert_eq!(
            say(&[(0, MacOs), (0, Linux)]),
            Readers::Browsers(vec![BrowserId::parse("fox").unwrap()])
        );
        assert_eq!(say(&[(0, MacOs), (1, MacOs)]), Readers::Systems(vec![MacOs]));
        let id = |id| BrowserId::parse(id).unwrap();
        assert_eq!(say(&[(0, MacOs)]), Readers::Both(vec![id("fox")], vec![MacOs]));
        assert_eq!(audience.label(&say(&[(0, MacOs)])), "FOX – macOS");
        let pairs = say(&[(0, Linux), (1, MacOs)]);
        assert_eq!(pairs, Readers::Pairs(vec![(id("fox"), Linux), (id("saf"), MacOs)]));
        assert_eq!(audience.label(&pairs), "FOX – Linux; SAF – macOS");
    }

    #[test]
    fn inside_a_variant_only_its_readers_count() {
        let audience = audience();
        let mac: Set = [(0, System::MacOs), (1, System::MacOs)].into();
        let safari: Set = [(1, System::MacOs)].into();
        assert_eq!(audience.describe(&mac, &mac), Readers::All);
        assert_eq!(
            audience.describe(&safari, &mac),
            Readers::Browsers(vec![BrowserId::parse("saf").unwrap()])
        );
    }
}
