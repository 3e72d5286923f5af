//! HTML that guides point at, as it can be shown in a published page.
//!
//! [`live`] makes HTML harmless for a page that shows it; [`live::count`] says how many of its elements a selector matches.

pub(crate) mod live;
