// Marks the part of the page that is being read in its contents.
import { all, html, isShown, targetOf } from "./dom.js";

export function startToc() {
  const parts = all(".toc-list a")
    .map((link) => ({ link, target: targetOf(link.hash) }))
    .filter(({ target }) => target);
  if (!parts.length) return;
  // The part that a link has just led to, until the reader scrolls on.
  let led, ledTo;

  const draw = () => {
    const top = ({ target }) => target.getBoundingClientRect().top;
    const shown = parts.filter(({ target }) => isShown(target));
    // The eye is at the top of the window when the page is, and at its end when the page is: so every part has its turn.
    const way = html.scrollHeight - innerHeight;
    const edge = parseFloat(getComputedStyle(html).scrollPaddingTop) || 0;
    const eye = Math.max(edge + 8, way > 0 ? (scrollY / way) * innerHeight : 0);
    if (Math.abs(scrollY - ledTo) > 4) led = null;
    const now = shown.find((part) => part === led) ?? shown.findLast((part) => top(part) <= eye) ?? shown[0];
    for (const part of parts) part.link.ariaCurrent = part === now ? "location" : null;
  };
  const follow = () => {
    const target = targetOf(location.hash);
    led = parts.findLast((part) => part.target.contains(target));
    ledTo = scrollY;
    draw();
  };

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  }, { passive: true });
  addEventListener("resize", draw);
  for (const change of ["guidepost:variant", "guidepost:answer"]) document.addEventListener(change, draw);
  addEventListener("hashchange", follow);
  addEventListener("load", follow);
  draw();
}
