// The button for the colours: as the system, light, dark.
import { html, one } from "./dom.js";
import { keep } from "./store.js";

const themes = ["system", "light", "dark"];

export function startTheme() {
  const button = one(".theme");
  if (!button) return;
  const labels = { system: button.ariaLabel, light: button.dataset.light, dark: button.dataset.dark };
  const current = () => html.dataset.theme ?? "system";
  const draw = () => (button.ariaLabel = button.title = labels[current()]);
  button.addEventListener("click", () => {
    const next = themes[(themes.indexOf(current()) + 1) % themes.length];
    if (next === "system") delete html.dataset.theme;
    else html.dataset.theme = next;
    keep("theme", next === "system" ? null : next);
    draw();
  });
  draw();
}
