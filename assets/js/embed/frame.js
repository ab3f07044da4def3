// Within an embed: tells the page around it how tall the content is, and fetches what makes the drawing answer when a
// reader comes near it. Written into the embed; its hash stands in the policy.
(() => {
  "use strict";
  const SOURCE = "common-measure";
  const { body } = document;
  const outer = window.parent;
  let last = 0;
  const send = (isAsked) => {
    const height = Math.ceil(body.getBoundingClientRect().height);
    if (!height || (height === last && !isAsked)) return; // 0 in a tab that is not shown
    last = height;
    outer.postMessage({ source: SOURCE, id: location.pathname + location.search, height }, "*");
  };
  if (outer !== window) {
    new ResizeObserver(() => send(false)).observe(body);
    addEventListener("message", (event) => {
      if (event.source === outer && event.data && event.data.source === SOURCE && event.data.ask === "height") send(true);
    });
  }
  const plate = document.querySelector("[data-points]");
  if (!plate) return;
  const near = () => {
    if (!plate.dataset.points) return;
    const script = document.createElement("script");
    script.src = plate.dataset.points;
    plate.removeAttribute("data-points");
    document.head.append(script);
  };
  plate.tabIndex = 0;
  plate.setAttribute("role", "group");
  plate.setAttribute("aria-label", plate.dataset.hint);
  for (const name of ["pointerenter", "focus"]) plate.addEventListener(name, near, { once: true });
})();
