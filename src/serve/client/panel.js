// What is wrong with the site, over the page. Goes when it is mended, and when the author sends it away: then until the next
// change, on other pages too.

let panel = null;
let drawn = "[]";

function showProblems(problems) {
  const now = JSON.stringify(problems);
  if (now === drawn) return;
  drawn = now;
  panel?.remove();
  panel = null;
  if (problems.length && dismissed() !== now) document.documentElement.append((panel = draw(problems)));
}

// Storage may be forbidden; then what was sent away comes back with the next page.
function dismissed(problems) {
  try {
    if (problems) sessionStorage.setItem("guidepost:dismissed", problems);
    return sessionStorage.getItem("guidepost:dismissed");
  } catch {
    return null;
  }
}

function draw(problems) {
  const host = make("guidepost-problems");
  // A shadow tree: neither the page's styles nor the panel's reach the other.
  const root = host.attachShadow({ mode: "open" });
  const errors = problems.filter((problem) => problem.error).length;
  const box = make("section", { className: errors ? "errors" : "warnings" });
  box.setAttribute("role", errors ? "alert" : "status");
  const list = make("details", { open: errors > 0 });
  list.append(make("summary", { textContent: title(errors, problems.length - errors) }), ...problems.map(drawProblem));
  const close = make("button", { type: "button", textContent: "Hide until the next change" });
  close.onclick = () => {
    dismissed(drawn);
    panel.remove();
    panel = null;
  };
  box.append(close, list);
  root.append(make("link", { rel: "stylesheet", href: "/_guidepost/client.css" }), box);
  return host;
}

function title(errors, warnings) {
  const count = (number, word) => (number ? [`${number} ${word}${number > 1 ? "s" : ""}`] : []);
  const counts = [...count(errors, "error"), ...count(warnings, "warning")].join(", ");
  return `${counts} in the newest version of this site`;
}

function drawProblem({ error, place, editor, text }) {
  const item = make("article", { className: error ? "error" : "warning" });
  if (editor) item.append(make("a", { href: editor, textContent: `Open ${place}` }));
  item.append(make("pre", { tabIndex: 0, textContent: text }));
  return item;
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
