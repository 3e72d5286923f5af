// A practice page: builds the screen, watches what the reader does to it with developer tools, and says what that did.
import { all, one } from "../guide/dom.js";
import { prepareDialog } from "./dialog.js";
import { look, troubles } from "./look.js";
import { takeParts } from "./parts.js";
import { say } from "./say.js";
import { build, mendStyles } from "./screen.js";

const practice = one(".practice");
const parts = takeParts(one(".practice-parts"));
if (practice && parts) startPractice();

function startPractice() {
  const place = one(".practice-screen", practice);
  // The situation, its screen as it was at first, and what was last said of it.
  let now;

  const begin = (situation) => {
    dialog.close();
    now = { situation, ...build(parts, situation, place) };
    check();
  };

  const check = () => {
    if (now.over) return;
    let { word, about } = look(place, now, parts);
    if (word === "task" && [...troubles, "undone"].includes(now.word)) word = "undone";
    if (word === now.word && about === now.about) return;
    Object.assign(now, { word, about });
    say(practice, parts, now);
    // Developer tools may cover the place where it appears.
    if (word === "appeared") one(parts.target, place).scrollIntoView({ block: "nearest" });
  };

  const finish = () => {
    Object.assign(now, { word: "done", over: true });
    say(practice, parts, now);
  };

  const dialog = prepareDialog(practice, parts, finish);
  const radios = all(".practice-situation input", practice);
  const choose = (id, otherwise) => {
    const situation = parts.situations.find((own) => own.id === id) ?? otherwise;
    if (!situation) return;
    for (const radio of radios) radio.checked = radio.value === situation.id;
    begin(situation);
  };
  // A link may lead to a situation.
  choose(location.hash.slice(1), parts.situations[0]);
  addEventListener("hashchange", () => choose(location.hash.slice(1)));
  for (const radio of radios) radio.addEventListener("change", () => choose(radio.value));

  const changed = () => {
    mendStyles(place);
    check();
  };
  new MutationObserver(changed).observe(place, { attributes: true, characterData: true, childList: true, subtree: true });
  // A rule that is switched off in a style sheet is no mutation.
  setInterval(check, 200);

  place.addEventListener("click", (event) => {
    if (event.target.closest("a")) event.preventDefault();
    if (!event.target.closest(parts.target)) return;
    if (now.word === "appeared" || now.over) dialog.open();
    else say(practice, parts, now);
  });
  place.addEventListener("submit", (event) => event.preventDefault());

  practice.addEventListener("click", (event) => {
    if (!event.target.closest(".practice-again")) return;
    begin(now.situation);
    practice.scrollIntoView({ block: "nearest" });
  });
}
