'use strict';
// Lines, bars and cells on top of geo.cjs: the same Plotly, more trace types. Loaded after it.

const Registry = require('plotly.js/src/registry');

require('fill-late-modules');

// In the order of plotly's src/core.js: the defaults of a component may depend on those before it.
const before = { ...Registry.componentsRegistry };
for (const name of Object.keys(before)) delete Registry.componentsRegistry[name];
Registry.register([
    require('plotly.js/src/components/annotations'),
    require('plotly.js/src/components/shapes'),
    require('plotly.js/src/components/grid'),
    require('plotly.js/src/components/errorbars'),
    before.colorscale,
    require('plotly.js/src/components/colorbar'),
    require('plotly.js/src/components/legend'),
    before.fx,
    before.modebar
]);
delete Registry.subplotsRegistry.cartesian;
Registry.register([
    require('plotly.js/src/traces/scatter'),
    require('plotly.js/src/traces/bar'),
    require('plotly.js/src/traces/heatmap')
]);
