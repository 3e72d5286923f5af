// Pins and notes: what is pointed at or has the focus lights up its counterpart, and a link opens what it leads into.
import { all, targetOf } from "../guide/dom.js";
import { showState } from "./states.js";

export function startNotes(figure) {
  // Neither puts the other out: a page that scrolls under a resting pointer is pointed at too.
  const lights = { pointer: [], focus: [] };
  const light = ({ type, target }) => {
    const at = /over|in$/.test(type) && target.closest(".pin, [data-note]");
    lights[type.startsWith("pointer") ? "pointer" : "focus"] = at ? (at.dataset.note ?? at.textContent).split(" ") : [];
    const numbers = [...lights.pointer, ...lights.focus];
    for (const node of all("[data-note]", figure)) node.classList.toggle("lit", numbers.some((number) => node.matches(`[data-note~="${number}"]`)));
  };
  for (const type of ["pointerover", "pointerleave", "focusin", "focusout"]) figure.addEventListener(type, light);

  figure.addEventListener("click", ({ target }) => openNote(figure, target.closest("a")?.hash));
  const follow = () => openNote(figure, location.hash)?.scrollIntoView();
  addEventListener("hashchange", follow);
  follow();
}

// The target, if it is in this panel.
function openNote(figure, hash = "") {
  const target = targetOf(hash);
  if (!figure.contains(target)) return null;
  for (let at = target; at !== figure; at = at.parentElement) {
    if (at.matches("details") && !target.closest("summary")) at.open = true;
    if (at.matches(".panel-state[hidden]")) showState(at);
  }
  return target;
}
