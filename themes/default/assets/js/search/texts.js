// What search says, what browsers and systems are called, and where there is help; the compiler fills it in.
import { fill } from "../guide/dom.js";

export const { texts, names, help } = __SEARCH__;

// A text; a number chooses between one and several.
export function say(key, values = {}) {
  const text = texts[key] ?? texts[key + (values.n === 1 ? "_one" : "_other")] ?? "";
  return fill(text, values);
}
