// The page is whole already; from here on it answers. The interactive figures are asked for when nothing else is to do.
"use strict";
(() => {
  for (const hook of CM.hooks) hook([]);
  document.documentElement.dataset.ready = "core";

  const list = document.getElementById("live-files");
  if (!list) return;
  let asked = false;
  const load = () => {
    if (asked) return;
    asked = true;
    for (const address of JSON.parse(list.textContent)) {
      const script = document.createElement("script");
      if (address.endsWith("boot.js")) script.id = "_dash-renderer";
      script.src = address;
      script.async = false;
      document.body.append(script);
    }
  };
  CM.loadLive = load;
  const save = navigator.connection && navigator.connection.saveData;
  if (save) return;
  const soon = () => (window.requestIdleCallback ? window.requestIdleCallback(load, { timeout: 2000 }) : window.setTimeout(load, 200));
  if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon, { once: true });
})();
