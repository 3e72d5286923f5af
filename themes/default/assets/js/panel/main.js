// Panels of HTML after the page is readable: states as tabs, notes that light up, copying, the film. A part that fails leaves the others working.
import { all, make, one } from "../guide/dom.js";
import { startFilm } from "./film.js";
import { startNotes } from "./notes.js";
import { startStates } from "./states.js";
import { startTools } from "./tools.js";

for (const figure of all("figure.panel")) {
  const tools = make("div", { className: "panel-tools" });
  one(".panel-states", figure).after(tools);
  for (const start of [startStates, startTools, startFilm, startNotes]) {
    try {
      start(figure, tools);
    } catch (error) {
      console.error(error);
    }
  }
}
