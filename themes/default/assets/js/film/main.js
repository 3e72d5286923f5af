// The film of a panel. js/panel/film.js loads it when its buttons are first wanted.
import { startFilm } from "./film.js";

(window.guidepost ??= {}).film = startFilm;
