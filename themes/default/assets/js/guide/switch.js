// The switch in the header, and the fact line that says for whom the page is written.
import { announce } from "./announce.js";
import { all, fill, html, isShown, one } from "./dom.js";
import { keepPlace } from "./place.js";
import { nearest, saveVariant, show, shown, systemsOf } from "./variant.js";

export function startSwitch() {
  const box = one("#switch");
  if (!box) return;
  const radios = all("input", box);
  const browserPick = one(".pick-browser", box);
  const osPick = one(".pick-os", box);
  const browserNames = names(browserPick);
  const osNames = names(osPick);
  const osOptions = osPick ? [...osPick.options] : [];
  // What the reader asked for, also while a browser is shown that does not run there.
  let wished = shown();

  const draw = () => {
    const now = shown();
    for (const radio of radios) radio.checked = radio.value === (now.all ? "all" : now.browser);
    if (browserPick) browserPick.value = now.all ? "all" : now.browser;
    if (osPick) {
      const possible = systemsOf(now.browser);
      osPick.replaceChildren(...osOptions.filter((option) => possible.includes(option.value)));
      osPick.value = now.os;
      osPick.hidden = now.all;
    }
    drawFact(now, browserNames, osNames);
  };

  const choose = (browser, os) => {
    const pair = browser === "all" ? { browser, os } : nearest(browser, os);
    if (!pair) return;
    keepPlace(() => show(pair.browser, pair.os));
    saveVariant(pair.browser, pair.os);
    const text = one(".variant-text")?.textContent;
    if (text) announce(text);
  };

  for (const control of [...radios, browserPick])
    control?.addEventListener("change", () => {
      wished = { ...wished, browser: control.value };
      choose(wished.browser, wished.os);
    });
  osPick?.addEventListener("change", () => {
    wished = { browser: shown().browser, os: osPick.value };
    choose(wished.browser, wished.os);
  });
  for (const button of all(".variant-change button"))
    button.addEventListener("click", () => {
      box.scrollIntoView({ block: "nearest" });
      [...radios.filter((radio) => radio.checked), browserPick, osPick].find((control) => control && isShown(control))?.focus({ focusVisible: true });
    });

  document.addEventListener("guidepost:variant", draw);
  draw();
}

function names(select) {
  return Object.fromEntries([...(select?.options ?? [])].map((option) => [option.value, option.textContent]));
}

function drawFact(now, browserNames, osNames) {
  for (const fact of all(".variant-text")) {
    const browser = browserNames[now.browser];
    const os = osNames[now.os];
    const { both, browserOnly, osOnly, all: every } = fact.dataset;
    const text = now.all ? every : browser && os ? both : browser ? browserOnly : osOnly;
    fact.textContent = fill(text, { browser, os });
  }
  for (const note of all(".variant-guess")) note.hidden = !("guess" in html.dataset);
}
