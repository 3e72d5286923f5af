// Says something to screen readers, and holds the words that scripts need.
import { one } from "./dom.js";

const announcer = one(".announcer");

export function word(key) {
  return announcer?.dataset[key] ?? "";
}

export function announce(text) {
  if (!announcer) return;
  // The same text twice would be silent: empty it first.
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = text), 50);
}
