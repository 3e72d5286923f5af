// Decides which browser and system to show: the address, then what was saved, then a guess. Empty names mean "show all".
import { guessBrowser, guessOs } from "./guess.js";

export function choose({ browsers, systems }, params, saved, device) {
  // The value to take, and how far down the list of sources it stood: a lower place is surer.
  const pick = (key, known, guess) => {
    const values = [params.get(key), saved(key), guess, known[0]];
    const place = values.findIndex((value) => known.includes(value));
    return [values[place] ?? "", place];
  };
  let [browser, browserPlace] = pick("browser", browsers.map((row) => row[0]), guessBrowser(browsers, device.userAgent));
  let [os, osPlace] = pick("os", systems, guessOs(device));

  if (params.get("show") === "all" || (saved("browser") === "all" && browserPlace && osPlace)) return { guess: false };

  const row = browsers.find((row) => row[0] === browser);
  if (row && !row[2].includes(os)) {
    // Of an impossible pair the surer half stays; the browser, where both are as sure.
    const other = osPlace < browserPlace && browsers.find((row) => row[2].includes(os));
    if (other) browser = other[0];
    else os = row[2][0];
  }
  return { browser, os, guess: browserPlace > 1 || osPlace > 1 };
}
