// Search is loaded when it is first wanted: by the button, a key, or an address that asks for it. What it does then is in js/search/.
import { one } from "./dom.js";
import { isFree } from "./keys.js";

export function startFind() {
  const button = one(".find");
  if (!button) return;
  const { script, style } = button.dataset;
  const add = (name, values) => new Promise((onload, onerror) => document.head.append(Object.assign(document.createElement(name), values, { onload, onerror })));
  let loaded;
  const load = () => (loaded ??= Promise.all([add("link", { rel: "stylesheet", href: style }), add("script", { src: script })]));
  const open = () =>
    load().then(
      () => guidepost.search(),
      // A newer site has other names, and its own page to search on.
      () => (location.href = script.replace(/assets\/[^/]*$/, "search.html")),
    );

  button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const held = (ctrlKey || metaKey) && key === "k" && ctrlKey !== metaKey && !shiftKey && !altKey;
    if (!(held || key === "/" || key === "s") || !isFree(event, held)) return;
    event.preventDefault();
    open();
  });
  const loadOnly = () => load().catch(() => {});
  one(".search-page")?.addEventListener("focusin", loadOnly, { once: true });
  if (/[?&](q|find)=/.test(location.search)) loadOnly();
}
