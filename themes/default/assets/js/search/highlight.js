// Marks places without touching the page where the browser can; else with elements.
import { all, one } from "../guide/dom.js";
import { element } from "./build.js";

const highlight = "guidepost-find";

export function draw(places) {
  const pieces = places.flat();
  if (window.Highlight && CSS.highlights) {
    const ranges = pieces.map(({ node, start, end }) => {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      return range;
    });
    CSS.highlights.set(highlight, new Highlight(...ranges));
    return;
  }
  // From the last, so that the places before it stay where they are.
  for (const { node, start, end } of pieces.reverse()) {
    const word = node.splitText(start);
    word.splitText(end - start);
    const mark = element("mark", { class: "find-mark" });
    word.replaceWith(mark);
    mark.append(word);
  }
}

export function erase() {
  if (window.Highlight && CSS.highlights) CSS.highlights.delete(highlight);
  for (const mark of all(".find-mark", one("main"))) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}
