// Looks at the screen: the word for what has become of it, and the element that the word is about.
import { one } from "../guide/dom.js";
import { compare, withoutSpace } from "./compare.js";

// What the reader is to put right before going on.
export const troubles = ["removed-element", "wrong-attribute", "wrong-node", "left-alone"];

export function look(place, { situation, was, hidden }, parts) {
  const copy = place.firstElementChild;
  if (!copy) return { word: "removed-element", about: describe(was) };
  const meant = one(parts.target, was);
  const target = one(parts.target, copy);
  const change = compare(was, withoutSpace(copy), meant);
  if (!target) {
    const lost = change?.gone?.contains(meant);
    return lost ? { word: "removed-element", about: describe(change.gone) } : { word: "wrong-attribute", about: describe(meant) };
  }
  for (const selector of hidden) {
    const shown = [...copy.querySelectorAll(selector)].find(isVisible);
    if (shown) return { word: "left-alone", about: describe(shown) };
  }
  const off = situation.hide === "disabled";
  if (off && !target.hasAttribute("disabled")) return { word: "refused", about: "" };
  if (!off && isVisible(target)) return { word: "appeared", about: "" };
  if (change?.gone) return { word: "wrong-node", about: describe(change.gone) };
  if (change?.changed) return { word: "wrong-node", about: describe(change.changed) };
  return { word: off ? "stop" : "task", about: "" };
}

export function isVisible(element) {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
}

// As developer tools name it, and short: the text must not itself be what the reader searches for.
function describe(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const name = element.localName;
  return element.id ? `${name}#${element.id}` : element.classList.length > 1 ? `${name}.${element.classList[0]}` : name;
}
