// Asks the index at most once a frame, and passes on the answers to what was asked last: typing never waits for one.
import { readerNow } from "./reader.js";

const mostResults = 16;

// The function that is returned asks; `answer` gets the text with its results.
export function prepareAsking(engine, answer) {
  let text = "";
  let frame = 0;

  const askNow = () => {
    frame = 0;
    const asked = text;
    if (!asked) return;
    engine.query(asked, { ...readerNow(), limit: mostResults }, (found) => {
      if (asked === text) answer(asked, found);
    });
  };

  const ask = (wanted) => {
    text = wanted.trim();
    if (text) frame ||= requestAnimationFrame(askNow);
    else answer("", { results: [], suggestion: null, pending: false });
  };

  // Which results are the reader's own changes with the switch.
  document.addEventListener("guidepost:variant", () => text && ask(text));
  return ask;
}
