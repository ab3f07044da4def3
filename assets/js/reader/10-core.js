// The small script of every page: what is there already becomes quicker to use. Without it everything still works.
"use strict";
const CM = (window.CM = {});
CM.part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
CM.escaped = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
CM.all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
CM.still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
CM.hooks = []; // run after every change of the page, with the names of the parts that changed

// Says something to readers who hear the page.
CM.say = (() => {
  let place = null;
  return (text) => {
    if (!place) {
      place = document.createElement("p");
      place.className = "hidden";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    place.textContent = text;
  };
})();

// Copy a sentence with its source.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.querySelector(button.dataset.copy).textContent.trim();
  const own = button.closest("figure") || document;
  const address = new URL(own.querySelector("a.permanent").getAttribute("href"), location.origin);
  navigator.clipboard.writeText(text.replace(address.pathname + address.search, address.href)).then(() => {
    button.textContent = button.dataset.done;
    CM.say(button.dataset.done);
  });
});
CM.hooks.push(() => {
  for (const item of CM.all(".copy[hidden]")) item.hidden = !navigator.clipboard;
});

// Find a row of the table.
document.addEventListener("input", (event) => {
  if (event.target.id !== "table-filter") return;
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const wanted = plain(event.target.value.trim());
  for (const row of CM.all("#values tbody tr")) row.hidden = !plain(row.cells[0].textContent).includes(wanted);
});
