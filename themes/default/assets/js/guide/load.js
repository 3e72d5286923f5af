// Loads what only some readers want when the first of them wants it: a script and its styles, once.
import { make } from "./dom.js";

const loaded = {};

export function load(script, style) {
  const add = (name, values) => new Promise((onload, onerror) => document.head.append(make(name, { ...values, onload, onerror })));
  return (loaded[script] ??= Promise.all([add("link", { rel: "stylesheet", href: style }), add("script", { src: script })]));
}
