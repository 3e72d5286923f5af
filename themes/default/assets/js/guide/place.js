// Keeps what the reader looks at where it is on the screen, while parts of the page appear and disappear.
import { all, html, isShown } from "./dom.js";

const blocks = ".content :is(h2, h3, h4, p, li, pre, figure, table, summary)";

export function keepPlace(change, anchor) {
  const top = (element) => element.getBoundingClientRect().top;
  const edge = parseFloat(getComputedStyle(html).scrollPaddingTop) || 0;
  const marks = anchor ? [anchor] : scrollY > 0 ? all(blocks).filter((b) => isShown(b) && top(b) >= edge) : [];
  const before = marks.slice(0, 60).map((mark) => [mark, top(mark)]);
  // The browser would keep a place of its own choice, too.
  html.style.overflowAnchor = "none";
  change();
  const kept = before.find(([mark]) => isShown(mark));
  if (kept) scrollBy({ top: top(kept[0]) - kept[1], behavior: "instant" });
  html.style.overflowAnchor = "";
}
