// Makes one change of a page and says when its last part was up to date: the frame after the one that showed it.
// ACT is put in before it is sent, since a page of ours lets no text become code. Resolves to {spent, texts} with
// milliseconds for each part that changed, or to null if nothing did.
async ({ argument, parts, settle, limit }) => {
  const act = ACT;
  // Our shapes that are seen, the drawing or the figure that took its place: each place with its class.
  const shown = () => {
    const plate = document.querySelector(".plate[data-chart=map]");
    const layer = plate && plate.querySelector(plate.classList.contains("is-live") ? "#live-map" : ".static");
    const found = new Set();
    for (const shape of layer ? layer.querySelectorAll(".a[data-id]") : []) {
      const fill = [...shape.classList].find((name) => name.startsWith("f-"));
      if (fill) found.add(`${shape.dataset.id} ${fill}`);
    }
    return [...found].sort().join("|");
  };
  const readers = parts.map((part) => {
    const found = () => document.querySelectorAll(part.css);
    if (part.shown) return shown;
    return part.fills
      ? () => [...found()].map((e) => `${e.parentNode.getAttribute("class")} ${e.getAttribute("class")} ${e.getAttribute("fill")} ${e.style.fill}`).join("|")
      : () => [...found()].map((e) => e.textContent).join("|");
  });
  const read = () => readers.map((reader) => reader());
  let last = read();
  const spent = parts.map(() => null);
  const start = performance.now();
  act(argument);
  return new Promise((resolve) => {
    let fresh = [];
    const frame = () => {
      const time = performance.now() - start;
      for (const part of fresh) spent[part] = time;
      fresh = [];
      const seen = read();
      seen.forEach((text, part) => { if (text !== last[part]) fresh.push(part); });
      last = seen;
      const newest = Math.max(...spent.map((value) => value || 0));
      if (newest && !fresh.length && time - newest > settle) resolve({ spent, texts: last });
      else if (time > limit) resolve(null);
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
