// Compares a screen with how it was. What may be done to the one element that is to appear does not count.
const ownAffair = ["class", "style", "disabled", "hidden"];

// The first change: { gone } or { changed }, a node as it was; or null. Both come without space.
export function compare(was, is, spared) {
  if (was.isEqualNode(is)) return null;
  if (was.nodeName !== is.nodeName) return { gone: was };
  if (was.nodeType !== Node.ELEMENT_NODE || !sameAttributes(was, is, was === spared)) return { changed: was };
  const old = [...was.childNodes];
  const young = [...is.childNodes];
  while (old.length && young.length && old[0].isEqualNode(young[0])) old.shift(), young.shift();
  while (old.length && young.length && old.at(-1).isEqualNode(young.at(-1))) old.pop(), young.pop();
  if (old.length > young.length) return { gone: old.find((one) => !young.some((other) => !compare(one, other, spared))) ?? old[0] };
  if (old.length < young.length) return { changed: was };
  for (const [at, one] of old.entries()) {
    const change = compare(one, young[at], spared);
    if (change) return change;
  }
  return null;
}

function sameAttributes(was, is, spared) {
  // Readers open and close folds by clicking.
  const counts = ({ name }) => name !== "open" && !(spared && ownAffair.includes(name));
  const [old, young] = [[...was.attributes].filter(counts), [...is.attributes].filter(counts)];
  return old.length === young.length && old.every(({ name, value }) => is.getAttribute(name) === value);
}

// A copy without the white space between elements: Firefox, undoing a deletion, puts the element on the other side of it.
export function withoutSpace(node) {
  const copy = node.cloneNode(true);
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const blank = [];
  while (texts.nextNode()) if (!texts.currentNode.data.trim()) blank.push(texts.currentNode);
  for (const text of blank) text.remove();
  return copy;
}
