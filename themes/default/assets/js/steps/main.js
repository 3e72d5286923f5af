// What only pages with steps or decisions need: progress, answers, and a word to readers on a phone.
import { start } from "../guide/start.js";
import { startProgress } from "./progress.js";
import { startAnswers } from "./answers.js";
import { startPhone } from "./phone.js";

start([startProgress, startAnswers, startPhone]);
