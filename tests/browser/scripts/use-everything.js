// Uses every control of the page: what is folded, tabs, boxes, colours, and each browser and system. Copies nothing: browsers let
// only a hand do that. Prints nothing and sends no link: that is done in windows of the system. Begins neither search nor a film: what they
// load would be on its way when the page is left.
const all = (selector) => [...document.querySelectorAll(selector)];
// It would wait for an answer.
window.print = () => {};
const choose = (select, value) => {
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
};
for (const fold of all("details")) fold.open = true;
for (const control of all("button:not(.copy, .panel-copy, [data-print], .phone *, .find, .film-buttons *), main input")) control.click();
for (const radio of all(".switch input")) {
  radio.click();
  for (const pick of all(".switch .pick-os")) for (const { value } of [...pick.options]) choose(pick, value);
}
for (const pick of all(".switch .pick-browser")) for (const { value } of [...pick.options]) choose(pick, value);
for (const link of all("main a[href^='#']")) link.click();
for (const button of all(".theme, .progress-again")) button.click();
