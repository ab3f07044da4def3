// Charts answer to pointer and keys: a note beside the point, arrow keys from point to point, Enter to choose a place.
"use strict";
(() => {
  const texts = new WeakMap(); // what a shape's own title said before the note took its place
  const note = document.createElement("div");
  note.className = "note";
  note.hidden = true;
  let marked = [];
  let byKeys = false; // then the note stays wherever the pointer lies

  const shapesOf = (plate) => {
    const root = plate.classList.contains("is-live") ? plate.querySelector(".live") : plate.querySelector(".static");
    return CM.all(".a[data-id], .pt, .matrix tbody td", root || plate).filter((shape) => shape.getClientRects().length);
  };
  const textOf = (shape) => {
    if (shape.cellIndex !== undefined) return CM.cellText(shape);
    const title = shape.querySelector(":scope > title");
    if (title) {
      texts.set(shape, title.textContent);
      title.remove();
    }
    return shape.dataset.text || texts.get(shape) || shape.getAttribute("aria-label") || "";
  };

  // A small line of all years of a place, with gaps as gaps.
  const spark = (frames, n, now) => {
    const points = frames.frames.map((f) => [f.year, f.own[n] === f.year ? f.value[n] : null]);
    const values = points.map((p) => p[1]).filter((v) => v !== null);
    if (values.length < 2) return "";
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const [first, last] = [points[0][0], points[points.length - 1][0]];
    const x = (year) => 3 + (114 * (year - first)) / (last - first || 1);
    const y = (value) => 25 - (22 * (value - low)) / (high - low || 1);
    let path = "";
    let before = null;
    let dots = "";
    for (const [year, value] of points) {
      if (value === null) continue;
      path += `${before !== null && year - before <= frames.step ? "L" : "M"}${x(year).toFixed(1)} ${y(value).toFixed(1)}`;
      dots += `<circle cx="${x(year).toFixed(1)}" cy="${y(value).toFixed(1)}" r="${year === now ? 3 : 1}"/>`;
      before = year;
    }
    return `<svg class="note-line" width="120" height="28" viewBox="0 0 120 28" aria-hidden="true"><path d="${path}"/>${dots}</svg><span class="note-span">${first}–${last}</span>`;
  };

  const describe = (shape) => {
    const frames = CM.frames();
    const frame = CM.frameAt();
    const n = frames && shape.dataset.id ? CM.place(frames).get(shape.dataset.id) : undefined;
    if (!frame || n === undefined || !shape.closest("[data-frames]")) {
      const text = textOf(shape);
      return { html: CM.escaped(text), text };
    }
    textOf(shape);
    const own = frame.own[n] ? `, ${frame.own[n]}` : "";
    const mark = frames.marks[frame.mark[n]];
    const text = `${frames.names[n]}: ${frames.texts[frame.text[n]]}${own}${mark ? ` (${mark})` : ""}`;
    const line = frames.kind === "classes" ? "" : spark(frames, n, frame.own[n]);
    const says = `${CM.escaped(frames.texts[frame.text[n]])}${own}`;
    const html = `<b>${CM.escaped(frames.names[n])}</b><span>${says}</span>${mark ? `<i>${CM.escaped(mark)}</i>` : ""}${line}`;
    return { html, text };
  };

  const mark = (shape) => {
    for (const item of marked) item.classList.remove("is-at");
    const plate = shape && shape.closest(".plate");
    marked = !shape ? [] : shape.dataset.id ? CM.all(`.a[data-id="${CSS.escape(shape.dataset.id)}"]`, plate) : [shape];
    for (const item of marked) item.classList.add("is-at");
  };

  const show = (plate, shape, x, y) => {
    const said = describe(shape).html;
    if (!said) return; // the years are still on their way
    note.innerHTML = said;
    if (note.parentNode !== plate) plate.append(note);
    note.hidden = false;
    const room = plate.getBoundingClientRect();
    const left = Math.max(4, Math.min(x - room.left + 14, room.width - note.offsetWidth - 4));
    const above = y - room.top - note.offsetHeight - 12;
    note.style.left = `${left}px`;
    note.style.top = `${above > 0 ? above : y - room.top + 18}px`;
    mark(shape);
  };
  const hide = () => {
    byKeys = false;
    note.hidden = true;
    mark(null);
  };

  document.addEventListener("pointermove", (event) => {
    const shape = event.target.closest && (event.target.closest(".plate .a[data-id], .plate .pt, .plate .matrix tbody td") || (CM.near && CM.near(event)));
    if (shape) {
      byKeys = false;
      show(shape.closest(".plate"), shape, event.clientX, event.clientY);
    } else if (!note.hidden && event.pointerType !== "touch" && !byKeys) hide();
  });
  document.addEventListener("pointerleave", hide);
  window.addEventListener("resize", hide);

  // Choosing a place adds it to the places that are named, or takes it away.
  const choose = (id) => {
    if (!id || !document.querySelector('[data-live="explore"]')) return;
    const named = (new URL(location.href).searchParams.get("area") || "").split(",").filter(Boolean);
    const next = named.includes(id) ? named.filter((a) => a !== id) : [...named, id];
    CM.go(CM.address({ area: next.join(",") }), "push", ["key"]);
  };
  document.addEventListener("click", (event) => {
    const shape = event.target.closest && event.target.closest(".plate .a[data-id]");
    if (shape && event.detail < 2) choose(shape.dataset.id);
  });

  // Keys. The plate is one stop; within it arrows go by name (left, right) or by value (up, down).
  let at = { key: null, n: 0 };
  const order = (plate, by) => {
    const seen = new Map();
    for (const shape of shapesOf(plate)) seen.set(shape.dataset.id || shape, shape);
    const list = [...seen.values()];
    const frames = CM.frames();
    const frame = CM.frameAt();
    if (!frame || !list[0] || !list[0].dataset.id) return list;
    const n = (shape) => CM.place(frames).get(shape.dataset.id);
    const value = (shape) => frame.value[n(shape)];
    if (by === "name") return list.sort((a, b) => frames.names[n(a)].localeCompare(frames.names[n(b)]));
    return list.filter((shape) => value(shape) !== null).sort((a, b) => value(a) - value(b));
  };
  const move = async (plate, by, step) => {
    await CM.loadFrames();
    const list = order(plate, by);
    if (!list.length) return;
    const key = (shape) => shape.dataset.id || textOf(shape); // a point is the same in the drawing and in the figure
    const now = list[at.n] && key(list[at.n]) === at.key ? at.n : list.findIndex((shape) => key(shape) === at.key);
    if (plate.dataset.columns && by === "value") step *= -plate.dataset.columns; // down and up a column of a matrix
    const next = step === "first" ? 0 : step === "last" ? list.length - 1 : now < 0 ? (step > 0 ? 0 : list.length - 1) : (now + step + list.length) % list.length;
    const shape = list[next];
    at = { key: key(shape), n: next, id: shape.dataset.id };
    byKeys = true;
    if (plate.dataset.columns) shape.scrollIntoView({ block: "nearest", inline: "nearest" });
    const box = shape.getBoundingClientRect();
    show(plate, shape, box.left + box.width / 2, box.top + box.height / 2);
    CM.say(describe(shape).text);
  };
  const KEYS = {
    ArrowRight: ["name", 1],
    ArrowLeft: ["name", -1],
    ArrowUp: ["value", 1],
    ArrowDown: ["value", -1],
    Home: ["name", "first"],
    End: ["name", "last"],
  };
  document.addEventListener("keydown", (event) => {
    const plate = event.target;
    if (!plate.classList || !plate.classList.contains("plate")) return;
    if (KEYS[event.key]) {
      event.preventDefault();
      move(plate, ...KEYS[event.key]);
    } else if (event.key === "Escape") {
      at = { key: null, n: 0 };
      hide();
      plate.blur();
    } else if (event.key === "Enter" && at.id) choose(at.id);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.classList && event.target.classList.contains("plate")) hide();
  });

  CM.hooks.push(() => {
    for (const plate of CM.all(".plate[data-chart]")) {
      if (!plate.querySelector(".a[data-id], .pt, .matrix tbody td")) continue;
      plate.tabIndex = 0;
      plate.setAttribute("role", "group");
      plate.setAttribute("aria-label", `${plate.dataset.name}. ${plate.dataset.hint}`);
    }
  });
})();
