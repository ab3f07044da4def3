// Hands what is typed into the search field to the live layer. Without it the form still answers by itself.
"use strict";
(() => {
  const field = document.getElementById("finder-q");
  if (!field) return;
  const WAIT = 160; // ms of silence before a question is sent
  const AGAIN = 250; // ms until the next look whether Dash has mounted
  let timer = 0;
  let sent = "";

  const answers = () => document.getElementById("live-answers");

  const send = (left) => {
    const question = field.value.slice(0, 200);
    if (question === sent) return;
    if (answers() && window.dash_clientside && window.dash_clientside.set_props) {
      sent = question;
      window.dash_clientside.set_props("live-query", { data: question });
    } else if (left > 0) {
      timer = window.setTimeout(send, AGAIN, left - 1);
    }
  };

  const close = (refocus) => {
    if (refocus) field.focus();
    const list = answers();
    if (list) list.hidden = true;
  };

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    const list = answers();
    if (list) list.hidden = false;
    timer = window.setTimeout(send, WAIT, 40);
  });
  field.addEventListener("focus", () => {
    const list = answers();
    if (list) list.hidden = false;
  });
  document.addEventListener("keydown", (event) => {
    const list = answers();
    if (!list || list.hidden) return;
    const links = Array.from(list.querySelectorAll("a"));
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && (at >= 0 || document.activeElement === field)) close(true);
    if (event.key === "ArrowDown" && links.length && (at >= 0 || document.activeElement === field)) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    }
    if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at === 0 ? field : links[at - 1]).focus();
    }
  });
  document.addEventListener("click", (event) => {
    const list = answers();
    if (list && !list.contains(event.target) && event.target !== field) close(false);
  });
})();
