// What several parts of a panel need.
import { make } from "../guide/dom.js";

// A button with a word of the panel's own on it.
export function makePanelButton(name, textContent, onclick) {
  return make("button", { type: "button", className: "panel-button " + name, textContent, onclick });
}

// 1 for the arrow key that leads on in the direction of reading, -1 for the one that leads back.
export function wayOf({ key, target, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey) return 0;
  const on = getComputedStyle(target).direction === "rtl" ? -1 : 1;
  return { ArrowRight: on, ArrowLeft: -on }[key] ?? 0;
}
