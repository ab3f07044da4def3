// The drawing of an embed answers: a note at the pointer, arrow keys from point to point. Fetched when a reader is near.
(() => {
  "use strict";
  const plate = document.querySelector(".plate[data-hint]");
  const said = new Map(); // shape -> its own words
  for (const title of plate.querySelectorAll("svg title")) {
    const shape = title.parentNode;
    if (shape.matches("svg")) continue; // the name of the drawing stays where it is
    said.set(shape, title.textContent);
    title.remove();
  }
  const note = document.createElement("div");
  note.className = "note";
  note.setAttribute("role", "status");
  note.hidden = true;
  plate.append(note);
  let at = null;

  const twins = (shape) => (shape.dataset.id ? [...said.keys()].filter((other) => other.dataset.id === shape.dataset.id) : [shape]);
  const show = (shape, x, y) => {
    if (at) for (const other of twins(at)) other.classList.remove("is-at");
    at = shape;
    note.hidden = !shape;
    if (!shape) return;
    for (const other of twins(shape)) other.classList.add("is-at");
    note.textContent = said.get(shape);
    const room = plate.getBoundingClientRect();
    const left = Math.max(0, Math.min(x - room.left + 12, room.width - note.offsetWidth));
    const above = y - room.top - note.offsetHeight - 10;
    note.style.left = `${left}px`;
    note.style.top = `${above > 0 ? above : y - room.top + 16}px`;
  };
  const shapes = () => {
    const seen = new Set();
    return [...said.keys()].filter((shape) => {
      const box = shape.getBoundingClientRect();
      const name = said.get(shape);
      return box.width + box.height > 0 && !seen.has(name) && seen.add(name);
    });
  };
  const byName = (a, b) => said.get(a).localeCompare(said.get(b));
  const step = (to) => {
    const all = shapes();
    if (plate.querySelector(".map")) all.sort(byName);
    if (!all.length) return;
    const now = at ? all.findIndex((shape) => said.get(shape) === said.get(at)) : -1;
    const next = to === "first" ? 0 : to === "last" ? all.length - 1 : (now + to + all.length + (now < 0 && to < 0 ? 1 : 0)) % all.length;
    const box = all[next].getBoundingClientRect();
    show(all[next], box.left + box.width / 2, box.top + box.height / 2);
  };
  const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: "first", End: "last" };
  plate.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(null);
    if (!KEYS[event.key]) return;
    event.preventDefault();
    step(KEYS[event.key]);
  });
  const point = (event) => {
    let shape = event.target;
    while (shape && shape !== plate && !said.has(shape)) shape = shape.parentNode;
    show(said.has(shape) ? shape : null, event.clientX, event.clientY);
  };
  plate.addEventListener("pointermove", point);
  plate.addEventListener("pointerdown", point);
  plate.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && show(null));
  plate.addEventListener("blur", () => show(null));
})();
