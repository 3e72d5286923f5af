// Search is loaded when it is first wanted: by the button, a key, or an address that asks for it. What it does then is in js/search/.
import { one } from "./dom.js";
import { isFree } from "./keys.js";
import { load } from "./load.js";

export function startFind() {
  const button = one(".find");
  if (!button) return;
  const { script, style } = button.dataset;
  // What is typed while it is on its way.
  let typed = null;
  const open = () => {
    // The page of search has a box of its own, which takes what is typed from the start.
    const box = one(".search-page input");
    if (box) return box.focus();
    typed ??= "";
    load(script, style).then(
      () => {
        guidepost.search(typed);
        typed = null;
      },
      // A newer site has other names, and its own page to search on.
      () => (location.href = script.replace(/assets\/[^/]*$/, "search.html")),
    );
  };

  button.addEventListener("click", open);
  const onKey = (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (typed !== null && key.length === 1 && !ctrlKey && !metaKey) {
      typed += key;
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const held = (ctrlKey || metaKey) && key === "k" && ctrlKey !== metaKey && !shiftKey && !altKey;
    if (!(held || key === "/" || key === "s") || !isFree(event, held)) return;
    event.preventDefault();
    open();
  };
  // Before the keys of the page, which must not have what is typed.
  addEventListener("keydown", onKey, true);
  const loadOnly = () => load(script, style).catch(() => {});
  one(".search-page")?.addEventListener("focusin", loadOnly, { once: true });
  if (/[?&](q|find)=/.test(location.search)) loadOnly();
}
