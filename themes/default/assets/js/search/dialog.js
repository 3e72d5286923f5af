// The dialog of search: a box to type in, which is a combobox, and the list of what is found.
import { all, one } from "../guide/dom.js";
import { prepareAsking } from "./ask.js";
import { element } from "./build.js";
import { goHere, isHere } from "./hit.js";
import { prepareSaying } from "./live.js";
import { drawNone } from "./none.js";
import { recall, remember } from "./recent.js";
import { groupsOf } from "./results.js";
import { say, texts } from "./texts.js";

let dialog = null;

export function openDialog(engine, root, text = "") {
  dialog ??= makeDialog(engine, root);
  // A page that is made equal to its source, as `serve` does it, has lost the dialog.
  if (!dialog.box.isConnected) document.body.append(dialog.box);
  if (!dialog.box.open) dialog.box.showModal();
  dialog.ask(text);
}

function makeDialog(engine, root) {
  const input = element("input", {
    class: "search-input", type: "text", role: "combobox", "aria-label": texts.label, placeholder: texts.label, "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": "gp-search-list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
  });
  const close = element("button", { class: "search-close", type: "button" }, texts.close);
  const list = element("div", { class: "search-list", id: "gp-search-list", role: "listbox", "aria-label": texts.results, hidden: "" });
  const none = element("div", { class: "search-none", hidden: "" });
  const status = element("div", { class: "visually-hidden", role: "status" });
  const keys = element("p", { class: "search-keys", "aria-hidden": "true" }, texts.keys);
  const box = element("dialog", { class: "search", "aria-label": texts.title });
  box.append(element("div", { class: "search-bar" }, input, close), element("div", { class: "search-found" }, list, none), keys, status);
  const announce = prepareSaying(status);
  // The text that the list answers, and whether the first result is to be opened when it comes.
  let answered = "";
  let hurried = false;

  const options = () => all("[role=option]", list);
  const active = () => one("[aria-selected=true]", list);

  // Some browsers leave the focus here for a while if the page had none, and then the next key would count as typing.
  const leave = () => box.contains(document.activeElement) && document.activeElement.blur();
  const shut = () => {
    box.close();
    leave();
  };

  const choose = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };

  const draw = (groups) => {
    const before = active()?.getAttribute("href");
    list.replaceChildren(
      ...groups.map(({ title, links }, at) => {
        const heading = element("div", { class: "search-page-title", id: `gp-search-group-${at}` }, title);
        return element("div", { class: "search-group", role: "group", "aria-labelledby": heading.id }, heading, ...links);
      }),
    );
    for (const [at, link] of all(".search-hit", list).entries()) {
      for (const [key, value] of [["id", `gp-search-option-${at}`], ["role", "option"], ["aria-selected", "false"], ["tabindex", "-1"]]) link.setAttribute(key, value);
    }
    list.hidden = !groups.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(before ? options().find((option) => option.getAttribute("href") === before) : null);
  };

  const drawRecent = () => {
    const links = recall().map((text) => element("div", { class: "search-hit", "data-text": text }, element("span", { class: "search-hit-title" }, text)));
    draw(links.length ? [{ title: texts.recent, links }] : []);
  };

  const askAnew = prepareAsking(engine, (text, found) => {
    const { results, pending } = found;
    box.toggleAttribute("data-pending", pending);
    // What was found for other words stays until there is something new.
    if (pending && !results.length) return;
    answered = text;
    none.hidden = !text || results.length > 0;
    if (!text) drawRecent();
    else draw(groupsOf(results, root));
    const said = none.hidden ? "" : drawNone(none, { ...found, text }, root, ask);
    if (!text) announce("");
    else if (!pending) announce(said || say("count", { n: options().length }));
    if (hurried && !pending) go(options()[0]);
  });

  const ask = (text) => {
    if (input.value !== text) input.value = text;
    hurried = false;
    choose(null);
    box.toggleAttribute("data-pending", true);
    askAnew(text);
    input.focus();
  };

  const go = (option, inNewTab = false) => {
    hurried = false;
    if (!option) return;
    if (option.dataset.text) return ask(option.dataset.text);
    remember(input.value);
    if (inNewTab) return window.open(option.href, "_blank", "noopener");
    shut();
    const address = new URL(option.href);
    if (isHere(address)) goHere(address);
    else location.href = address.href;
  };

  input.addEventListener("input", () => ask(input.value));
  box.addEventListener("keydown", (event) => {
    // Safari says so by the number alone of the Enter that ends it.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      // Else some browsers empty the box first.
      event.preventDefault();
      return shut();
    }
    if (event.target !== input) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const inNewTab = event.ctrlKey || event.metaKey;
      if (active() || input.value.trim() === answered) go(active() ?? options()[0], inNewTab);
      else hurried = true;
      return;
    }
    const next = optionFor(event, options(), active());
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return remember(input.value);
    event.preventDefault();
    go(option);
  });
  close.addEventListener("click", shut);
  box.addEventListener("click", (event) => {
    if (event.target === box) shut();
  });
  box.addEventListener("close", () => {
    leave();
    remember(input.value);
    choose(null);
  });
  return { box, ask };
}

// The option that a key leads to; null is the box itself; undefined, the key is none of these.
function optionFor({ key, altKey, ctrlKey, metaKey, shiftKey }, options, active) {
  if (altKey || ctrlKey || metaKey || shiftKey || !options.length) return undefined;
  const at = options.indexOf(active);
  if (key === "ArrowDown") return options[at + 1] ?? null;
  if (key === "ArrowUp") return at < 0 ? options.at(-1) : (options[at - 1] ?? null);
  // In the box they move the caret.
  if (key === "Home" && active) return options[0];
  if (key === "End" && active) return options.at(-1);
  return undefined;
}
