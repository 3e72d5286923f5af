// Links to a part of the page name the browser, the system and the answers of who copies them, so that others see the same.
import { all, isModified, targetOf } from "./dom.js";
import { nameVariant } from "./variant.js";

export function startLinks() {
  const draw = () => {
    for (const anchor of all(".anchor")) {
      const url = new URL(location.href);
      url.hash = anchor.hash;
      nameVariant(url);
      anchor.href = url;
    }
  };
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.(".anchor");
    if (!anchor || isModified(event)) return;
    event.preventDefault();
    visit(anchor.href);
  });
  for (const change of ["guidepost:variant", "guidepost:answer"]) document.addEventListener(change, draw);
  draw();
}

// Goes to an address of this page without loading it again: one step in the history.
export function visit(address) {
  const { hash } = new URL(address);
  if (push(address)) location.replace(hash);
  else location.hash = hash;
}

// Says whether the address could be changed.
export function push(address) {
  try {
    history.pushState(null, "", address);
    return true;
  } catch {
    return false;
  }
}
