//! The dialog of search.

use super::browser::Browser;

/// The title and the address of each result, in order.
pub(crate) const RESULTS: &str =
    "[...document.querySelectorAll('dialog.search [role=option]')].map((hit) => hit.href)";

impl Browser {
    /// Opens search by its key, types, and waits for the first result, whose address it gives.
    pub(crate) async fn search_for(&self, text: &str) -> String {
        // `serve` may show a page that it replaces at once.
        self.until(
            "the page is there",
            "document.readyState === 'complete' && document.querySelector('.find')",
        )
        .await;
        self.write("/").await;
        self.until("search opens", "document.querySelector('dialog.search[open]')").await;
        self.write(text).await;
        let input = "document.querySelector('dialog.search input').value";
        self.until("it is typed", &format!("{input} === '{text}'")).await;
        self.until(
            "something is found",
            "document.querySelector('dialog.search .search-hit[href]')",
        )
        .await;
        // Not only in the document: once the list had no height in WebKit.
        self.until(
            "it can be seen",
            "(() => { const hit = document.querySelector('dialog.search .search-hit'); const { left, top } = hit.getBoundingClientRect(); return hit.contains(document.elementFromPoint(left + 20, top + 10)); })()",
        )
        .await;
        self.until("all is found", "!document.querySelector('dialog.search[data-pending]')").await;
        let first = format!("{RESULTS}[0]");
        self.value(&first).await.as_str().unwrap_or_default().to_owned()
    }
}
