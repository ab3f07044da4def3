// A figure's points, lines and texts in the classes and shapes of the drawing: the style sheet gives colours and themes.
"use strict";
(() => {
  const bare = (node, kept = "") => {
    const size = kept && node.style.getPropertyValue(kept);
    node.removeAttribute("style");
    if (size) node.style.setProperty(kept, size);
  };
  const outline = (shape) => {
    if (!shape.startsWith("r")) return shape;
    const r = shape.slice(1);
    return `M${r} 0A${r} ${r} 0 1 1 -${r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
  };
  const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

  const dressPoint = (node, trace, css, role) => {
    const n = node.__data__ ? node.__data__.i : undefined;
    const { shape, fill } = trace.meta;
    if (n === undefined || !css[n]) return;
    bare(node);
    node.setAttribute("class", `${role} ${css[n]}`);
    if (shape && shape[n]) node.setAttribute("d", outline(shape[n]));
    if (fill && fill[n]) node.setAttribute("fill", fill[n]);
    if (!node.classList.contains("pt")) return;
    node.dataset.i = trace.customdata[n];
    node.dataset.text = plain(trace.hovertext[n]);
  };
  const dressLine = (layer, css) => {
    const name = css.startsWith("band") ? "js-fill" : "js-line";
    for (const path of layer.querySelectorAll(`.${name}`)) {
      bare(path);
      path.setAttribute("class", `${name} ${css}`);
    }
  };

  // The place of a trace among what Plotly has drawn.
  const layers = (gd) => {
    const bars = Array.from(gd.querySelectorAll(".barlayer .trace"));
    return gd.data.map((trace, n) => (trace.type === "bar" ? bars.shift() : gd.querySelector(`.scatterlayer .trace${gd._fullData[n].uid}`)));
  };

  CM.dress = (gd) => {
    const { notes, strokes } = gd.layout.meta;
    layers(gd).forEach((layer, n) => {
      const trace = gd.data[n];
      const { css } = trace.meta;
      if (!layer) return;
      if (typeof css === "string") return dressLine(layer, css);
      for (const point of layer.querySelectorAll(".point")) {
        const path = trace.type === "bar" ? point.querySelector("path") : point;
        if (path) {
          path.__data__ = path.__data__ || point.__data__;
          dressPoint(path, trace, css, trace.type === "bar" ? "" : "point");
        }
      }
    });
    for (const note of gd.querySelectorAll(".annotation[data-index]")) {
      const [outer, css] = notes[Number(note.dataset.index)] || ["", ""];
      note.setAttribute("class", `annotation ${outer}`);
      for (const text of note.querySelectorAll(".annotation-text")) {
        bare(text, "font-size");
        text.setAttribute("class", `annotation-text ${css}`);
      }
    }
    for (const path of gd.querySelectorAll(".shapelayer path[data-index]")) {
      const [outer, css, fill] = strokes[Number(path.dataset.index)] || ["", "", ""];
      bare(path);
      path.setAttribute("class", css);
      path.parentNode.setAttribute("class", `shape-group ${outer}`);
      if (fill) path.setAttribute("fill", fill);
      else path.removeAttribute("fill");
    }
  };
})();
