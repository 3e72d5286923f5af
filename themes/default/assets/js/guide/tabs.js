// Makes the alternatives, drawn as tabs by their styles, work as such; those with the same `data-sync` change together and are remembered by key.
import { all, isShown, one } from "./dom.js";
import { keepPlace } from "./place.js";
import { keep, recall } from "./store.js";

export function startTabs() {
  for (const group of all(".tabs")) {
    const list = one(".tablist", group);
    const buttons = all("[role=tab]", list);
    for (const button of buttons) {
      const panel = panelOf(button);
      panel.role = "tabpanel";
      panel.setAttribute("aria-labelledby", button.id);
      panel.tabIndex = 0;
      button.addEventListener("click", () => choose(group, button));
    }
    list.addEventListener("keydown", (event) => {
      const next = neighbour(buttons, event);
      if (!next) return;
      event.preventDefault();
      next.focus();
      choose(group, next);
    });
    group.classList.add("tabs-on");
    const remembered = group.dataset.sync && recall("tab:" + group.dataset.sync);
    select(buttons.find((button) => button.dataset.key === remembered) ?? buttons[0]);
  }
}

// Shows a tab for this view only.
export function openTab(panel) {
  const group = panel.closest(".tabs-on");
  if (group) select(all("[role=tab]", group).find((button) => panelOf(button) === panel));
}

function choose(group, button) {
  const { sync } = group.dataset;
  const { key } = button.dataset;
  if (sync) keep("tab:" + sync, key);
  keepPlace(() => {
    select(button);
    if (sync)
      for (const other of all(".tabs-on"))
        if (other !== group && other.dataset.sync === sync) select(all("[role=tab]", other).find((tab) => tab.dataset.key === key));
  }, button);
}

function select(button) {
  if (!button) return;
  for (const other of all("[role=tab]", button.parentElement)) {
    const on = other === button;
    other.ariaSelected = on;
    other.tabIndex = on ? 0 : -1;
    panelOf(other).hidden = !on;
  }
}

function panelOf(button) {
  return document.getElementById(button.getAttribute("aria-controls"));
}

function neighbour(buttons, event) {
  const shownButtons = buttons.filter(isShown);
  const at = shownButtons.indexOf(event.target);
  const forward = getComputedStyle(event.target).direction === "rtl" ? -1 : 1;
  const step = { ArrowRight: forward, ArrowLeft: -forward }[event.key];
  if (event.altKey || event.ctrlKey || event.metaKey || at < 0) return null;
  return step ? shownButtons.at((at + step) % shownButtons.length) : { Home: shownButtons[0], End: shownButtons.at(-1) }[event.key];
}
