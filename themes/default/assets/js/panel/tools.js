// Wrapping of long lines, and copying the HTML of the state that is shown.
import { make, makeButton, one } from "./dom.js";
import { shownState } from "./states.js";

export function startTools(figure, tools) {
  const { wrap, copy } = figure.dataset;
  if (wrap) {
    const button = makeButton("panel-wrap", wrap, () => (button.ariaPressed = !figure.classList.toggle("panel-nowrap")));
    button.ariaPressed = true;
    tools.append(button);
  }
  if (copy) startCopy(figure, tools, copy);
}

function startCopy(figure, tools, text) {
  const announcer = one("#announcer");
  const button = makeButton("panel-copy", text, async () => {
    const done = await write(shownState(figure).dataset.html);
    button.focus();
    button.textContent = announcer.textContent = announcer.dataset[done ? "copied" : "copyFailed"];
    setTimeout(() => {
      button.textContent = text;
      announcer.textContent = "";
    }, 2000);
  });
  const offer = () => (button.hidden = !shownState(figure).dataset.html);
  figure.addEventListener("panel:state", offer);
  offer();
  tools.append(button);
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http and older browsers have no clipboard for pages.
    const area = make("textarea", { className: "visually-hidden", value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
