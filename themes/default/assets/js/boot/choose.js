// Decides which browser and system to show: the address, then what was saved, then a guess. Empty names mean "show all".
import { guessBrowser, guessOs } from "./guess.js";

export function choose({ browsers, systems }, params, saved, userAgent) {
  const names = browsers.map(([name]) => name);
  const pick = (key, known, guess) => {
    for (const [rank, value] of [[2, params.get(key)], [1, saved(key)], [0, guess()]])
      if (value && known.includes(value)) return [value, rank];
    return [known[0] ?? "", 0];
  };

  const addressed = params.has("browser") || params.has("os");
  if (params.get("show") === "all" || (!addressed && saved("browser") === "all")) return { browser: "", os: "", guess: false };

  let [browser, browserRank] = pick("browser", names, () => guessBrowser(browsers, userAgent));
  let [os, osRank] = pick("os", systems, () => guessOs(systems, userAgent));
  const runsOn = (row) => row[2].includes(os);
  const row = browsers.find(([name]) => name === browser);
  if (row && !runsOn(row)) {
    // Of an impossible pair the surer half stays; the browser, where both are as sure.
    const other = osRank > browserRank && browsers.find(runsOn);
    if (other) browser = other[0];
    else os = row[2][0];
  }
  return { browser, os, guess: !(browserRank && osRank) };
}
