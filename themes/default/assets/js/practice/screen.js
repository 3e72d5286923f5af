// Builds the screen of a situation: a fresh copy, with the styles that HTML may not carry itself, and the target hidden.
import { all, one } from "../guide/dom.js";
import { withoutSpace } from "./compare.js";
import { isVisible } from "./look.js";

export function build(parts, situation, place) {
  const copy = document.importNode(parts.screens[situation.screen], true);
  applyStyles(copy);
  const target = one(parts.target, copy);
  if (target) hide(target, situation);
  place.replaceChildren(copy);
  // What the screen shows from the start need not be left hidden.
  const hidden = parts.leaveAlone.filter((selector) => !all(selector, copy).some(isVisible));
  return { was: withoutSpace(copy), hidden };
}

// The policy of the page ignores styles that stand in HTML; those that a script sets, it allows.
export function applyStyles(within) {
  for (const element of all("[data-style]", within)) {
    element.style.cssText = element.dataset.style;
    delete element.dataset.style;
  }
}

// Developer tools that write or bring back an attribute are stopped by the policy too: makes its styles count, as they would elsewhere.
export function mendStyles(within) {
  const probe = document.createElement("i");
  for (const element of all("[style]", within)) {
    if (element.style.length) continue;
    probe.style.cssText = element.getAttribute("style");
    if (probe.style.length) element.style.cssText = probe.style.cssText;
  }
}

function hide(target, { hide, tip }) {
  target.style.removeProperty("display");
  // Asking for the attribute first makes Chromium write what is left; otherwise an empty one would come back.
  if (!target.getAttribute("style")) target.removeAttribute("style");
  target.hidden = false;
  target.removeAttribute("disabled");
  if (tip && target.parentElement) target.parentElement.title = tip;
  if (hide === "style") target.style.display = "none";
  if (hide === "class") target.classList.add("hidden-by-theme");
  if (hide === "disabled") target.setAttribute("disabled", "");
}
