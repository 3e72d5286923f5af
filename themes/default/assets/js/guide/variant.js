// The browser and system that are shown. Others hear of a change by the event "guidepost:variant".
import { html } from "./dom.js";
import { keep } from "./store.js";

const { browsers = [], systems = [] } = window.guidepost ?? {};

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
  if (browser === "all") {
    delete data.browser;
    delete data.os;
    delete data.pair;
  } else {
    data.browser = browser;
    data.os = os;
    data.pair = browser + "-" + os;
  }
  delete data.guess;
  document.dispatchEvent(new CustomEvent("guidepost:variant"));
}

export function saveVariant(browser, os) {
  keep("browser", browser);
  if (browser !== "all") keep("os", os);
  followInAddress(browser, os);
}

// An address that names a variant would bring the old one back on reload.
function followInAddress(browser, os) {
  try {
    const url = new URL(location.href);
    const named = ["browser", "os", "show"].filter((key) => url.searchParams.has(key));
    if (!named.length) return;
    named.forEach((key) => url.searchParams.delete(key));
    if (browser === "all") url.searchParams.set("show", "all");
    else {
      if (browser) url.searchParams.set("browser", browser);
      url.searchParams.set("os", os);
    }
    history.replaceState(history.state, "", url);
  } catch {
    // Some places forbid changing the address; the choice still holds.
  }
}
