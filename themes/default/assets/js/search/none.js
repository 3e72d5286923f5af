// What is said where there are no results: why, and what to do instead.
import { one } from "../guide/dom.js";
import { element } from "./build.js";
import { help, say, texts } from "./texts.js";

const longestSaid = 80;

// Fills `box`; `again` is called with the word that was meant instead. Returns what a screen reader is to hear.
export function drawNone(box, { text, suggestion, failed }, root, again) {
  const first = failed ? texts.failed : say("none", { name: text.length > longestSaid ? text.slice(0, longestSaid) + "…" : text });
  const lines = [element("p", { class: "search-nothing" }, first)];
  let said = first;
  if (suggestion) {
    const button = element("button", { class: "link", type: "button" }, suggestion);
    button.addEventListener("click", () => again(suggestion));
    lines.push(element("p", {}, texts.meant + " ", button, "?"));
    said += ` ${texts.meant} ${suggestion}?`;
  }
  const ways = [];
  if (help) ways.push([help.url, help.title]);
  if (!one(".search-page")) ways.push(["search.html", texts.all]);
  for (const [url, title] of ways) lines.push(element("p", {}, element("a", { href: new URL(url, root).href }, title)));
  box.replaceChildren(...lines);
  return said;
}
