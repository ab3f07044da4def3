// Watches a page from its first frame: when the map has its final colours, when it is live, how far things move.
// CONFIG.map is "svg" for our static map and "plotly" for a peer's. Times are wall-clock milliseconds.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const log = { origin: performance.timeOrigin, drawn: [], live: null, core: null, plotted: null, shift: 0, areas: 0 };
  window.__bench = log;
  const hash = (text) => {
    let value = 5381;
    for (let i = 0; i < text.length; i += 1) value = ((value * 33) ^ text.charCodeAt(i)) >>> 0;
    return value;
  };
  const plotted = () => document.querySelectorAll(".js-plotly-plot .choroplethlayer path");
  const readers = {
    svg() {
      const svg = document.querySelector(".plate svg.map");
      if (!svg || !svg.clientWidth) return ["", 0];
      const shapes = svg.querySelectorAll("path, circle");
      const parts = [getComputedStyle(svg).visibility];
      for (const shape of shapes) parts.push(getComputedStyle(shape).fill);
      return [parts.join("|"), shapes.length];
    },
    plotly() {
      const paths = plotted();
      const parts = [];
      for (const path of paths) parts.push(`${path.style.fill || path.getAttribute("fill")} ${path.style.opacity}`);
      return [parts.join("|"), paths.length];
    },
  };
  let dirty = true;
  let last = 0;
  const mark = () => { dirty = true; };
  new MutationObserver(mark).observe(document, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["class", "style", "fill", "d", "hidden", "data-live", "data-ready"],
  });
  document.addEventListener("load", mark, true);
  const hook = () => {
    const graph = document.querySelector(".js-plotly-plot");
    if (!graph || !graph.on || graph.__bench) return;
    graph.__bench = true;
    const seen = () => { if (!log.plotted && plotted().length) log.plotted = now(); };
    graph.on("plotly_afterplot", seen);
    seen();
  };
  // Our own map is complete when the page has loaded: looking on would only slow down what comes then.
  let isDone = false;
  const look = () => {
    const isLast = CONFIG.map === "svg" && document.readyState === "complete";
    const [text, count] = isDone ? ["", 0] : readers[CONFIG.map]();
    const sign = count ? hash(text) : 0;
    if (!isDone && sign !== last) {
      last = sign;
      log.areas = count;
      const entry = { sign, count, painted: null };
      log.drawn.push(entry);
      requestAnimationFrame(() => { entry.painted = now(); });
    }
    isDone = isDone || isLast;
    if (!log.live && document.querySelector(".plate[data-chart=map][data-live=ready]")) log.live = now();
    if (!log.core && document.documentElement && document.documentElement.dataset.ready) log.core = now();
    if (CONFIG.map === "plotly") hook();
  };
  const frame = () => {
    if (dirty) { dirty = false; look(); }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) log.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
})();
