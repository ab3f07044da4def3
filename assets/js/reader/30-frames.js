// The years of the map: fetched once, then drawn by changing classes; sentence, title, legend and notes go along.
"use strict";
(() => {
  let source = "";
  let promise = null;
  let data = null;

  const plate = () => document.querySelector(".plate[data-frames]");
  const range = () => document.getElementById("year-range");

  CM.frames = () => data;
  CM.frameAt = () => {
    const year = plate() && Number(plate().dataset.year);
    return data && data.frames.find((frame) => frame.year === year);
  };

  // Fetch the frames of the map that is on the page; null where it has none.
  CM.loadFrames = () => {
    const place = plate();
    if (!place) return Promise.resolve(null);
    if (source !== place.dataset.frames) {
      source = place.dataset.frames;
      data = null;
      const asked = source;
      promise = fetch(source)
        .then((response) => (response.ok ? response.json() : null))
        .catch(() => null)
        .then((found) => {
          if (asked !== source) return null;
          data = found;
          return data;
        });
    }
    return promise;
  };

  const members = (frame, fill, counted) =>
    data.ids.map((_, n) => n).filter((n) => frame.fill[n] === fill && data.counted[n] === counted);
  const names = (list) => list.map((n) => data.names[n]).sort().join(", "); // in the server's order

  const drawShapes = (root, frame) => {
    const at = CM.place(data);
    for (const shape of CM.all(".a[data-id]", root)) {
      const n = at.get(shape.dataset.id);
      if (n === undefined) continue;
      const own = ["choroplethlocation", "point"].find((name) => shape.classList.contains(name)) || ""; // Plotly finds them by it
      const css = `${own} ${data.css[frame.fill[n]]}`.trim();
      if (shape.parentNode.classList.contains("circles")) {
        const scale = Number(root.querySelector("svg.map").dataset.scale) || 1;
        shape.setAttribute("r", String(frame.radius[n] / scale));
        shape.setAttribute("class", `${own} a ${data.legend[frame.fill[n]].colour} f-${data.fills[frame.fill[n]]}`.trim());
      } else shape.setAttribute("class", css);
    }
  };

  const places = new WeakMap();
  CM.place = (frames) => {
    if (!places.has(frames)) places.set(frames, new Map(frames.ids.map((id, n) => [id, n])));
    return places.get(frames);
  };

  const drawKey = (frame) => {
    const key = CM.part("key");
    const legend = key && key.querySelector(".legend");
    if (!legend) return;
    const open = new Set(CM.all(".leg[open]", legend).map((e) => e.dataset.fill));
    const total = legend.querySelector(".leg-total");
    const lines = frame.shown.map((fill) => {
      const [inside, outside] = [members(frame, fill, 1), members(frame, fill, 0)];
      const also = outside.length ? ` <em>${CM.escaped(legend.dataset.also.replace("%s", names(outside)))}</em>` : "";
      const name = data.fills[fill];
      return `<details class="leg leg-${name}" data-fill="${name}"${open.has(name) ? " open" : ""}><summary>${data.legend[fill].swatch}<span class="leg-label">${CM.escaped(data.legend[fill].label)}</span> <span class="leg-count">${inside.length}</span></summary><p class="leg-names">${CM.escaped(names(inside) || legend.dataset.none)}${also}</p></details>`;
    });
    legend.innerHTML = lines.join("");
    if (total) legend.append(total);
    for (const item of CM.all(".strip span[data-id]", key)) {
      const n = CM.place(data).get(item.dataset.id);
      const own = frame.own[n] ? ` (${frame.own[n]})` : "";
      item.textContent = `${data.names[n]}: ${data.texts[frame.text[n]]}${own}`;
    }
  };

  // Draw a year at once: shapes, title, sentence, legend, notes. Everything else follows when the reader stays.
  CM.drawYear = (year) => {
    const frame = data && data.frames.find((f) => f.year === year);
    const place = plate();
    if (!place || !frame || frame.empty) return false;
    drawShapes(place, frame);
    place.dataset.year = String(year);
    place.dataset.name = frame.title;
    CM.part("title").textContent = frame.title;
    CM.part("sentence").textContent = frame.sentence;
    const notes = CM.part("notes");
    if (notes) notes.innerHTML = frame.notes.map((note) => `<span>${CM.escaped(note)}</span> `).join("");
    drawKey(frame);
    const select = document.getElementById("year-select");
    if (select) select.value = String(year);
    if (CM.live) CM.live.year(frame, data);
    return true;
  };

  // The years on the slider, and which of them it stands at.
  const line = () => range().dataset.years.split(" ").map(Number);
  const show = (n) => {
    const year = line()[n];
    document.getElementById("year-now").textContent = String(year);
    range().setAttribute("aria-valuetext", String(year));
    range().value = String(n);
    return year;
  };
  const RIGHT = ["title", "sentence", "key", "notes", "timeline", "unit"];
  let from = ""; // where a drag began: dragging replaces the address, letting go adds to the way back
  const settle = (year) => {
    if (from) history.replaceState(null, "", from);
    from = "";
    const drawn = data && plate() && Number(plate().dataset.year) === year;
    CM.go(CM.address({ year: String(year) }), "push", drawn ? [...RIGHT, "plate"] : []);
  };

  document.addEventListener("input", (event) => {
    if (event.target.id !== "year-range") return;
    const year = show(Number(event.target.value));
    from = from || location.pathname + location.search;
    try {
      history.replaceState(null, "", CM.address({ year: String(year) }));
    } catch {} // a browser may refuse when this happens very often; letting go writes it
    CM.loadFrames().then(() => range() && line()[Number(range().value)] === year && CM.drawYear(year));
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "year-range") CM.loadFrames().then(() => settle(line()[Number(event.target.value)]));
  });

  // Play goes year by year and stops at the last; readers who want less motion do not get it.
  let timer = 0;
  const button = () => document.getElementById("year-play");
  const stop = (commit) => {
    window.clearInterval(timer);
    timer = 0;
    if (button() && button().dataset.play) button().textContent = button().dataset.play;
    if (commit) settle(line()[Number(range().value)]);
  };
  const step = () => {
    const next = Number(range().value) + 1;
    if (next >= line().length) return stop(true);
    CM.drawYear(show(next));
  };
  document.addEventListener("click", (event) => {
    const play = event.target.closest("#year-play");
    if (!play) return;
    if (timer) return stop(true);
    if (play.textContent === play.dataset.stop) return; // still waiting for the years
    play.dataset.play = play.textContent;
    play.textContent = play.dataset.stop;
    CM.loadFrames().then((found) => {
      if (!found) return stop(false);
      if (Number(range().value) >= line().length - 1) CM.drawYear(show(0));
      timer = window.setInterval(step, 800);
    });
  });
  document.addEventListener("visibilitychange", () => document.hidden && timer && stop(true));
  CM.hooks.push((changed) => {
    if (timer && changed.includes("timeline")) stop(false);
    if (button()) button().hidden = CM.still() || !plate();
  });
  document.addEventListener("pointerover", (event) => {
    if (event.target.closest && event.target.closest(".plate[data-frames], .timeline")) CM.loadFrames();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.closest(".plate[data-frames], .timeline")) CM.loadFrames();
  });
})();
