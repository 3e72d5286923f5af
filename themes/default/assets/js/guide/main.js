// Everything a page does after it is readable.
import { start } from "./start.js";
import { startSwitch } from "./switch.js";
import { startTabs } from "./tabs.js";
import { startCopy } from "./copy.js";
import { startLinks } from "./links.js";
import { startToc } from "./toc.js";
import { startTheme } from "./theme.js";
import { startKeys } from "./keys.js";
import { startPictures } from "./pictures.js";
import { startPrint } from "./print.js";
import { startReveal } from "./reveal.js";
import { startFind } from "./find.js";
import { startAgain } from "./again.js";

start([startSwitch, startTabs, startCopy, startLinks, startToc, startTheme, startKeys, startPictures, startPrint, startReveal, startFind, startAgain]);
