// Decisions: an answer leads on, and the steps that it skips are folded and say so. Answers stand in the address: going back takes one
// back, a reload keeps them, a link carries them. Nothing is stored, for what a reader sees today may differ tomorrow.
import { announce, word } from "../guide/announce.js";
import { all, fill, isModified, make, one, targetOf } from "../guide/dom.js";
import { push } from "../guide/links.js";
import { revealAndScroll } from "../guide/reveal.js";
import { fits } from "../guide/variant.js";

export function startAnswers() {
  const steps = all(".step");
  const answers = all(".choose [data-answer]").map(answerOf).filter(({ control }) => control);
  if (!answers.length) return;
  const inAddress = () => new URLSearchParams(location.search).getAll("answer");
  let given = inAddress();
  // Where the address cannot say what was answered, it lasts as long as the page.
  let isNamed = true;

  const draw = () => {
    const skipped = new Set();
    for (const answer of answers) {
      const { option, key, fold, target, choice } = answer;
      const chosen = given.includes(key) && fits(option) && ![...skipped].some((step) => step.contains(option));
      if (fold && chosen !== option.matches(".chosen")) fold.open = chosen;
      option.classList.toggle("chosen", chosen);
      if (!chosen) continue;
      const skips = steps.filter((step) => isBefore(option, step) && (!target || isBefore(step, target)));
      skips.forEach((step) => skipped.add(step));
      const numbers = skips.map((step) => one(".marker", step).textContent).join(", ");
      drawNote(choice, numbers && fill(word("answerSkips"), { name: numbers }), () => give(choice));
    }
    for (const { choice } of answers) if (choice.note) choice.note.hidden = !one(".chosen", choice);
    for (const step of steps) drawStep(step, skipped.has(step));
    const count = one(".facts-skipped");
    if (count) count.textContent = skipped.size ? ", " + fill(word("skippedCount"), { n: skipped.size }) : "";
  };
  const tell = () => document.dispatchEvent(new Event("guidepost:answer"));

  // Without an answer, what was answered is taken back.
  const give = (choice, answer) => {
    const { option, key, target } = answer ?? {};
    const taken = one(".chosen :is(a, summary)", choice);
    given = given.filter((one) => !one.startsWith(choice.dataset.choice + "."));
    if (answer) given.push(key);
    draw();
    const url = new URL(location.href);
    url.searchParams.delete("answer");
    given.forEach((one) => url.searchParams.append("answer", one));
    url.hash = "";
    isNamed = push(url);
    if (target) location[isNamed ? "replace" : "assign"]("#" + target.id);
    tell();
    announce(option?.matches(".chosen") ? choice.note.firstChild.textContent.trim() : "");
    if (!answer) taken?.focus();
  };

  for (const answer of answers)
    answer.control.addEventListener("click", (event) => {
      if (isModified(event)) return;
      event.preventDefault();
      give(answer.choice, answer.fold?.open ? null : answer);
    });
  addEventListener("popstate", () => {
    if (isNamed) given = inAddress();
    draw();
    tell();
  });
  document.addEventListener("guidepost:variant", draw);
  draw();
  tell();
  // Who comes back is where they were.
  const isNew = (performance.getEntriesByType("navigation")[0]?.type ?? "navigate") === "navigate";
  if (given.length && isNew) revealAndScroll(true);
}

// An answer that leads to another page has no control here: it is an ordinary link.
function answerOf(option) {
  const choice = option.closest(".choose");
  const fold = one(":scope > details", option);
  const link = one(":scope > a[href^='#']", option);
  const key = choice.dataset.choice + "." + option.dataset.answer;
  return { option, choice, key, fold, control: fold?.firstChild ?? link, target: link && targetOf(link.hash) };
}

function isBefore(node, other) {
  return node.compareDocumentPosition(other) === Node.DOCUMENT_POSITION_FOLLOWING;
}

// What an answer did stands in a line below its question, with a button that takes it back.
function drawNote(choice, text, onclick) {
  choice.note ??= choice.appendChild(makeNote());
  choice.note.replaceChildren(text + " ", makeButton(word("answerBack"), onclick));
}

// A skipped step is its title, a line that says so, and a button that shows the rest; in the contents a word is added for the ear.
function drawStep(step, isSkipped) {
  if (isSkipped === step.matches(".skipped")) return;
  const open = (isOpen) => (button.ariaExpanded = step.classList.toggle("opened", isOpen));
  const button = makeButton(word("stepShow"), () => open());
  const entry = one(`.toc [data-step="${CSS.escape(step.id)}"]`);
  for (const part of [step, entry]) {
    part?.classList.toggle("skipped", isSkipped);
    one(".skip-note", part ?? step)?.remove();
  }
  open(false);
  if (!isSkipped) return;
  const note = makeNote("skip-note");
  note.append(word("stepSkipped") + " ", button);
  one(".step-title", step).after(note);
  if (entry) one("a", entry).append(make("span", { className: "skip-note visually-hidden", textContent: ", " + word("skipped") }));
}

function makeNote(more = "") {
  return make("p", { className: "answer-note " + more });
}

function makeButton(textContent, onclick) {
  return make("button", { type: "button", className: "link", textContent, onclick });
}
