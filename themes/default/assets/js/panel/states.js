// The states of a panel as tabs. Without scripts they stand one under another.
import { all, one } from "../guide/dom.js";
import { wayOf } from "./buttons.js";

export function startStates(figure) {
  const tabs = tabsOf(figure);
  if (tabs.length < 2) return;
  for (const tab of tabs) {
    const state = stateOf(tab);
    state.role = "tabpanel";
    state.setAttribute("aria-labelledby", tab.id);
    if (!one(".tree", state)) state.tabIndex = 0;
    tab.addEventListener("click", () => showState(state));
  }
  const list = tabs[0].parentElement;
  list.addEventListener("keydown", (event) => {
    const way = wayOf(event);
    const next = way ? tabs.at((tabs.indexOf(event.target) + way) % tabs.length) : { Home: tabs[0], End: tabs.at(-1) }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  });
  figure.classList.add("panel-on");
  showState(stateOf(tabs[0]));
}

// Others hear of it by the event "panel:state".
export function showState(state) {
  const figure = state.closest(".panel");
  if (!figure.matches(".panel-on")) return;
  for (const tab of tabsOf(figure)) {
    const on = stateOf(tab) === state;
    tab.ariaSelected = on;
    tab.tabIndex = on ? 0 : -1;
    stateOf(tab).hidden = !on;
  }
  figure.dispatchEvent(new Event("panel:state"));
}

export function shownState(figure) {
  return one(".panel-state:not([hidden])", figure);
}

function tabsOf(figure) {
  return all(".panel-tabs > button", figure);
}

function stateOf(tab) {
  return document.getElementById(tab.getAttribute("aria-controls"));
}
