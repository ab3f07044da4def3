// What a page says and draws, the one in the browser or one that was fetched: (document) => texts and classes.
(page) => {
  const text = (e) => e ? e.textContent.replace(/\s+/g, " ").trim() : null;
  const all = (css) => [...page.querySelectorAll(css)];
  const css = (e) => e.getAttribute("class").replace(" is-at", "");
  const part = (name) => page.querySelector(`[data-part=${name}]`);
  const range = page.getElementById("year-range");
  const year = page.getElementById("year-select");
  return {
    title: text(part("title")),
    window: page.title,
    sentence: text(part("sentence")),
    unit: text(part("unit")),
    notes: text(part("notes")),
    legend: all("[data-part=key] .leg").map((e) => [e.dataset.fill, text(e.querySelector(".leg-label")),
      text(e.querySelector(".leg-count")), text(e.querySelector(".leg-names"))]),
    counted: text(page.querySelector(".leg-total")),
    strip: all(".strip span[data-id]").map(text),
    year: year && text(year.selectedOptions ? year.selectedOptions[0] : null),
    slider: range && range.getAttribute("aria-valuetext"),
    now: text(page.getElementById("year-now")),
    named: all(".lead-named, .named h2").map(text),
    areas: Object.fromEntries(all(".plate[data-chart=map] .static .areas .a").map((e) => [e.dataset.id, css(e)])),
    circles: all(".plate[data-chart=map] .static :is(.dot, .circles) circle").map((e) => [e.dataset.id, css(e)].join(" ")).sort(),
    table: all("#values tbody tr").map(text),
    caption: text(page.querySelector("#values caption")),
    chips: all(".chips-list li").map(text),
    trend: all("#trend .static svg").map((e) => e.querySelectorAll(".pt").length),
    permanent: (page.querySelector("a.permanent") || {getAttribute: () => null}).getAttribute("href"),
    copy: text(page.getElementById("copy-text")),
    canonical: (page.querySelector("link[rel=canonical]") || {getAttribute: () => null}).getAttribute("href"),
  };
}
