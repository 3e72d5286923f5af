// The browser and the system that the page is shown for; empty names mean everyone's.
import { html } from "../guide/dom.js";

export function readerNow() {
  const { browser = "", os = "" } = html.dataset;
  return { browser, os };
}
