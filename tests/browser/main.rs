//! What the published pages promise their readers, and `guidepost serve` its authors, seen in real browsers over WebDriver.
//!
//! A file a promise, named after it. [`support`] is what they share: an [`support::Engine`] is a browser program, a
//! [`support::Reader`] who sits before it, a [`support::Folder`] the built guide on disk, a [`support::Served`] the same guide
//! under `guidepost serve`; a [`support::Walk`] opens every page once for many promises. Nothing here sleeps: a test waits for what it expects, and says what it saw instead.
#![allow(clippy::unwrap_used, reason = "a test may panic; that is how it fails")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests build folders, start programs and change files"
)]

#[macro_use]
mod support;

mod a_broken_edit_keeps_the_page;
mod a_decision_marks_what_it_skips;
mod a_folder_works_anywhere;
mod a_guess_says_so;
mod a_hit_is_shown_and_marked;
mod a_link_carries_the_variant;
mod a_panel_shows_the_step;
mod a_phone_is_told;
mod an_edit_leaves_the_reader_in_place;
mod an_edit_shows_by_itself;
mod axe_finds_nothing;
mod axe_finds_nothing_in_use;
mod code_is_copied;
mod colours_can_be_chosen;
mod every_control_has_a_name;
mod every_reader_is_new;
mod every_stop_can_be_seen;
mod every_window_catches_up;
mod four_requests_are_enough;
mod going_back_shows_the_choice;
mod headings_are_in_order;
mod impossible_pairs_are_not_offered;
mod it_works_where_all_is_forbidden;
mod keys_turn_the_steps;
mod no_flash_and_no_shift;
mod nothing_leaves_the_site;
mod nothing_overflows;
mod pictures_open_large;
mod previews_keep_words_whole;
mod prints_mine_or_all;
mod progress_is_kept;
mod readable_without_scripts;
mod right_to_left_holds;
mod search_has_a_page_of_its_own;
mod search_is_used_by_keyboard;
mod search_is_used_by_screen_readers;
mod search_opens_and_finds;
mod search_says_when_nothing_is_found;
mod search_stores_nothing;
mod search_works_from_disk;
mod tables_are_printed_whole;
mod targets_can_be_hit;
mod text_can_be_spaced_out;
mod the_address_wins;
mod the_choice_is_kept;
mod the_contents_mark_the_place;
mod the_focus_can_be_seen;
mod the_practice_page_is_practised;
mod the_skip_link_leads_to_the_content;
mod walks;
mod works_where_nothing_is_allowed;
