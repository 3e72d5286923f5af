// Says what has happened, under the screen and to screen readers.
import { one } from "../guide/dom.js";
import { troubles } from "./look.js";

const tones = { appeared: "good", done: "good", undone: "plain", task: "plain" };

export function say(practice, parts, { situation, word, about }) {
  const box = one(".practice-says", practice);
  const starts = word === "task" || word === "stop";
  const part = (starts && parts.stops[situation.id]) || parts.words[word];
  const text = part.cloneNode(true);
  delete text.dataset.word;
  delete text.dataset.stop;
  fillName(text, about);
  const tone = tones[word] ?? (troubles.includes(word) ? "bad" : "stop");
  Object.assign(box.closest(".practice-foot").dataset, { tone, word });
  clearTimeout(box.timer);
  if (!box.firstChild) return box.append(text);
  // The same text twice would be silent: an empty box comes first. No animation frame: a window behind that of the tools has none.
  box.replaceChildren();
  box.timer = setTimeout(() => box.append(text), 50);
}

function fillName(element, about) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace("{name}", about);
}
