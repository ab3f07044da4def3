// How far each shape of the drawing lies from the same in the figure, in CSS pixels: the largest of left, top, right, bottom.
(css) => {
  const found = [];
  for (const drawn of document.querySelectorAll(css)) {
    const kind = drawn.tagName === "circle" ? ".point" : ".choroplethlocation";
    const other = document.querySelector(`.plate .live ${kind}[data-id="${drawn.dataset.id}"]`);
    const [a, b] = [drawn, other].map((shape) => shape && shape.getBoundingClientRect());
    const apart = b && Math.max(...["left", "top", "right", "bottom"].map((side) => Math.abs(a[side] - b[side])));
    found.push([drawn.dataset.id, apart]);
  }
  return found;
}
