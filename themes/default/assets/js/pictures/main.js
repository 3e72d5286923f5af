// A picture in a window of its own: as large as it, or in the picture's own size to be moved about. js/guide/pictures.js loads it.
import { word } from "../guide/announce.js";
import { make, one } from "../guide/dom.js";

(window.guidepost ??= {}).enlarge = enlarge;

function enlarge(link) {
  // Who presses twice before it is loaded means one.
  if (one("dialog.picture")) return;
  const picture = link.firstElementChild.cloneNode();
  picture.src = link.href;
  const dialog = make("dialog", { className: "picture", ariaLabel: picture.alt });
  const full = make("button", { type: "button", className: "link", textContent: word("pictureFull"), ariaPressed: false });
  full.onclick = () => (full.ariaPressed = dialog.classList.toggle("picture-full"));
  const close = make("button", { type: "button", className: "link", textContent: word("close"), onclick: () => dialog.close() });
  const frame = make("div", { tabIndex: 0 });
  picture.onclick = full.onclick;
  frame.append(picture);
  dialog.append(frame, full, " · ", close);
  // Also by Escape, and by a click beside it.
  dialog.onclose = () => dialog.remove();
  dialog.onclick = ({ target }) => target === dialog && dialog.close();
  document.body.append(dialog);
  dialog.showModal();
}
