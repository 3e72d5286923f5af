// A copy button on every code block. What it copies works when pasted: no deleted lines or words, no line numbers.
import { announce, word } from "./announce.js";
import { all, make, one } from "./dom.js";

export function startCopy() {
  for (const figure of all("figure.code:not([data-no-copy])")) {
    const button = make("button", { type: "button", className: "copy", textContent: word("copy") });
    button.addEventListener("click", () => copy(textOf(figure), button));
    const caption = one("figcaption", figure);
    if (caption) caption.after(button);
    else figure.prepend(button);
  }
}

// Copies a text; the button says for a moment how it went. Gives whether it did.
export async function copy(text, button) {
  const done = await write(text);
  const label = (button.label ??= button.textContent);
  button.textContent = word(done ? "copied" : "copyFailed");
  button.classList.toggle("copy-done", done);
  announce(button.textContent);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    button.textContent = label;
    button.classList.remove("copy-done");
  }, 2000);
  return done;
}

export function textOf(figure) {
  const lines = all(".line", figure);
  if (!lines.length) return one("code", figure).textContent.replace(/\n$/, "");
  return lines
    .filter((line) => !line.matches(".line-del"))
    .map((line) => {
      const copy = line.cloneNode(true);
      all(".line del", copy).forEach((words) => (words.textContent = "\0"));
      // With a deleted word goes the space before it, or at the start of a line the one after it.
      return copy.textContent.replace(/\n$/, "").replace(/^\0+ | \0+(?= |$)|\0/g, "");
    })
    .join("\n");
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeTheOldWay(text);
  }
}

// Plain http and older browsers have no clipboard for pages.
function writeTheOldWay(text) {
  const focused = document.activeElement;
  const area = make("textarea", { className: "visually-hidden", value: text });
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    focused?.focus?.();
  }
}
