// Another view on the same page: the server's page is fetched and its parts take the place of those that are here.
"use strict";
(() => {
  let turn = 0;
  let here = location.pathname + location.search; // the view on the page; places within it have the same

  // An address with some keys changed; what is empty goes.
  CM.address = (changes) => {
    const url = new URL(location.href);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null || value === "") url.searchParams.delete(key);
      else url.searchParams.set(key, value);
    }
    url.hash = "";
    return url.pathname + url.search.replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%3B/g, ";");
  };

  const focused = () => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    if (e.id) return `#${CSS.escape(e.id)}`;
    return e.name && e.form ? `form.${e.form.className.split(" ")[0]} [name="${e.name}"]` : null;
  };

  // Put the parts of a page in place of ours, except those named; focus and scroll stay where they are.
  CM.swap = (text, except = []) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const back = focused();
    const changed = [];
    for (const fresh of CM.all("[data-part]", page)) {
      if (!fresh.parentElement.closest("[data-part]")) swapPart(fresh, except, changed);
    }
    document.title = page.title;
    const [paper, fresh] = [document, page].map((d) => d.querySelector(".on-paper")); // what a print says of itself
    if (paper && fresh) paper.textContent = fresh.textContent;
    for (const key of ["run", "at"]) document.documentElement.dataset[key] = page.documentElement.dataset[key] || "";
    for (const rel of ["canonical", "alternate"]) {
      const fresh = CM.all(`link[rel=${rel}]`, page);
      CM.all(`link[rel=${rel}]`).forEach((link, n) => fresh[n] && link.setAttribute("href", fresh[n].getAttribute("href")));
    }
    for (const hook of CM.hooks) hook(changed);
    if (back && !document.activeElement.closest("main")) {
      const target = document.querySelector(back);
      if (target) target.focus({ preventScroll: true });
    }
  };

  const swapPart = (fresh, except, changed) => {
    const name = fresh.dataset.part;
    const own = CM.part(name);
    if (!own || except.includes(name)) return;
    const plates = [own, fresh].map((part) => part.querySelector(":scope .plate"));
    if (plates[0] && plates[1] && plates[0].dataset.chart === plates[1].dataset.chart && fresh.querySelector("[data-part]")) {
      // The same kind of drawing: its frame stays, so that nothing moves and nothing is blank.
      for (const key of ["frames", "year", "address", "name"]) {
        if (plates[1].dataset[key] === undefined) delete plates[0].dataset[key];
        else plates[0].dataset[key] = plates[1].dataset[key];
      }
      for (const inner of CM.all("[data-part]", fresh)) swapPart(inner, except, changed);
      return;
    }
    if (own.innerHTML === fresh.innerHTML) return;
    CM.keepLive(own, () => {
      own.innerHTML = fresh.innerHTML;
    });
    changed.push(name);
  };

  // The places of interactive figures outlive the parts around them, even while a view has none.
  const places = new Map();
  CM.livePlace = (id) => {
    if (!places.has(id)) {
      const place = document.getElementById(id) || document.createElement("div");
      place.id = id;
      place.classList.add("live");
      places.set(id, place);
    }
    return places.get(id);
  };
  CM.keepLive = (part, change) => {
    for (const place of CM.all(".live", part)) CM.livePlace(place.id);
    const open = new Set(CM.all("details[open] > summary", part).map((summary) => summary.textContent));
    change();
    for (const summary of CM.all("details > summary", part)) if (open.has(summary.textContent)) summary.parentNode.open = true;
    for (const fresh of CM.all(".live", part)) fresh.replaceWith(CM.livePlace(fresh.id));
  };

  // Go to an address. ``how`` is push, replace or none; ``except`` are parts that are right already.
  CM.go = async (address, how = "push", except = []) => {
    const mine = ++turn;
    here = address;
    if (how === "push" && address !== location.pathname + location.search) history.pushState(null, "", address);
    if (how === "replace") history.replaceState(null, "", address);
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" } });
      const text = await response.text();
      if (mine !== turn) return;
      if (!response.ok) throw new Error(String(response.status));
      if (response.redirected) {
        const url = new URL(response.url);
        here = url.pathname + url.search;
        history.replaceState(null, "", here);
      }
      CM.swap(text, except);
    } catch (error) {
      if (mine === turn) location.assign(address);
    }
  };

  const addressOf = (form) => {
    const keys = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") keys.set(name, value);
    const query = keys.toString().replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%3B/g, ";");
    return form.getAttribute("action") + (query ? `?${query}` : "");
  };

  // Another indicator begins with its own year and group.
  const forget = (form, names) => {
    for (const name of names) if (form.elements[name]) form.elements[name].value = "";
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.controls");
    if (!form) return;
    if (event.target.name === "indicator" && !form.hasAttribute("data-keep")) forget(form, ["year", "dims", "from", "view", "base", "tol"]);
    CM.go(addressOf(form));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.controls, form.picker");
    if (!form) return;
    event.preventDefault();
    CM.go(addressOf(form));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel=prev], a[rel=next], a[data-go]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    CM.go(link.getAttribute("href").split("#")[0]);
  });
  window.addEventListener("popstate", (event) => {
    event.stopImmediatePropagation(); // Dash would draw its layer anew
    const address = location.pathname + location.search;
    if (address === here) return; // another place of the same view
    if (document.querySelector("[data-live]")) CM.go(address, "none");
    else location.reload();
  });
})();
