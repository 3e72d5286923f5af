// Pictures open large. What shows them is loaded for the first, and is in js/pictures/. Without scripts their links lead to their files.
import { isModified, one } from "./dom.js";
import { load } from "./load.js";

export function startPictures() {
  const { pictureScript, pictureStyle } = one(".announcer")?.dataset ?? {};
  if (!pictureScript) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.zoom");
    if (!link || isModified(event)) return;
    event.preventDefault();
    load(pictureScript, pictureStyle).then(
      () => guidepost.enlarge(link),
      () => (location.href = link.href),
    );
  });
}
