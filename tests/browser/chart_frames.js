// Looks at every chart below the map in every frame: either the drawing is seen or the figure, whole and in its classes.
window.charts = {frames: 0, live: 0, faults: [], shift: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.charts.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
(() => {
  const log = window.charts;
  const fault = (text) => log.faults.length < 20 && log.faults.push(`${Math.round(performance.now())}: ${text}`);
  const shown = (e) => e && e.getClientRects().length > 0 && getComputedStyle(e).visibility === "visible";
  const look = () => {
    requestAnimationFrame(look);
    for (const plate of document.querySelectorAll(".plate:has(> .live:not(#live-map))")) {
      const name = plate.dataset.chart;
      const svg = [...plate.querySelectorAll(":scope > .static > svg")].find((s) => s.getClientRects().length);
      if (!svg || !plate.nextElementSibling) continue; // not parsed to its end
      const points = [...plate.querySelectorAll(":scope > .live .pt")];
      const live = plate.classList.contains("is-live");
      log.frames += 1;
      log.live += live;
      if (shown(svg) === live) fault(`${name}: the drawing is ${live ? "seen with" : "hidden without"} the figure`);
      if (points.some(shown) !== live) fault(`${name}: the figure is ${live ? "not seen" : "seen too early"}`);
      if (!live) continue;
      const missing = [...svg.querySelectorAll(".pt[data-i]")].filter((m) => !plate.querySelector(`.live .pt[data-i="${m.dataset.i}"]`));
      if (missing.length) fault(`${name}: ${missing.length} points are missing`);
      const own = points.filter((p) => p.style.fill || p.style.stroke);
      if (own.length) fault(`${name}: ${own.length} points have colours of their own`);
    }
  };
  requestAnimationFrame(look);
})();
