'use strict';
// plotly's src/core.js with what a map needs and nothing else. What a map does not need is registered by cartesian.cjs.

// Base layers are never drawn, so the world's base map is empty; a map asks no server for it.
const assets = (window.PlotlyGeoAssets = window.PlotlyGeoAssets || {});
assets.topojson = assets.topojson || {};
assets.topojson.world_110m = assets.topojson.world_110m || {};
assets.topojson.world_50m = assets.topojson.world_50m || {};

require('plotly.js/build/plotcss');

const Registry = require('plotly.js/src/registry');
const api = require('plotly.js/src/plot_api');
const Plots = require('plotly.js/src/plots/plots');
const Fx = require('plotly.js/src/components/fx');

// plotly counts on axes even where no figure has any, as in an empty one: these have nothing to draw.
const { attrRegex, idRegex } = require('plotly.js/src/plots/cartesian/constants');
Registry.subplotsRegistry.cartesian = {
    name: 'cartesian',
    attr: ['xaxis', 'yaxis'],
    idRoot: ['x', 'y'],
    idRegex,
    attrRegex,
    finalizeSubplots() {},
    plot() {}
};

exports.version = require('plotly.js/src/version').version;
exports.register = Registry.register;
for (const name of Object.keys(api)) {
    if (name[0] !== '_') exports[name] = api[name];
    Registry.register({ moduleType: 'apiMethod', name, fn: api[name] });
}
Registry.register([
    require('plotly.js/src/components/colorscale'),
    Fx,
    require('plotly.js/src/components/modebar'),
    require('plotly.js/src/locale-en'),
    require('plotly.js/src/locale-en-us'),
    require('plotly.js/src/traces/choropleth'),
    require('plotly.js/src/traces/scattergeo')
]);
if (Array.isArray(window.PlotlyLocales)) {
    Registry.register(window.PlotlyLocales);
    delete window.PlotlyLocales;
}

exports.Plots = { resize: Plots.resize, graphJson: Plots.graphJson };
exports.Fx = { hover: Fx.hover, unhover: Fx.unhover, loneHover: Fx.loneHover, loneUnhover: Fx.loneUnhover };

// For cartesian.cjs: the modules that it shares with this file, and the places that wait for it.
exports._shared = require('shared-modules');
exports._late = require('late-modules');
