// What stands out of the window at its sides, folds opened. What scrolls by itself may be wider, and what is only for screen
// readers is nowhere.
for (const fold of document.querySelectorAll("details")) fold.open = true;
const scrolls = (part) => part && part !== document.body && (["auto", "scroll"].includes(getComputedStyle(part).overflowX) || scrolls(part.parentElement));
const found = [...document.body.querySelectorAll("*")]
  .filter((part) => {
    const { left, right, width } = part.getBoundingClientRect();
    return width > 0 && (left < -0.5 || right > innerWidth + 0.5) && !part.closest(".visually-hidden, .skip") && !scrolls(part.parentElement);
  })
  .map((part) => `${Math.round(part.getBoundingClientRect().right)}: ${part.outerHTML.slice(0, 160)}`);
if (document.documentElement.scrollWidth > innerWidth) found.push(`the page scrolls to ${document.documentElement.scrollWidth}`);
return found;
