// The script of a page that shows embeds: puts frames where the page has asked for them, and gives each the height that
// its content has. Docs: docs/embed.md. It keeps nothing, asks nobody, and listens only to frames of the host it came from.
(() => {
  "use strict";
  const SOURCE = "common-measure";
  const script = document.currentScript;
  const own = new URL(script ? script.src : "", location.href).origin;
  const key = Symbol.for(`${SOURCE} ${own}`);
  if (window[key]) return window[key](); // a page that has the script tag beside every embed
  const frames = new Map(); // frame -> its height, the one before, and since when

  // Ours is what this very host serves below /embed/, pinned to a release or not.
  const isOurs = (address) => {
    try {
      const url = new URL(address, location.href);
      return url.origin === own && /^\/(r\/[\d.]+\/)?embed\/\w/.test(url.pathname);
    } catch {
      return false;
    }
  };
  // The page's own style sheet may say what it likes of frames: what is set here stands above it.
  const set = (frame, values) => {
    for (const name in values) frame.style.setProperty(name, values[name], "important");
  };
  const FREE = { "min-height": "0", "max-height": "none", "box-sizing": "content-box", transition: "none" };
  const tall = (height) => ({ height: `${height}px`, ...FREE });
  const grow = (frame, height) => {
    const held = frames.get(frame);
    const now = performance.now();
    if (Math.abs(height - held.height) <= 1) return;
    if (height === held.before && height < held.height && now - held.at < 100) {
      setTimeout(ask, 300, frame); // to and fro: the taller one stays for the moment
      return;
    }
    frames.set(frame, { before: held.height, height, at: now });
    frame.height = height;
    set(frame, tall(height));
  };
  // A frame in a sandbox has no origin to name; the question holds nothing that others may not read.
  const ask = (frame) => frame.contentWindow && frame.contentWindow.postMessage({ source: SOURCE, ask: "height" }, "*");
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) ask(entry.target);
  });
  const watch = (frame) => {
    if (frames.has(frame) || !isOurs(frame.src)) return;
    frames.set(frame, { before: 0, height: 0, at: 0 });
    frame.addEventListener("load", () => ask(frame));
    seen.observe(frame);
    ask(frame);
  };
  const make = (place) => {
    if (place.querySelector("iframe") || !isOurs(place.dataset.src)) return;
    const frame = document.createElement("iframe");
    const link = place.querySelector("a");
    frame.title = place.dataset.title || (link ? link.textContent.trim() : "") || "Common Measure";
    frame.loading = "lazy";
    frame.height = place.dataset.height || 480;
    if (place.dataset.sandbox) frame.setAttribute("sandbox", place.dataset.sandbox);
    set(frame, { display: "block", visibility: "visible", border: "0", width: "100%", "min-width": "0", "max-width": "100%" });
    set(frame, tall(frame.height));
    frame.src = place.dataset.src;
    place.replaceChildren(frame);
    watch(frame);
  };
  const scan = () => {
    document.querySelectorAll(".common-measure[data-src]").forEach(make);
    document.querySelectorAll('iframe[src*="/embed/"]').forEach(watch);
  };
  let isAsked = false;
  const soon = () => {
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => {
      isAsked = false;
      for (const frame of frames.keys()) {
        if (frame.isConnected) continue;
        frames.delete(frame);
        seen.unobserve(frame);
      }
      scan();
    });
  };

  addEventListener("message", (event) => {
    const { data } = event;
    if (!data || data.source !== SOURCE || !Number.isInteger(data.height) || data.height < 1 || data.height > 20000) return;
    for (const frame of frames.keys()) {
      if (frame.contentWindow !== event.source) continue;
      const isClosed = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
      if (event.origin === (isClosed ? "null" : own)) grow(frame, data.height);
      return;
    }
  });
  new MutationObserver(soon).observe(document, { childList: true, subtree: true });
  window[key] = soon;
  scan();
})();
