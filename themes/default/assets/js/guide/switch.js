// The switch in the header. The line that says for whom the page is written follows by its styles.
import { announce } from "./announce.js";
import { all, isShown, one } from "./dom.js";
import { keepPlace } from "./place.js";
import { nearest, saveVariant, show, shown, systemsOf } from "./variant.js";

export function startSwitch() {
  const box = one(".switch");
  if (!box) return;
  const radios = all("input", box);
  const browserPick = one(".pick-browser", box);
  const osPick = one(".pick-os", box);
  const osOptions = osPick ? [...osPick.options] : [];
  // What the reader asked for, also while a browser is shown that does not run there.
  let wished = shown();

  const draw = () => {
    const now = shown();
    for (const radio of radios) radio.checked = radio.value === (now.all ? "all" : now.browser);
    if (browserPick) browserPick.value = now.all ? "all" : now.browser;
    // A browser that does not run on the system waits for another system.
    for (const choice of all("input, .pick-browser option", box)) choice.disabled = !now.all && !systemsOf(choice.value).includes(now.os);
    if (osPick) {
      const possible = systemsOf(now.browser);
      osPick.replaceChildren(...osOptions.filter((option) => possible.includes(option.value)));
      osPick.value = now.os;
    }
  };

  const choose = (browser, os) => {
    const pair = browser === "all" ? { browser, os } : nearest(browser, os);
    if (!pair) return;
    keepPlace(() => show(pair.browser, pair.os));
    saveVariant(pair.browser, pair.os);
    const text = one(".variant-text")?.innerText;
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
