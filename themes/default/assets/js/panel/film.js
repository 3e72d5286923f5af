// The buttons of a panel's film. What plays it is loaded when they are first wanted, and is in js/film/.
import { make, one } from "../guide/dom.js";
import { load } from "../guide/load.js";
import { makePanelButton, wayOf } from "./buttons.js";

export function startFilmButtons(figure, tools) {
  const { play, next } = figure.dataset;
  const { filmScript, filmStyle } = one(".announcer")?.dataset ?? {};
  if (!one(".film", figure) || !play || !filmScript) return;

  // With reduced motion there are only stills, one a press.
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const buttons = make("div", { className: "film-buttons" });
  buttons.append(makePanelButton("film-play", play), makePanelButton("film-next", still ? play : next));
  buttons.firstChild.hidden = still;
  tools.prepend(buttons);
  tools.after(make("p", { className: "film-caption", role: "status" }));

  const types = ["pointerenter", "focusin", "click", "keydown"];
  let pressed;
  const want = (event) => {
    // A press is for the film, and waits for it.
    if (event.type === "click" || wayOf(event)) {
      event.preventDefault();
      pressed = event;
    }
    load(filmScript, filmStyle).then(begin, () => (buttons.hidden = Boolean(pressed)));
  };
  let isBegun = false;
  const begin = () => {
    if (isBegun) return;
    isBegun = true;
    for (const type of types) buttons.removeEventListener(type, want);
    guidepost.film(figure);
    pressed?.target.dispatchEvent(new pressed.constructor(pressed.type, pressed));
  };
  for (const type of types) buttons.addEventListener(type, want);
}
