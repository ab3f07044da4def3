// A matrix is a table whose cells answer like the points of a chart: one stop for keys, a note with row, column and words.
"use strict";
(() => {
  const said = new WeakMap(); // what a cell's own title said before the note took its place

  CM.cellText = (cell) => {
    if (cell.title) {
      said.set(cell, cell.title);
      cell.removeAttribute("title");
    }
    const table = cell.closest("table");
    const heads = table.tHead.rows[table.tHead.rows.length - 1].cells;
    const [row, column] = [cell.parentNode.cells[0], heads[cell.cellIndex]].map((head) => head.querySelector("a, b") || head);
    const text = said.get(cell) || table.dataset[cell.className.split(" ")[0]] || cell.textContent;
    return `${row.textContent.trim()}, ${column.textContent.trim()}: ${text}`;
  };

  // Its links are reached by pointer, or by Enter on a cell; the tab key passes the matrix in one step.
  CM.hooks.push(() => {
    for (const link of CM.all(".plate[data-columns] .matrix a")) link.tabIndex = -1;
  });
  document.addEventListener("keydown", (event) => {
    const plate = event.target;
    if (event.key !== "Enter" || !plate.dataset || !plate.dataset.columns) return;
    const cell = plate.querySelector("td.is-at");
    const link = cell && cell.parentNode.cells[0].querySelector("a");
    if (link) location.assign(link.href);
  });
})();
