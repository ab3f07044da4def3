// Interactive charts in the places of their drawings: asked for by address, dressed, and only then shown.
"use strict";
(() => {
  const NAMES = ["trend", "groups", "figure"];
  const MOST = 1900; // of an address; a longer one keeps its drawings
  const narrow = window.matchMedia("(max-width: 40rem)");
  const fine = window.matchMedia("(hover: hover) and (pointer: fine)");
  const place = (name) => document.getElementById(`live-${name}`);
  const plateOf = (name) => place(name) && place(name).closest(".plate");
  const drawing = (plate) => CM.all(".static > svg", plate).find((svg) => svg.getClientRects().length);
  const graph = (name) => place(name) && place(name).querySelector(".js-plotly-plot");

  let shown = "";
  let figures = {};

  const ask = () => {
    const address = `${CM.said}#${narrow.matches ? "narrow" : "wide"}`;
    if (address.length > MOST || !NAMES.some(plateOf)) return;
    if (address === shown) return NAMES.filter((name) => plateOf(name) && !plateOf(name).classList.contains("is-live")).forEach(reveal);
    shown = address;
    NAMES.forEach(cover);
    window.dash_clientside.set_props("charts-address", { data: address });
  };
  const cover = (name) => {
    const plate = plateOf(name);
    if (!plate) return;
    plate.classList.remove("is-live");
    plate.dataset.live = "waiting";
  };

  // The figure has the units of the drawing; it is stretched as the drawing is.
  const stretch = (name) => {
    const plate = plateOf(name);
    const svg = plate && drawing(plate);
    if (svg && figures[name]) place(name).style.setProperty("--fit", String(svg.getBoundingClientRect().width / figures[name].layout.width));
  };
  const fill = (name) => {
    const figure = figures[name];
    if (!figure || !plateOf(name)) return;
    figure.layout.meta.address = shown;
    if (!fine.matches && figure.layout.dragmode) {
      figure.layout.dragmode = false;
      figure.layout.xaxis.fixedrange = true;
    }
    stretch(name);
    window.dash_clientside.set_props(`${name}-graph`, { figure });
  };

  const reveal = (name) => {
    const [plate, gd] = [plateOf(name), graph(name)];
    if (!plate || !gd || !gd.layout || !gd.layout.meta || gd.layout.meta.address !== shown) return; // an older view, drawn late
    const svg = drawing(plate);
    if (!svg || !gd._fullData || gd._fullData.length !== gd.data.length) return;
    stretch(name);
    CM.dress(gd);
    place(name).setAttribute("class", `live live-chart ${gd.layout.meta.css}${isZoomed(gd) ? " is-zoomed" : ""}`);
    plate.classList.add("is-live");
    plate.dataset.live = "ready";
  };
  const watched = new WeakSet();
  const watch = () => {
    for (const name of NAMES) {
      const gd = graph(name);
      if (!gd || !gd.on || watched.has(gd)) continue;
      watched.add(gd);
      gd.on("plotly_afterplot", () => reveal(name));
      gd.on("plotly_relayout", () => nameYears(gd));
      gd.on("plotly_doubleclick", () => {
        const axis = yearsOf(gd);
        if (axis) window.Plotly.relayout(gd, { "xaxis.range": [axis.minallowed, axis.maxallowed] });
      });
      if (gd.data && gd.data.length) reveal(name);
    }
  };
  new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });

  // Drawn nearer, the axis names the years that are left.
  const yearsOf = (gd) => (gd.layout.xaxis && gd.layout.xaxis.minallowed !== undefined ? gd.layout.xaxis : null);
  const isZoomed = (gd) => {
    const axis = yearsOf(gd);
    return Boolean(axis) && (axis.range[0] > axis.minallowed + 0.01 || axis.range[1] < axis.maxallowed - 0.01);
  };
  const nameYears = (gd) => {
    const axis = yearsOf(gd);
    if (!axis) return;
    const [first, last] = [Math.ceil(axis.range[0]), Math.floor(axis.range[1])];
    const step = [1, 2, 5, 10, 20, 50].find((n) => (last - first) / n <= 8) || 100;
    const near = Array.from({ length: Math.max(last - first + 1, 0) }, (_, n) => first + n).filter((year) => year % step === 0);
    const years = isZoomed(gd) ? near : figureOf(gd).layout.xaxis.yearly;
    if (String(years) !== String(axis.tickvals)) window.Plotly.relayout(gd, { "xaxis.tickvals": years, "xaxis.ticktext": years.map(String) });
  };
  const figureOf = (gd) => figures[NAMES.find((name) => graph(name) === gd)];

  // What the callback has answered. The nearest chart is drawn first, one after another.
  window.dash_clientside = window.dash_clientside || {};
  const own = (window.dash_clientside.measure = window.dash_clientside.measure || {});
  own.charts = (found) => {
    if (!found || found.address !== shown) return window.dash_clientside.no_update;
    figures = found.figures;
    CM.tools.set(found.tools);
    for (const { layout } of Object.values(figures)) if (layout.xaxis && layout.xaxis.tickvals) layout.xaxis.yearly = layout.xaxis.tickvals;
    CM.tools.show();
    const away = (name) => Math.abs(plateOf(name) ? plateOf(name).getBoundingClientRect().top : Infinity);
    const order = NAMES.filter((name) => figures[name]).sort((a, b) => away(a) - away(b));
    const next = () => {
      if (found.address !== shown || !order.length) return;
      fill(order.shift());
      window.setTimeout(next, 30);
    };
    next();
    return found.kind;
  };

  // Where the reader can draw nearer, Plotly lies over the points: the nearest one answers.
  const REACH = 22;
  CM.near = (event) => {
    const plate = event.buttons ? null : event.target.closest(".plate.is-live");
    if (!plate || !event.target.closest(".draglayer")) return null;
    let [best, at] = [REACH * REACH, null];
    for (const point of CM.all(".live .pt", plate)) {
      const box = point.getBoundingClientRect();
      const far = (box.x + box.width / 2 - event.clientX) ** 2 + (box.y + box.height / 2 - event.clientY) ** 2;
      if (far < best) [best, at] = [far, point];
    }
    return at;
  };

  let width = 0;
  new ResizeObserver(() => {
    if (width === document.documentElement.clientWidth) return;
    width = document.documentElement.clientWidth;
    NAMES.forEach(stretch);
  }).observe(document.documentElement);
  narrow.addEventListener("change", ask);
  CM.hooks.push((changed) => {
    if (!changed.length) return;
    CM.tools.show();
    ask();
  });
  CM.charts = { ask, graph };
})();
