// Looks at the map in every frame from the first paint on. A frame is whole where either the drawing or the figure is seen
// with all its shapes, and where the figure has, shape by shape, the classes of the drawing and no colour of its own.
window.seen = {frames: 0, live: 0, faults: [], shift: 0, fills: null};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
(() => {
  const log = window.seen;
  const fault = (text) => log.faults.length < 20 && log.faults.push(`${Math.round(performance.now())}: ${text}`);
  const shown = (shape) => {
    const box = shape.getBoundingClientRect();
    return getComputedStyle(shape).visibility === "visible" && box.width > 0 && box.height > 0;
  };
  const look = () => {
    requestAnimationFrame(look);
    if (!performance.getEntriesByName("first-paint").length) return;
    const plate = document.querySelector(".plate[data-chart=map]");
    if (!plate || !plate.nextElementSibling) {
      if (log.frames && !window.elsewhere) fault("no plate");
      return;
    }
    log.frames += 1;
    const drawn = [...plate.querySelectorAll(":scope > .static .areas .a[data-id]")];
    const live = [...plate.querySelectorAll(":scope > .live .choroplethlocation.a[data-id]")];
    if (!log.fills) log.fills = Object.fromEntries(drawn.map((s) => [s.dataset.id, getComputedStyle(s).fill]));
    if (drawn.length < 150) fault(`${drawn.length} shapes drawn`);
    if (drawn.length && shown(drawn[0])) {
      if (plate.classList.contains("is-live")) fault("the drawing is seen while the figure is");
      return;
    }
    log.live += 1;
    if (!live.find(shown)) return fault("nothing is seen");
    if (live.length < drawn.length) fault(`${live.length} of ${drawn.length} shapes in the figure`);
    const css = new Map(drawn.map((s) => [s.dataset.id, s.getAttribute("class")]));
    const other = live.filter((s) => !s.classList.value.endsWith(css.get(s.dataset.id)));
    if (other.length) fault(`${other.length} shapes of the figure have other classes: ${other[0].dataset.id}`);
    const own = live.filter((s) => s.style.fill);
    if (own.length) fault(`${own.length} shapes of the figure have a colour of their own`);
  };
  requestAnimationFrame(look);
})();
