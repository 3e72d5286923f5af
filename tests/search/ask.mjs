// Runs the query side on index files, without a browser: `{ script, files, asks, texts }` on stdin, the answers on stdout.
//
// An ask is `{ text, browser, os, limit }`; texts are cut into words for the table of `words.txt`.
import vm from "node:vm";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { script, files, asks, texts } = JSON.parse(Buffer.concat(chunks).toString("utf8"));

const fetched = [];
const document = {
  createElement: () => ({ remove() {} }),
  head: {
    append(element) {
      queueMicrotask(() => {
        const name = element.src.replace(/^search\//, "").replace(/\.js(\?again)?$/, "");
        fetched.push(name);
        if (files[name] === undefined) {
          element.onerror();
          return;
        }
        vm.runInContext(files[name], context);
        element.onload();
      });
    },
  },
};
const context = vm.createContext({ document, performance, setTimeout });
context.window = context;
vm.runInContext(script, context);

const { openIndex, wordsOf } = context.probe;

function answer(ask) {
  return new Promise((resolve, reject) => {
    // A new engine each time, so that what one query has loaded is of no help to the next.
    fetched.length = 0;
    const engine = openIndex("");
    const early = [];
    try {
      engine.query(ask.text, ask, (answered) => {
        if (answered.pending) early.push([answered.results.length, fetched.length]);
        else resolve({ ...answered, early, fetched: [...fetched] });
      });
    } catch (error) {
      reject(error);
    }
  });
}

const answers = [];
for (const ask of asks) answers.push(await answer(ask));
const cut = texts.map((text) => [wordsOf(text, true), wordsOf(text, false)]);
process.stdout.write(JSON.stringify({ answers, words: cut }));
