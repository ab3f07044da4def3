// The homicide rate of Kenya by year, from the API. Runs in a browser or in Node 18 and later, without packages.
const site = (globalThis.process?.env.COMMON_MEASURE ?? "http://127.0.0.1:8050").replace(/\/$/, "");
const query = new URLSearchParams({ indicator: "homicide_rate_per_100000", area: "KEN", dims: "sex:total" });

for (let cursor = ""; cursor !== null; ) {
  if (cursor) query.set("cursor", cursor);
  const answer = await fetch(`${site}/api/v1/observations?${query}`);
  const page = await answer.json();
  if (!page.ok) throw new Error(page.errors.join("; "));
  for (const row of page.data) {
    console.log(row.period, row.value === null ? `no figure: ${row.missing_reason}` : `${row.value} ${row.unit}`);
  }
  cursor = page.next;
}
