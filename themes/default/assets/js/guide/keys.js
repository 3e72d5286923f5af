// The keys j and k: the next and the previous step. Single keys get in the way of those who speak to their computer, so they can be
// switched off (WCAG 2.1.4).
import { all, html, isShown, one } from "./dom.js";
import { keep, recall } from "./store.js";

const stops = ".step:not(.skipped), .aside, .content.prose > h2";

// Whether a key may do something on this page now: nobody types, and no window is open. Those without Ctrl or Cmd can be switched off.
export function isFree(event, isHeld) {
  const { altKey, ctrlKey, metaKey, target } = event;
  if (!isHeld && (altKey || ctrlKey || metaKey || recall("keys") === "off")) return false;
  return !event.isComposing && !one("dialog[open]") && !target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
}

export function startKeys() {
  addEventListener("keydown", (event) => {
    const way = { j: 1, k: -1 }[event.key];
    if (!way || !isFree(event)) return;
    const edge = parseFloat(getComputedStyle(html).scrollPaddingTop) || 0;
    const far = (part) => part.getBoundingClientRect().top - edge;
    const shown = all(stops).filter(isShown);
    const next = way > 0 ? shown.find((part) => far(part) > 4) : shown.findLast((part) => far(part) < -4);
    if (next) location.replace("#" + next.id);
  });
  const box = one(".foot-tools input");
  if (!box) return;
  box.checked = recall("keys") !== "off";
  box.addEventListener("change", () => keep("keys", box.checked ? null : "off"));
}
