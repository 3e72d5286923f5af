// What the reader has done of a guide: a box at each step, a bar and a list beside them. Kept by page and step.
import { announce } from "../guide/announce.js";
import { all, fill, one } from "../guide/dom.js";
import { keep, recall } from "../guide/store.js";

export function startProgress() {
  const page = one("main")?.dataset.page;
  const steps = all(".step").map((step) => ({
    step,
    box: one(".step-done", step),
    entry: one(`.toc [data-step="${CSS.escape(step.id)}"]`),
    key: "done:" + page + "#" + step.id,
  }));
  if (!steps.length) return;
  const bar = one(".progress progress");
  const lines = all(".progress-text");
  const again = one(".progress-again");

  const draw = () => {
    for (const { step, box, entry } of steps) {
      step.classList.toggle("done", box.checked);
      entry?.classList.toggle("done", box.checked);
      const said = entry && one(".toc-done", entry);
      if (said) said.hidden = !box.checked;
    }
    // What an answer skips is no part of the way.
    const own = steps.filter(({ step }) => !step.matches(".skipped"));
    const [done, total] = [own.filter(({ box }) => box.checked).length, own.length];
    if (bar) Object.assign(bar, { max: total || 1, value: done });
    for (const line of lines) line.textContent = done && done === total ? line.dataset.all : fill(line.dataset.some, { done, total });
    if (again) again.hidden = !steps.some(({ box }) => box.checked);
  };

  for (const { box, key } of steps) {
    box.checked = recall(key) === "1";
    box.addEventListener("change", () => {
      keep(key, box.checked ? "1" : null);
      draw();
      announce(lines[0]?.textContent ?? "");
    });
  }
  again?.addEventListener("click", () => {
    for (const { box, key } of steps) {
      box.checked = false;
      keep(key, null);
    }
    draw();
    announce(lines[0]?.textContent ?? "");
    // The button is gone now, and focus must not go with it.
    one(".toc-list a")?.focus();
  });
  document.addEventListener("guidepost:answer", draw);
  draw();
}
