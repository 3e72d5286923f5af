// Runs the page's own script only after all is drawn, as on a slow network, and says what has moved by then of what can be seen.
{
  const { late } = document.currentScript.dataset;
  const where = () => {
    const places = new Map();
    for (const part of document.body.querySelectorAll("*")) {
      const { left, top, bottom, width, height } = part.getBoundingClientRect();
      if (width * height > 1 && bottom > 0 && top < innerHeight) places.set(part, [left, top].map(Math.round).join());
    }
    return places;
  };
  const frame = () => new Promise(requestAnimationFrame);
  window.whatMoved = new Promise((done) =>
    addEventListener("load", async () => {
      // Some engines go to the place in the address only now.
      await frame();
      await frame();
      const before = where();
      await new Promise((onload) => document.head.append(Object.assign(document.createElement("script"), { src: late, onload })));
      await frame();
      await frame();
      const after = where();
      const moved = [...before].filter(([part, place]) => after.has(part) && after.get(part) !== place);
      done({ seen: before.size, moved: moved.map(([part, place]) => `${place} → ${after.get(part)}: ${part.outerHTML.slice(0, 120)}`) });
    }),
  );
}
