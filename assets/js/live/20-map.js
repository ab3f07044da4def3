// The interactive map: dressed in the page's own classes once it is drawn, and only then shown in place of the drawing.
"use strict";
(() => {
  const place = () => document.getElementById("live-map");
  const plate = () => place() && place().closest(".plate");
  const graph = () => place() && place().querySelector(".js-plotly-plot");

  // The first figure and its shapes are asked for at once, while the scripts that draw them are still on their way.
  const first = (() => {
    const own = plate();
    if (!own || !own.dataset.figure) return null;
    const { figure, shapes, address } = own.dataset;
    fetch(shapes)
      .then((response) => response.json())
      .then((found) => {
        (window.PlotlyGeoAssets = window.PlotlyGeoAssets || {})[shapes] = found;
      })
      .catch(() => null);
    const answer = fetch(figure).then((response) => response.json());
    return { address, figure: answer.then((found) => found.response["map-graph"].figure).catch(() => null) };
  })();

  // Give the shapes the ids and classes that the drawing has; colours, hatches and themes come from the style sheet.
  const wear = (shape, id, css) => {
    shape.dataset.id = id;
    shape.setAttribute("class", `${shape.classList.contains("point") ? "point" : "choroplethlocation"} ${css}`);
    for (const name of ["fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "opacity"]) shape.style.removeProperty(name);
  };
  // Circles have the size that they have in the drawing, which the style sheet makes larger where the map is small.
  const resize = (layer) => {
    const svg = plate().querySelector("svg.map");
    const drawn = new Map(CM.all("circle[data-id]", svg).map((circle) => [circle.dataset.id, circle]));
    const unit = svg.getScreenCTM().a;
    for (const shape of CM.all(".point[data-id]", layer)) {
      const circle = drawn.get(shape.dataset.id);
      if (!circle) continue;
      const r = parseFloat(getComputedStyle(circle).r) * unit;
      shape.setAttribute("d", `M${r},0A${r},${r} 0 1,1 0,${-r}A${r},${r} 0 0,1 ${r},0Z`);
    }
  };
  const dress = (gd) => {
    const layers = gd.querySelectorAll(".choroplethlayer .trace");
    const points = gd.querySelectorAll(".scatterlayer .trace, .scattergeo");
    let [maps, marks] = [0, 0];
    for (const trace of gd.data) {
      const { ids, css, kind } = trace.meta;
      if (trace.type === "choropleth") {
        const at = new Map(ids.map((id, n) => [id, n]));
        const layer = layers[maps++];
        for (const shape of layer ? layer.querySelectorAll(".choroplethlocation") : []) {
          const n = at.get(shape.__data__ && shape.__data__.loc);
          if (n !== undefined) wear(shape, ids[n], css[n]);
        }
      } else {
        const layer = points[marks++];
        if (!layer || kind === "lines") continue;
        layer.classList.add(kind);
        layer.querySelectorAll(".point").forEach((shape, n) => ids[n] && wear(shape, ids[n], css[n]));
        resize(layer);
      }
    }
    const named = (new URL(location.href).searchParams.get("area") || "").split(",");
    for (const shape of CM.all(".a[data-id]", gd)) {
      shape.classList.toggle("is-chosen", named.includes(shape.dataset.id));
      if (shape.matches(".choroplethlocation.is-chosen")) shape.parentNode.append(shape); // above its neighbours
    }
  };

  // Plotly fits its own frame into the box; ours is the drawing's, so that nothing moves when one takes the other's place.
  const FITTED = [1000, 454.4];
  const POLES = 486.7;
  const CENTRE = 11;
  const fits = new WeakMap();
  const fit = (gd, svg) => {
    const box = gd.getBoundingClientRect();
    const view = svg.viewBox.baseVal;
    // Plotly cuts the map at that frame, so on a continent the frame reaches from pole to pole and is as wide as the box asks.
    const share = view.width < FITTED[0] ? Math.min(1, ((box.width / box.height) * POLES) / FITTED[0]) : 0;
    const fitted = share ? [FITTED[0] * share, POLES] : FITTED;
    const scale = Math.min(box.width / view.width, box.height / view.height) / Math.min(box.width / fitted[0], box.height / fitted[1]);
    const key = `${Math.round(box.width)} ${Math.round(box.height)} ${view.x} ${view.width}`;
    if (fits.get(gd) === key) return true;
    fits.set(gd, key);
    if (!share && Math.abs(gd.layout.geo.projection.scale - scale) < 0.004 * scale) return true;
    const frame = share ? { "geo.lonaxis.range": [CENTRE - 180 * share, CENTRE + 180 * share], "geo.lataxis.range": [-90, 90] } : {};
    window.Plotly.relayout(gd, { "geo.projection.scale": scale, ...frame });
    return false;
  };

  const reveal = (gd) => {
    const own = plate();
    const meta = gd.layout && gd.layout.meta;
    const svg = own && own.querySelector("svg.map");
    if (!svg || !meta || !own.dataset.address) return;
    if (gd.querySelectorAll(".choroplethlocation").length < svg.querySelectorAll(".areas .a").length) return;
    if (meta.title !== own.dataset.name) return; // an older view, drawn late
    if (!fit(gd, svg)) return;
    dress(gd);
    place().className = `live ${svg.getAttribute("class")}`;
    own.classList.add("is-live");
    own.dataset.live = "ready";
  };

  const watched = new WeakSet();
  const watch = () => {
    const gd = graph();
    if (gd && watched.has(gd)) return;
    const own = plate();
    if (own) own.classList.remove("is-live"); // whoever takes the figure away, the drawing is there
    if (!gd || !gd.on) return;
    watched.add(gd);
    shown = "";
    ask();
    gd.on("plotly_afterplot", () => reveal(gd));
    if (gd.data && gd.data.length) reveal(gd);
  };
  new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });

  // Shapes lie over the box that Plotly listens to: a mouse that goes down on one takes hold of the map, and where it
  // has moved the map it has chosen no place.
  let down = [0, 0];
  document.addEventListener("mousedown", (event) => {
    down = [event.clientX, event.clientY];
    const box = event.target.closest && event.target.closest("#live-map .a") && graph().querySelector(".geo .bg rect");
    if (box) box.dispatchEvent(new MouseEvent("mousedown", event));
  }, true);
  document.addEventListener("click", (event) => {
    const moved = Math.hypot(event.clientX - down[0], event.clientY - down[1]);
    if (moved > 4 && event.detail && event.target.closest && event.target.closest("#live-map")) event.stopPropagation();
  }, true);

  // Another year: the shapes have it already; the figure behind them follows when the reader rests.
  let timer = 0;
  const follow = (frame, data) => {
    const gd = graph();
    if (!gd || !gd.data || !gd.data.length) return;
    const at = CM.place(data);
    const figure = {
      data: gd.data.map((trace) => {
        if (!trace.meta.css.length || trace.meta.kind === "land") return trace;
        const numbers = trace.meta.ids.map((id) => at.get(id));
        const css = numbers.map((n, k) => (n === undefined ? trace.meta.css[k] : trace.meta.kind === "circles" ? `a ${data.legend[frame.fill[n]].colour} f-${data.fills[frame.fill[n]]}` : data.css[frame.fill[n]]));
        const text = numbers.map((n) => `${data.names[n]}: ${data.texts[frame.text[n]]}${frame.own[n] ? `, ${frame.own[n]}` : ""}`);
        const next = { ...trace, text, meta: { ...trace.meta, css } };
        if (trace.type === "choropleth") next.z = numbers.map((n) => frame.fill[n]);
        if (trace.meta.kind === "circles") next.marker = { ...trace.marker, size: numbers.map((n) => 2 * frame.radius[n]) };
        return next;
      }),
      layout: { ...gd.layout, meta: { title: frame.title, sentence: frame.sentence, year: frame.year } },
    };
    window.dash_clientside.set_props("map-graph", { figure });
  };
  CM.live = {
    year: (frame, data) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(follow, data.kind === "circles" ? 0 : 150, frame, data);
    },
  };

  // Another view: the page has drawn it already, so the drawing stands in front until the figure has caught up.
  let shown = "";
  const zoom = (factor) => {
    const gd = graph();
    if (!gd || !gd.layout.geo) return;
    if (!factor) {
      fits.delete(gd);
      window.dash_clientside.set_props("map-address", { data: shown });
      return;
    }
    const scale = gd._fullLayout.geo.projection.scale * factor;
    window.Plotly.relayout(gd, { "geo.projection.scale": Math.max(0.8, Math.min(scale, 40)) });
  };
  CM.zoom = zoom;
  const ask = () => {
    const own = plate();
    if (!own || !own.dataset.address) return;
    if (own.dataset.address === shown) {
      if (!own.classList.contains("is-live")) reveal(graph());
      return;
    }
    shown = own.dataset.address;
    own.classList.remove("is-live");
    own.dataset.live = "waiting";
    if (first && first.address === shown) {
      first.figure.then((figure) => {
        if (first.address !== shown) return;
        if (figure) window.dash_clientside.set_props("map-graph", { figure });
        else window.dash_clientside.set_props("map-address", { data: shown });
      });
    } else window.dash_clientside.set_props("map-address", { data: shown });
  };
  CM.hooks.push((changed) => {
    if (graph() && changed.length) ask();
  });
})();
