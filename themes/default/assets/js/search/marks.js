// Marks words on a page that was found, by which it was found, and takes the marks away again.
import { isShown, one } from "../guide/dom.js";
import { element } from "./build.js";
import { draw, erase } from "./highlight.js";
import { findWords } from "./find-words.js";
import { texts } from "./texts.js";

let bar = null;

export function startMarks() {
  const words = new URLSearchParams(location.search).get("find");
  if (words === null) return;
  forgetInAddress();
  const mark = () => markWords(words, location.hash);
  // A page that is still loading goes to the place of its address when it is done.
  if (document.readyState === "complete") mark();
  else addEventListener("load", () => setTimeout(mark));
}

// Marks `words` in the part of the page that `hash` leads to; where they are not in it, on the whole page.
export function markWords(words, hash) {
  clearMarks();
  const main = one("main");
  const list = words.split(/\s+/u).filter(Boolean);
  const part = partOf(hash, main);
  let found = findWords(part, list);
  if (!found.length) found = findWords([main], list);
  if (!found.length) return;
  const parentOf = ([{ node }]) => node.parentElement;
  if (!found.some((pieces) => canBeSeen(parentOf(pieces)))) parentOf(found[0]).dispatchEvent(new CustomEvent("guidepost:reveal", { bubbles: true }));
  const first = parentOf(found.find((pieces) => canBeSeen(parentOf(pieces))) ?? found[0]);
  draw(found);
  showBar(main);
  const { top, bottom } = first.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) first.scrollIntoView({ block: "center" });
}

// Browsers lay out what is folded too, and give its place.
function canBeSeen(text) {
  return isShown(text) && !text.closest("details:not([open]) > :not(summary)");
}

export function clearMarks() {
  if (!bar) return;
  erase();
  const focused = bar.contains(document.activeElement);
  bar.remove();
  bar = null;
  removeEventListener("keydown", clearByKey);
  // The button is gone now, and focus must not go with it.
  if (focused) one("main").focus({ preventScroll: true });
}

function showBar(main) {
  const button = element("button", { type: "button", "aria-keyshortcuts": "Escape" }, texts.clear);
  button.addEventListener("click", clearMarks);
  bar = element("p", { class: "found" }, button);
  main.append(bar);
  addEventListener("keydown", clearByKey);
}

function clearByKey(event) {
  if (event.key === "Escape" && !event.defaultPrevented && !one("dialog[open]")) clearMarks();
}

// What belongs to the place: a step is one element, a heading goes on to the next of its level.
function partOf(hash, main) {
  const target = hash.length > 1 && document.getElementById(decodeAnchor(hash.slice(1)));
  if (!target || target.localName === "h1") return [main];
  const part = [target];
  if (/^h[2-6]$/.test(target.localName))
    for (let at = target.nextElementSibling; at && !(/^h[1-6]$/.test(at.localName) && at.localName <= target.localName); at = at.nextElementSibling) part.push(at);
  return part;
}

function decodeAnchor(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function forgetInAddress() {
  try {
    const address = new URL(location.href);
    address.searchParams.delete("find");
    history.replaceState(history.state, "", address);
  } catch {
    // Some places forbid changing the address; then a reload marks the words again.
  }
}
