// Takes the parts of the screen out of the document, so that developer tools find nothing on the page but the screen.
import { all, one } from "../guide/dom.js";

export function takeParts(template) {
  if (!template) return null;
  template.remove();
  const { content, dataset } = template;
  const byName = (key) => Object.fromEntries(all(`[data-${key}]`, content).map((part) => [part.dataset[key], part]));
  const { screen, word, stop } = { screen: byName("screen"), word: byName("word"), stop: byName("stop") };
  for (const part of Object.values(screen)) delete part.dataset.screen;
  return { ...JSON.parse(dataset.config), screens: screen, words: word, stops: stop, dialog: one("dialog", content) };
}
