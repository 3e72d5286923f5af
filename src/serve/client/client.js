// Guidepost's reload client: `guidepost serve` adds it to the pages it sends; no published page has it.
// The server says which build it serves and what is wrong with the newest sources. Another build: reload. Wrong: a panel.
(() => {
  "use strict";
  const shown = document.currentScript.dataset.build;
  let source = null;
  let again = 0;
  let panel = null;
  let dismissed = null;

  function connect() {
    clearTimeout(again);
    // A browser opens six connections to a server at most, so a page that nobody sees gives its own back.
    if (source || document.hidden) return;
    source = new EventSource("/_guidepost/events");
    source.onmessage = (event) => {
      const state = JSON.parse(event.data);
      if (state.build !== shown) location.reload();
      else show(state.problems);
    };
    source.onerror = () => {
      // A lost connection comes back by itself; a refused one does not.
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        again = setTimeout(connect, 1000);
      }
    };
  }

  function disconnect() {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  function show(problems) {
    if (problems !== dismissed) dismissed = null;
    panel?.remove();
    panel = null;
    if (!problems || dismissed) return;
    panel = document.createElement("guidepost-problems");
    // A shadow tree: neither the page's styles nor the panel's reach the other.
    const root = panel.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/_guidepost/client.css";
    const box = document.createElement("section");
    box.setAttribute("role", "alert");
    const title = document.createElement("h2");
    title.textContent = "The newest version of this site has errors";
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide until the next change";
    close.onclick = () => {
      dismissed = problems;
      show(problems);
    };
    const text = document.createElement("pre");
    text.tabIndex = 0;
    text.textContent = problems;
    box.append(title, close, text);
    root.append(style, box);
    document.documentElement.append(panel);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
