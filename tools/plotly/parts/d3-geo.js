// What plotly's map calls, and the projections that plan.mjs keeps.
export { geoBounds, geoDistance, geoPath } from 'd3-geo/src/index.js';
export { geoAzimuthalEqualArea, geoEqualEarth, geoEquirectangular, geoMercator } from 'd3-geo/src/index.js';
export { geoNaturalEarth1, geoNaturalEarth1 as geoNaturalEarth, geoOrthographic } from 'd3-geo/src/index.js';
