// The other charts stay as drawn until a reader comes near one; only then is asked for what makes them interactive.
"use strict";
(() => {
  const list = document.getElementById("live-more");
  const PLATES = ".plate:has(> .live:not(#live-map))";
  const NEAR = 400;
  if (!list) return;

  let files = null;
  const load = (address) =>
    new Promise((done, fail) => {
      const script = Object.assign(document.createElement("script"), { src: address, async: false, onload: done, onerror: fail });
      document.body.append(script);
    });
  const start = () => {
    files = files || Promise.all(JSON.parse(list.textContent).map(load));
    files.then(() => CM.charts.ask()).catch(() => null); // without them the drawings stay
  };

  // Dash must have mounted, or there is nothing to fill.
  let wanted = false;
  const come = () => {
    wanted = true;
    if (document.getElementById("charts")) start();
  };
  const waiting = new MutationObserver(() => {
    if (!document.getElementById("charts")) return;
    waiting.disconnect();
    if (wanted) start();
  });
  waiting.observe(document.body, { childList: true, subtree: true });

  const coming = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && come(), { rootMargin: `${NEAR}px` });
  const watch = () => {
    coming.disconnect();
    for (const plate of CM.all(PLATES)) coming.observe(plate);
  };
  // The address of what the page says; the address bar may be ahead of it.
  const said = () => location.pathname + location.search;
  CM.said = said();
  CM.hooks.push((changed) => {
    if (changed.length) CM.said = said();
    watch();
  });
  watch();
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => event.target.closest && event.target.closest(PLATES) && come());
  }
})();
