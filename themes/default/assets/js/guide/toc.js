// Marks the part of the page that is being read in its contents.
import { all, html, isShown } from "./dom.js";

export function startToc() {
  const parts = all(".toc-list a")
    .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ target }) => target);
  if (!parts.length || !("IntersectionObserver" in window)) return;

  const draw = () => {
    const atEnd = scrollY > 0 && innerHeight + scrollY >= html.scrollHeight - 4;
    const visible = parts.filter(({ target }) => isShown(target));
    const passed = visible.filter(({ target }) => target.getBoundingClientRect().top < innerHeight * 0.35);
    const now = atEnd ? visible.at(-1) : passed.at(-1);
    for (const part of parts) {
      if (part === now) part.link.setAttribute("aria-current", "location");
      else part.link.removeAttribute("aria-current");
    }
  };

  const observer = new IntersectionObserver(draw, { rootMargin: "0px 0px -65% 0px", threshold: [0, 1] });
  parts.forEach(({ target }) => observer.observe(target));
  const end = new IntersectionObserver(draw);
  all(".foot").forEach((foot) => end.observe(foot));
  document.addEventListener("guidepost:variant", draw);
}
