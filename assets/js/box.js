// Every page: the theme switch, and answers under the box while the reader types. Without it the form answers by itself.
"use strict";
(() => {
  const root = document.documentElement;
  const button = document.getElementById("theme-switch");
  const ORDER = ["auto", "light", "dark"];

  const theme = () => (ORDER.includes(root.dataset.theme) ? root.dataset.theme : "auto");
  const show = () => {
    button.dataset.now = theme();
    button.title = button.firstElementChild.textContent = button.dataset[theme()];
  };
  const keep = (now) => {
    try {
      if (now === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", now);
    } catch {} // storage is shut: the choice holds for this page
  };
  if (button) {
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      const now = ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length];
      if (now === "auto") delete root.dataset.theme;
      else root.dataset.theme = now;
      keep(now);
      show();
    });
  }

  const WAIT = 140; // ms of silence before a question is sent
  const MIN = 2; // letters

  const live = (form) => {
    const field = form.elements.q;
    const list = form.appendChild(document.createElement("div"));
    const status = form.appendChild(document.createElement("p"));
    list.className = "box-list";
    list.hidden = true;
    status.className = "hidden";
    status.setAttribute("role", "status");
    let timer = 0;
    let asking = null;

    const close = () => {
      list.hidden = true;
      status.textContent = "";
    };
    const open = () => {
      list.hidden = !list.firstElementChild;
      if (!list.hidden) status.textContent = list.firstElementChild.dataset.count;
    };
    const stop = () => {
      clearTimeout(timer);
      if (asking) asking.abort();
    };
    const ask = async (question) => {
      const joint = form.dataset.box.includes("?") ? "&" : "?";
      asking = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.box}${joint}q=${encodeURIComponent(question)}`, { signal: asking.signal });
        const html = answer.ok ? await answer.text() : "";
        if (field.value.trim() !== question || !form.contains(document.activeElement)) return;
        list.innerHTML = html; // made and escaped by this site
        open();
      } catch {} // stopped by a newer question, or offline: the form still answers
    };

    field.addEventListener("input", () => {
      stop();
      const question = field.value.trim();
      if (question.length < MIN) {
        list.textContent = "";
        close();
      } else timer = setTimeout(ask, WAIT, question);
    });
    form.addEventListener("submit", stop);
    form.addEventListener("keydown", (event) => {
      const stops = [field, ...list.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      if (event.key === "Escape" && !list.hidden) {
        stop();
        close();
        field.focus();
      } else if (event.key === "ArrowDown" && at >= 0) {
        open();
        if (!list.hidden) stops[Math.min(at + 1, stops.length - 1)].focus();
      } else if (event.key === "ArrowUp" && at > 0) stops[at - 1].focus();
      else return;
      event.preventDefault();
    });
    form.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!form.contains(event.target)) close();
    });
  };
  document.querySelectorAll("form.box[data-box]").forEach(live);
})();
