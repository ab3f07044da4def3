// Matrices of gaps: one stop for keys, arrows within, Escape leaves; the cell under pointer or keys is told in words.
"use strict";
(() => {
  const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  const GAP = 5; // between regions, in units of the drawing
  const FIRST = 63; // the sign of the newest year; older ones follow, states lie before

  // Tables of links.
  const linkAt = (table, row, column) => {
    const cell = table.rows[row] && table.rows[row].cells[column];
    return cell && (cell.querySelector("a") || cell);
  };
  const roam = (link, [down, across]) => {
    const cell = link.closest("td, th");
    const table = cell.closest("table");
    for (let n = 1; ; n++) {
      const next = linkAt(table, cell.parentNode.rowIndex + n * down, cell.cellIndex + n * across);
      if (!next) return;
      if (next.tagName !== "A") continue;
      link.tabIndex = -1;
      next.tabIndex = 0;
      return next.focus();
    }
  };

  // The drawing: rows of signs, a space between regions.
  const places = new WeakMap();
  const rowsOf = (plate) =>
    CM.all("svg.mx", plate).flatMap((svg) => {
      const names = CM.all("[data-id]", svg.parentNode);
      return svg.dataset.cells.split("|").map((cells, n) => ({ svg, cells, name: names[n], n, all: names.length }));
    });
  const wordsOf = (plate, sign) => {
    const code = sign.charCodeAt(0) - FIRST;
    if (code < 0) return plate.dataset.states.split("|")[sign.charCodeAt(0) - 48];
    return plate.dataset.figure.replace("%s", String(Number(plate.dataset.cellsOf) - code));
  };
  const widthOf = (svg, cells) => {
    const gaps = cells.split(" ").length - 1;
    return (svg.viewBox.baseVal.width - GAP * gaps) / (cells.length - gaps);
  };
  const tell = (plate, rows, at) => {
    const { svg, cells, name, n, all } = rows[at.row];
    const [, iso, area] = plate.dataset.areas.split("|")[at.column].match(/^(\S+) (.*)$/);
    const place = plate.querySelector(".mx-at");
    const link = document.createElement("a");
    link.href = plate.dataset.open.replace("INDICATOR", name.dataset.id).replace("AREA", iso);
    link.textContent = place.dataset.label;
    link.tabIndex = -1;
    place.replaceChildren(`${area}, ${name.textContent}: ${wordsOf(plate, cells[at.column])} `, link);
    for (const old of CM.all(".is-at, svg.mx rect", plate)) old.tagName === "SPAN" ? old.classList.remove("is-at") : old.remove();
    name.classList.add("is-at");
    const box = svg.viewBox.baseVal;
    const width = widthOf(svg, cells);
    const before = cells.slice(0, at.column).split(" ").length - 1;
    const frame = document.createElementNS(svg.namespaceURI, "rect");
    const size = { x: (at.column - before) * width + GAP * before, y: (n * box.height) / all, width, height: box.height / all };
    for (const [key, value] of Object.entries(size)) frame.setAttribute(key, value);
    svg.append(frame);
    places.set(plate, at);
  };
  document.addEventListener("pointermove", (event) => {
    const svg = event.target.closest && event.target.closest("svg.mx");
    if (!svg) return;
    const plate = svg.closest(".mx-plate");
    const rows = rowsOf(plate);
    const own = rows.filter((row) => row.svg === svg);
    const box = svg.getBoundingClientRect();
    const line = Math.min(Math.floor(((event.clientY - box.top) / box.height) * own.length), own.length - 1);
    const cells = own[Math.max(line, 0)].cells;
    const width = widthOf(svg, cells);
    let x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    let column = 0;
    for (; column < cells.length - 1; column++) {
      const step = cells[column] === " " ? GAP : width;
      if (x < step) break;
      x -= step;
    }
    if (cells[column] !== " ") tell(plate, rows, { row: rows.indexOf(own[Math.max(line, 0)]), column });
  });
  const moveIn = (plate, [down, across]) => {
    const rows = rowsOf(plate);
    const at = places.get(plate);
    if (!at) return tell(plate, rows, { row: 0, column: 0 });
    const row = Math.min(Math.max(at.row + down, 0), rows.length - 1);
    let column = at.column + across;
    if (rows[row].cells[column] === " ") column += across;
    if (rows[row].cells[column]) tell(plate, rows, { row, column });
    rows[row].name.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    const plate = event.target.closest && event.target.closest(".mx-plate");
    const link = event.target.closest && event.target.closest("table[data-matrix] a");
    if (STEPS[event.key] && (plate || link)) {
      event.preventDefault();
      if (link) roam(link, STEPS[event.key]);
      else moveIn(plate, STEPS[event.key]);
    } else if (event.key === "Escape" && (plate || link)) event.target.blur();
    else if (event.key === "Enter" && plate && places.has(plate)) location.assign(plate.querySelector(".mx-at a").href);
  });
  document.addEventListener("click", (event) => {
    const svg = event.target.closest && event.target.closest("svg.mx");
    const link = svg && event.pointerType === "mouse" && svg.closest(".mx-plate").querySelector(".mx-at a");
    if (link) location.assign(link.href);
  });
  CM.hooks.push(() => {
    for (const table of CM.all("table[data-matrix]")) {
      const links = CM.all("a", table);
      if (!links.some((link) => link === document.activeElement)) links.forEach((link, n) => (link.tabIndex = n ? -1 : 0));
    }
    for (const plate of CM.all(".mx-plate")) {
      const stop = plate.querySelector(".mx-scroll");
      stop.setAttribute("role", "group");
      stop.setAttribute("aria-label", `${plate.dataset.name}. ${plate.dataset.hint}`);
    }
  });
})();
