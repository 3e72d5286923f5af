// A link may lead into another variant, a fold, a tab or a skipped step: opens it, for this view only.
import { html, one, targetOf } from "./dom.js";
import { openTab } from "./tabs.js";
import { nearest, rulesOf, show, shown } from "./variant.js";

export function startReveal() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link) reveal(link.hash);
  });
  addEventListener("hashchange", () => revealAndScroll());
  // Search asks for what it has found by an event on it.
  document.addEventListener("guidepost:reveal", (event) => open(event.target));
  revealAndScroll();
}

// Shows what the address leads to; `always` also what has only been moved.
export function revealAndScroll(always) {
  const target = reveal(location.hash) ?? (always ? targetOf(location.hash) : null);
  target?.scrollIntoView();
}

// The target, if something had to be opened to show it.
function reveal(hash) {
  const target = targetOf(hash);
  return target && open(target);
}

function open(target) {
  let opened = showVariantOf(target);
  for (let at = target; at && at !== html; at = at.parentElement) {
    if (at.matches("details:not([open])") && at !== target.closest("summary")?.parentElement) {
      at.open = true;
      opened = true;
    }
    if (at.matches(".skipped:not(.opened)")) {
      one(".skip-note button", at).click();
      opened = true;
    }
    if (at.matches(".tab[hidden]")) {
      openTab(at);
      opened = true;
    }
  }
  return opened ? target : null;
}

function showVariantOf(target) {
  const now = shown();
  if (now.all) return false;
  // Not by whether it is drawn: the styles may not be there yet.
  const rules = rulesOf(target);
  if (rules.every((rule) => rule(now.browser, now.os))) return false;
  const pair = nearest(now.browser, now.os, (browser, os) => rules.every((rule) => rule(browser, os)));
  if (pair) show(pair.browser, pair.os);
  return Boolean(pair);
}
