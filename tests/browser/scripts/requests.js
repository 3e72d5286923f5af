// The addresses that the page has asked for since last asked, its own with them, as its engine remembers them.
const names = performance.getEntriesByType("resource").map(({ name }) => name);
performance.clearResourceTimings();
return [location.href.split("#")[0], ...names];
