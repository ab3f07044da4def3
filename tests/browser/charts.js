// How far a live chart is from the drawing in whose place it stands: marks, shapes, colours, words and texts.
(plate) => {
  const svg = [...plate.querySelectorAll(":scope > .static > svg")].find((s) => s.getClientRects().length);
  const live = plate.querySelector(":scope > .live");
  const box = (e) => {
    const b = e.getBoundingClientRect();
    return [b.x + b.width / 2, b.y + b.height / 2, b.width, b.height];
  };
  const look = (e) => {
    const s = getComputedStyle(e);
    return [s.fill, s.stroke, s.strokeWidth, s.opacity].join(" ");
  };
  const says = (e) => {
    const title = e.querySelector("title");
    return title ? title.textContent : e.dataset.text || "";
  };
  const out = {marks: 0, missing: [], far: 0, size: 0, other: [], words: [], texts: 0, absent: [], textFar: 0, textOther: [], extra: []};
  for (const a of svg.querySelectorAll("[data-i]")) {
    const b = live.querySelector(`.pt[data-i="${a.dataset.i}"]`);
    if (!b) {
      out.missing.push(a.dataset.i);
      continue;
    }
    const [p, q] = [box(a), box(b)];
    out.marks += 1;
    out.far = Math.max(out.far, Math.hypot(p[0] - q[0], p[1] - q[1]));
    out.size = Math.max(out.size, Math.abs(p[2] - q[2]), Math.abs(p[3] - q[3]));
    if (look(a) !== look(b)) out.other.push([a.dataset.i, look(a), look(b)]);
    if (says(a) && says(a) !== b.dataset.text) out.words.push([says(a), b.dataset.text]);
  }
  const own = (e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent).join("").trim();
  const wear = (e) => {
    const s = getComputedStyle(e);
    return `${s.fill} ${s.fontWeight} ${s.fontSize}`;
  };
  const left = [...live.querySelectorAll("text")].filter((e) => e.textContent.trim());
  for (const a of svg.querySelectorAll("text, tspan")) {
    const text = own(a);
    if (!text) continue;
    const p = box(a);
    const far = (e) => Math.hypot(box(e)[0] - p[0], box(e)[1] - p[1]);
    const same = left.filter((e) => e.textContent.trim() === text).sort((x, y) => far(x) - far(y));
    if (!same.length) {
      out.absent.push(text);
      continue;
    }
    out.texts += 1;
    out.textFar = Math.max(out.textFar, far(same[0]));
    if (wear(a) !== wear(same[0])) out.textOther.push([text, wear(a), wear(same[0])]);
    left.splice(left.indexOf(same[0]), 1);
  }
  out.extra = left.map((e) => e.textContent);
  return out;
}
