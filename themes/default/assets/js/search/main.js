// Search: the dialog, the page of search, and the marks on a page that was found. js/guide/find.js loads it when it is first wanted.
import { one } from "../guide/dom.js";
import { openDialog } from "./dialog.js";
import { openIndex } from "./engine/index.js";
import { startMarks } from "./marks.js";
import { startPage } from "./page.js";

// Only known while the script is read for the first time.
const root = new URL("..", document.currentScript.src).href;
const place = one(".search-page");
const asked = new URLSearchParams(location.search).get("q");
let index = null;
const opened = () => (index ??= openIndex(root));

// For find.js; and `query`, for a theme with another interface.
Object.assign((window.guidepost ??= {}), {
  search: (text) => (place ? one("input", place).focus() : openDialog(opened(), root, text)),
  query: (text, reader, callback) => opened().query(text, reader, callback),
});

startMarks();
if (place) startPage(place, opened(), root, asked ?? "");
else if (asked !== null) guidepost.search(asked);
