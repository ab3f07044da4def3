// The trend's tools: each changes the address, and page and figure follow. While they stand, the plain links do not.
"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const ends = () => [get("trend-from"), get("trend-to")];

  // The links for the same give way to the tools where there are any.
  const show = () => {
    const [section, tools] = [get("trend"), get("live-trend-tools")];
    if (section && tools) section.classList.toggle("is-live", tools.childElementCount > 0);
  };

  const KEYS = {
    "trend-scale": (value) => ["scale", value === "log" ? "log" : ""],
    "trend-peers": (value) => ["peers", value ? "" : "none"],
    "trend-treaty": (value) => ["vs", value ? "treaty" : ""],
  };
  window.dash_clientside.measure.tool = (value) => {
    const id = window.dash_clientside.callback_context.triggered_id;
    if (!KEYS[id]) return;
    const [key, wanted] = KEYS[id](value);
    if ((new URL(location.href).searchParams.get(key) || "") !== wanted) CM.go(CM.address({ [key]: wanted }));
  };

  // Years: dragging shows what would be left and replaces the address, letting go adds to the way back.
  const span = () => {
    const [from, to] = ends();
    const [a, b] = [Number(from.value), Number(to.value)].sort((x, y) => x - y);
    return { a, b, text: a <= Number(from.min) && b >= Number(from.max) ? "" : `${a}..${b}` };
  };
  // How the address says that they stand.
  const set = (values) => {
    for (const [id, value] of Object.entries(values)) {
      if (!get(id)) continue; // the view has gone on while the answer was on its way; Dash fails on what is not there
      window.dash_clientside.set_props(id, { value });
      if (get(`${id}-now`)) get(`${id}-now`).textContent = String(value);
    }
  };

  const REST = 350; // keys move a slider year by year: the page follows when the reader rests
  let timer = 0;
  let before = "";
  document.addEventListener("input", (event) => {
    if (!ends().includes(event.target)) return;
    window.clearTimeout(timer);
    const { a, b, text } = span();
    for (const end of ends()) get(`${end.id}-now`).textContent = end.value;
    before = before || location.pathname + location.search;
    history.replaceState(null, "", CM.address({ span: text }));
    const gd = CM.charts.graph("trend");
    const axis = gd && gd.layout.xaxis;
    if (!axis || axis.minallowed === undefined) return;
    const range = [Math.max(a, axis.minallowed), Math.min(b, axis.maxallowed)];
    if (range[0] < range[1]) window.Plotly.relayout(gd, { "xaxis.range": range });
  });
  document.addEventListener("change", (event) => {
    if (!ends().includes(event.target)) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(settle, REST);
  });
  const settle = () => {
    if (!ends()[0]) return;
    const { text } = span();
    if (before) history.replaceState(null, "", before);
    before = "";
    CM.go(CM.address({ span: text }));
  };

  CM.tools = { show, set };
})();
