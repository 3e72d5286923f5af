//! The walks through all pages, and what the promises ask on each.
//!
//! The pages of the guide as it is published by default are among those of every edition, byte by byte.

use crate::support::{Folder, Reader, Walk};
use crate::{
    a_folder_works_anywhere as anywhere, headings_are_in_order as headings,
    nothing_overflows as overflow, progress_is_kept as progress, readable_without_scripts as plain,
    text_can_be_spaced_out as spaced,
};

const NARROW: Reader = Reader { on_a_narrow_screen: true, ..Reader::PLAIN };
const ZOOMED: Reader = Reader { at_400_percent: true, ..Reader::PLAIN };
const WITHOUT_SCRIPTS: Reader = Reader { without_scripts: true, ..Reader::PLAIN };

/// The guide, moved to a folder with a name that addresses have to encode.
pub(crate) static GUIDE: Walk = Walk::new(
    || Folder::with_every_edition().moved(anywhere::ELSEWHERE),
    Reader::PLAIN,
    "",
    &[
        headings::FAULTS,
        progress::STORED,
        anywhere::LINKS,
        anywhere::WITHOUT_EFFECT,
        overflow::WORDS,
        spaced::LOST,
    ],
);

/// The same with the text for every browser and system.
pub(crate) static ALL_SHOWN: Walk =
    Walk::new(Folder::new, Reader::PLAIN, "?show=all", &[headings::FAULTS]);

pub(crate) static MANUAL: Walk = Walk::new(Folder::manual, Reader::PLAIN, "", &[headings::FAULTS]);

pub(crate) static NARROW_GUIDE: Walk = Walk::new(
    Folder::with_every_edition,
    NARROW,
    "",
    &[overflow::WIDTH, overflow::STANDS_OUT, overflow::WORDS, spaced::LOST],
);

pub(crate) static NARROW_ALL_SHOWN: Walk = Walk::new(
    Folder::with_every_edition,
    NARROW,
    "?show=all",
    &[overflow::WIDTH, overflow::STANDS_OUT],
);

pub(crate) static NARROW_MANUAL: Walk =
    Walk::new(Folder::manual, NARROW, "", &[overflow::WIDTH, overflow::STANDS_OUT]);

pub(crate) static ZOOMED_GUIDE: Walk =
    Walk::new(Folder::with_every_edition, ZOOMED, "", &[overflow::WORDS]);

pub(crate) static WITHOUT_SCRIPTS_GUIDE: Walk = Walk::new(
    Folder::with_every_edition,
    WITHOUT_SCRIPTS,
    "",
    &[headings::FAULTS, plain::SCRIPTS, plain::HIDDEN, plain::WITHOUT_LABEL, plain::USELESS],
);
