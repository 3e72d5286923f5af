// Runs before the first paint: marks <html> with the reader's browser, system and colours. Stores nothing.
import { variants } from "./variants.js";
import { choose } from "./choose.js";
import { guessOs } from "./guess.js";
import { saved } from "./saved.js";
import { showSavedTabs } from "./tabs.js";

const { classList, dataset } = document.documentElement;
classList.add("js");

const theme = saved("theme");
if (theme === "light" || theme === "dark") dataset.theme = theme;

const { browser, os, guess } = choose(variants, new URLSearchParams(location.search), saved, navigator);
if (browser || os) {
  Object.assign(dataset, { browser, os, pair: browser + "-" + os });
  if (guess) dataset.guess = "";
}
// A phone or tablet for which there are no steps.
const device = guessOs(navigator);
if (/ios|android/.test(device) && !variants.systems.includes(device)) dataset.away = "";
window.guidepost = { ...variants, guess };
showSavedTabs();
