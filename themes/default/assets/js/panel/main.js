// Panels of HTML after the page is readable: states as tabs, notes that light up, copying, the film.
import { all, one } from "../guide/dom.js";
import { start } from "../guide/start.js";
import { startFilmButtons } from "./film.js";
import { startNotes } from "./notes.js";
import { startStates } from "./states.js";
import { startTools } from "./tools.js";

for (const figure of all("figure.panel")) {
  start([startStates, startTools, startFilmButtons, startNotes], figure, one(".panel-tools", figure));
}
