// Collects what moves on the screen other than as an answer to a click or a key: what counts as cumulative layout shift.
// `shiftsAfterNextFrames` waits until what has been drawn has also been reported.
{
  const shifts = [];
  const note = (list) => {
    for (const entry of list)
      if (!entry.hadRecentInput) shifts.push({ value: entry.value, parts: entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? node?.textContent) });
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  const frame = () => new Promise(requestAnimationFrame);
  window.shiftsAfterNextFrames = async () => {
    await frame();
    await frame();
    note(observer.takeRecords());
    return shifts;
  };
}
