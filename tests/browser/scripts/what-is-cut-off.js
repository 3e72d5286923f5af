// Text of which only a part is shown, and which does not scroll.
const cuts = (value) => ["hidden", "clip"].includes(value);
// As what is for screen readers only is made.
const isNowhere = (part) => part && (getComputedStyle(part).clipPath === "inset(50%)" || isNowhere(part.parentElement));
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const { parentElement: part, data } = walker.currentNode;
  // A list of choices is as wide as its styles say.
  if (!data.trim() || !part.checkVisibility() || part.closest("select") || isNowhere(part)) continue;
  const text = document.createRange();
  text.selectNodeContents(walker.currentNode);
  const inner = text.getBoundingClientRect();
  for (let box = part; box && box !== document.body; box = box.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(box);
    if (/auto|scroll/.test(overflowX + overflowY)) break;
    const outer = box.getBoundingClientRect();
    const wide = cuts(overflowX) && (inner.left < outer.left - 1 || inner.right > outer.right + 1);
    const high = cuts(overflowY) && (inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1);
    if (wide || high) found.push(`"${data.trim()}" is cut off by ${box.outerHTML.slice(0, 80)}`);
  }
}
return found;
