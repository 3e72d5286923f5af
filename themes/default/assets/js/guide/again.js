// A browser that goes back may bring a page as it was left: if the reader has chosen otherwise since, it is loaded again.
import { stored } from "./store.js";

export function startAgain() {
  const chosen = () => String(["browser", "os", "theme"].map(stored));
  let before;
  addEventListener("pagehide", () => (before = chosen()));
  addEventListener("pageshow", ({ persisted }) => persisted && chosen() !== before && location.reload());
}
