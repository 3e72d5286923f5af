// The browser and system that are shown. Others hear of a change by the event "guidepost:variant".
import { html } from "./dom.js";
import { keep } from "./store.js";

const { browsers = [], systems = [] } = window.guidepost ?? {};
const keys = ["browser", "os", "show"];

export function shown() {
  return { browser: html.dataset.browser ?? "", os: html.dataset.os ?? "", all: !("browser" in html.dataset) };
}

export function systemsOf(browser) {
  return browsers.find(([name]) => name === browser)?.[2] ?? systems;
}

// The pair nearest to the one wished for that exists and that `fits`; null if there is none.
export function nearest(browser, os, fits = () => true) {
  const first = (list, wish) => [...new Set([wish, ...list])];
  for (const b of browsers.length ? first(browsers.map(([name]) => name), browser) : [""])
    for (const o of first(systemsOf(b), os))
      if ((!b || systemsOf(b).includes(o)) && fits(b, o)) return { browser: b, os: o };
  return null;
}

export function show(browser, os) {
  const data = html.dataset;
  if (browser === "all") for (const key of ["browser", "os", "pair"]) delete data[key];
  else Object.assign(data, { browser, os, pair: browser + "-" + os });
  delete data.guess;
  document.dispatchEvent(new CustomEvent("guidepost:variant"));
}

// The rules by which it is decided who sees an element: one for each that is around it.
export function rulesOf(element) {
  const rules = [];
  for (let at = element; at; at = at.parentElement) {
    const { forBrowser, forOs, forPair } = at.dataset;
    const has = (own, is) => !own || own.split(" ").includes(is);
    rules.push((browser, os) => has(forBrowser, browser) && has(forOs, os) && has(forPair, browser + "-" + os));
  }
  return rules;
}

// Whether an element is for the reader.
export function fits(element) {
  const { browser, os, all } = shown();
  return all || rulesOf(element).every((rule) => rule(browser, os));
}

export function saveVariant(browser, os) {
  keep("browser", browser);
  if (browser !== "all") keep("os", os);
  // An address that names a variant would bring the old one back on reload.
  const url = new URL(location.href);
  if (!keys.some((key) => url.searchParams.has(key))) return;
  nameVariant(url);
  try {
    history.replaceState(history.state, "", url);
  } catch {
    // Some places forbid changing the address; the choice still holds.
  }
}

// Puts what is shown into an address.
export function nameVariant({ searchParams }) {
  const { browser, os, all } = shown();
  for (const key of keys) searchParams.delete(key);
  if (all && browsers.length + systems.length) searchParams.set("show", "all");
  if (browser) searchParams.set("browser", browser);
  if (os) searchParams.set("os", os);
}
