// Pictures open large, in a window of their own: as large as it, or in their own size to be moved about. Without scripts their links
// lead to their files.
import { word } from "./announce.js";
import { isModified, make, one } from "./dom.js";

export function startPictures() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.zoom");
    if (!link || isModified(event)) return;
    event.preventDefault();
    enlarge(link);
  });
}

function enlarge(link) {
  const { alt } = one("img", link);
  const dialog = make("dialog", { className: "picture", ariaLabel: alt });
  const full = make("button", { type: "button", className: "link", textContent: word("pictureFull"), ariaPressed: false });
  full.onclick = () => (full.ariaPressed = dialog.classList.toggle("picture-full"));
  const close = make("button", { type: "button", className: "link", textContent: word("close"), onclick: () => dialog.close() });
  const frame = make("div", { tabIndex: 0 });
  frame.append(make("img", { src: link.href, alt, onclick: full.onclick }));
  dialog.append(frame, full, " · ", close);
  // Also by Escape, and by a click beside it.
  dialog.onclose = () => dialog.remove();
  dialog.onclick = ({ target }) => target === dialog && dialog.close();
  document.body.append(dialog);
  dialog.showModal();
}
