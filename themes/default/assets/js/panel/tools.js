// Wrapping of long lines, and copying the HTML of the state that is shown.
import { copy } from "../guide/copy.js";
import { makePanelButton } from "./buttons.js";
import { shownState } from "./states.js";

export function startTools(figure, tools) {
  const { wrap, copy: label } = figure.dataset;
  if (wrap) {
    const button = makePanelButton("panel-wrap", wrap, () => (button.ariaPressed = !figure.classList.toggle("panel-nowrap")));
    button.ariaPressed = true;
    tools.append(button);
  }
  if (!label) return;
  const button = makePanelButton("panel-copy", label, () => copy(shownState(figure).dataset.html, button));
  const offer = () => (button.hidden = !shownState(figure).dataset.html);
  figure.addEventListener("panel:state", offer);
  offer();
  tools.append(button);
}
