// The window that opens when the target is used, and the end. What is typed in it is thrown away with it.
import { one } from "../guide/dom.js";
import { applyStyles } from "./screen.js";

export function prepareDialog(practice, parts, finish) {
  let dialog = null;

  const close = () => {
    dialog?.close();
    dialog?.remove();
    dialog = null;
  };

  const end = () => {
    one(".practice-window", dialog)?.remove();
    one(".practice-end", dialog).hidden = false;
    finish();
    one(".practice-done", dialog).focus();
  };

  const open = () => {
    close();
    dialog = document.importNode(parts.dialog, true);
    applyStyles(dialog);
    one(".practice-done", dialog).replaceChildren(...parts.words.done.cloneNode(true).childNodes);
    practice.append(dialog);
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      end();
    });
    dialog.addEventListener("click", (event) => {
      const pressed = event.target.closest("a, button");
      if (!pressed) return;
      const inWindow = pressed.closest(".practice-window");
      if (inWindow && pressed.localName === "a") event.preventDefault();
      else if (inWindow ? pressed.type !== "submit" : pressed.matches(".practice-close")) close();
    });
    dialog.showModal();
    if (one(".practice-window", dialog)) one(".practice-end", dialog).hidden = true;
    else end();
  };

  return { open, close };
}
