// The step as a short silent film in the panel itself. The reader starts, pauses and steps it; it never starts by itself.
import { beatsOf, mark, restore } from "./beats.js";
import { all, one } from "../guide/dom.js";
import { wayOf } from "../panel/buttons.js";
import { showState, shownState } from "../panel/states.js";

export function startFilm(figure) {
  const captions = all(".film > li", figure);
  const states = all(".panel-state", figure);
  const { play, pause, next, again } = figure.dataset;
  const buttons = one(".film-buttons", figure);
  const [playButton, nextButton] = buttons.children;
  const caption = one(".film-caption", figure);

  // With reduced motion there are only stills, one a press.
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  // The state that the film has put on the screen, if there is a film.
  let stage;
  // The next beat, and what waits for its time.
  let at = 0;
  let timer = 0;

  const show = (state, film = "") => {
    stage = state;
    mark([state], film);
    if (shownState(figure) !== state) showState(state);
  };
  const beats = beatsOf(captions, states, show);
  const frame = () => beats[at - 1]?.frame ?? -1;
  const ended = () => at === beats.length;

  const say = (number) => (caption.innerHTML = captions[number]?.innerHTML ?? "");
  const draw = () => {
    const word = ended() ? again : play;
    playButton.textContent = timer ? pause : word;
    playButton.classList.toggle("film-running", timer);
    playButton.hidden = still.matches;
    nextButton.textContent = still.matches && (!at || ended()) ? word : next;
  };

  const rest = () => {
    clearTimeout(timer);
    timer = 0;
    draw();
  };
  const begin = () => {
    restore(figure);
    // What will be deleted looks as yet untouched.
    mark(all(".tree del", figure), "plain");
    at = 0;
    show(states[0]);
    stage.scrollIntoView({ block: "nearest" });
  };
  const stop = () => {
    restore(figure);
    stage = undefined;
    at = 0;
    say();
    rest();
  };
  // A beat after another. A frame's caption comes with its first.
  const roll = () => {
    if (ended()) return rest();
    const beat = beats[at];
    if (beat.frame !== frame()) say(beat.frame);
    timer = setTimeout(() => {
      at += 1;
      beat.run();
      roll();
    }, beat.wait);
    draw();
  };
  // Shows the end of a frame at once.
  const jump = (to) => {
    begin();
    while (beats[at]?.frame <= to) beats[at++].run();
    say(to);
    rest();
  };
  const forward = () => {
    const playing = timer;
    jump(ended() ? 0 : playing ? beats[at].frame : frame() + 1);
    if (playing) roll();
  };

  playButton.onclick = () => {
    if (timer) return rest();
    if (!at || ended()) begin();
    roll();
  };
  nextButton.onclick = forward;
  buttons.addEventListener("keydown", (event) => {
    const way = wayOf(event);
    if (way) event.preventDefault();
    if (way > 0) forward();
    if (way < 0 && at) jump(Math.max(frame() - 1, 0));
  });
  // The reader has turned to another state.
  figure.addEventListener("panel:state", () => stage && shownState(figure) !== stage && stop());
  draw();
}
