// Listens to the server: which page it serves at this address, which pictures changed, what is wrong. Every message says all of
// it, so whatever was missed is made up for by the next.

// The server says something every 15 seconds. One that has been silent for three times as long is gone, or this machine slept.
const silence = 45000;
let source = null;
let again = 0;
let build = Number(own.dataset.build);

function connect() {
  clearTimeout(again);
  // A browser opens six connections to a server at most, so a page that nobody sees gives its own back.
  if (source || document.hidden) return;
  source = new EventSource("/_guidepost/events?page=" + location.pathname);
  source.onmessage = ({ data }) => hear(JSON.parse(data));
  source.onerror = () => {
    // A lost connection comes back by itself; a refused one does not.
    if (source?.readyState === EventSource.CLOSED) reconnect(1000);
  };
  again = setTimeout(reconnect, silence);
}

function disconnect() {
  clearTimeout(again);
  source?.close();
  source = null;
}

function reconnect(wait = 0) {
  disconnect();
  again = setTimeout(connect, wait);
}

function hear({ build: newest, state }) {
  clearTimeout(again);
  again = setTimeout(reconnect, silence);
  if (state.client !== own.dataset.client) return location.reload();
  if (noteMedia(state, build)) freshenShown(sent);
  build = newest;
  if (status !== null && status !== state.page.status) return location.reload();
  status = state.page.status;
  showProblems(state.problems);
  if (state.page.hash !== hash) catchUp();
}

document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
addEventListener("online", () => reconnect());
connect();
