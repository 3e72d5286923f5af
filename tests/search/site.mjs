// A built site's own search, run without a browser: its script, and an index that it loads by adding scripts to the page.
//
// Counts what is loaded, compressed, in order. Scripts are run as functions that are given a page's globals: in a context of `node:vm` each look at
// a global takes so long that a query takes half as long again, as it does in no browser.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";

const base = "https://site.invalid/";

export function openSite(folder) {
  const loads = [];
  const script = readdirSync(join(folder, "assets")).find((name) => /^search\.\w+\.js$/.test(name));
  const read = (path) => {
    const bytes = readFileSync(join(folder, decodeURIComponent(path)));
    loads.push({ path, bytes: gzipSync(bytes, { level: 9 }).length });
    return bytes.toString();
  };

  const load = (element) => {
    const path = new URL(element.src, base).pathname.slice(1);
    setImmediate(() => {
      let happened = "load";
      try {
        new Function("guidepostShard", read(path))(window.guidepostShard);
      } catch (error) {
        if (error.code !== "ENOENT") throw error;
        happened = "error";
      }
      element["on" + happened]?.({ target: element });
      for (const listener of element.listeners[happened] ?? []) listener({ target: element });
    });
  };
  const makeElement = () => ({
    listeners: {},
    addEventListener(name, listener) {
      (this.listeners[name] ??= []).push(listener);
    },
    setAttribute(name, value) {
      this[name] = value;
    },
    remove() {},
  });
  const document = {
    currentScript: { src: base + "assets/" + script },
    documentElement: { dataset: {}, classList: { contains: () => true } },
    head: { append: (...elements) => elements.forEach(load), appendChild: load },
    body: { append: () => {} },
    addEventListener() {},
    createElement: makeElement,
    querySelector: () => null,
    querySelectorAll: () => [],
  };
  const window = {
    document, performance, console, URL, URLSearchParams, TextDecoder, TextEncoder, Intl, setTimeout, clearTimeout, setImmediate, queueMicrotask,
    location: new URL(base + "index.html"),
    requestAnimationFrame: (run) => setImmediate(run),
    requestIdleCallback: (run) => setImmediate(run),
    addEventListener() {},
    removeEventListener() {},
  };
  window.window = window.self = window.globalThis = window;
  new Function(...Object.keys(window), read("assets/" + script))(...Object.values(window));

  // The last answer to a text, for a reader with that browser and system; or the first with a result.
  const query = (text, { browser = "", os = "", limit = 40, first = false } = {}) =>
    new Promise((done) => {
      window.guidepost.query(text, { browser, os, limit }, (found) => {
        if (!found.pending || (first && found.results.length)) done(found);
      });
    });
  return { query, loads };
}
