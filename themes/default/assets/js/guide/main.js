// Everything a page does after it is readable. Each part starts alone, so that one failing leaves the others working.
import { startSwitch } from "./switch.js";
import { startTabs } from "./tabs.js";
import { startCopy } from "./copy.js";
import { startProgress } from "./progress.js";
import { startToc } from "./toc.js";
import { startTheme } from "./theme.js";
import { startReveal } from "./reveal.js";
import { startFind } from "./find.js";

for (const start of [startSwitch, startTabs, startCopy, startProgress, startToc, startTheme, startReveal, startFind]) {
  try {
    start();
  } catch (error) {
    console.error(error);
  }
}
