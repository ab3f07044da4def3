// What is left out of plotly.js, and why. Paths are those inside node_modules. A rule that meets nothing stops the
// build, so a new version of plotly.js cannot quietly bring back what was taken out.

// Replaced by an object, or by a function, that does nothing.
const NO_BUTTONS =
    "{ moduleType: 'component', name: 'modebar', manage() {}, " +
    "supplyLayoutDefaults(_, out) { out.modebar = { orientation: 'h' }; } }";
const NO_SELECTION =
    '{ prepSelect() {}, clearOutline() {}, selectOnClick() {}, clearSelectionsCache() {}, reselect() {} }';
const NO_PICTURE = "() => Promise.reject(new Error('pictures are made by the server'))";
export const NOTHING = {
    // Places are found by the id of our own areas: no names of countries, no base maps, none of the ninety projections
    // beyond those in parts/d3-geo.js.
    'country-iso-search/dist/index.cjs': '{ COUNTRIES: [], createLookup: () => ({ lookupAlpha3() {} }) }',
    'plotly.js/src/lib/custom_country_codes.js': '{ COUNTRIES_X: [] }',
    'plotly.js/src/lib/usa_location_names.js': '{ usaLocationAbbreviations: new Set(), usaLocationList: {} }',
    'topojson-client/dist/topojson-client.js': '{ feature: () => ({ features: [] }) }',
    'd3-geo-projection/dist/d3-geo-projection.js': '{}',
    'maplibre-gl/dist/maplibre-gl.css': '{}',
    // Buttons over the chart: the site has its own, and some of these lead to a third party.
    'plotly.js/src/components/modebar/index.js': NO_BUTTONS,
    // Drawing and selecting with the mouse.
    'plotly.js/src/components/selections/index.js': NO_SELECTION,
    // Pictures, schemas and templates: made or checked on the server.
    'plotly.js/src/plot_api/to_image.js': NO_PICTURE,
    'plotly.js/src/snapshot/download.js': NO_PICTURE,
    'plotly.js/src/plot_api/validate.js': '() => undefined',
    'plotly.js/src/plot_api/template_api.js': '{ makeTemplate() {}, validateTemplate() {} }',
    'plotly.js/src/constants/docs.js': '{}'
};

// Absent from the map's file and in place once the second file has loaded: names of functions, or none where the module
// is itself a function.
export const LATE = {
    'plotly.js/src/components/legend/defaults.js': [],
    'plotly.js/src/components/legend/draw.js': [],
    'plotly.js/src/components/shapes/draw.js': ['eraseActiveShape'],
    'plotly.js/src/plots/cartesian/graph_interact.js': ['initInteractions', 'updateFx']
};

// Another file in place of the one that plotly names.
export const INSTEAD = {
    culori: 'parts/culori.js',
    'd3-geo': 'parts/d3-geo.js'
};

// d3 3 is one file that no bundler can thin out; it is put together anew from these of its sources.
export const D3 = [
    'start.js',
    'compat/index.js',
    'arrays/extent.js',
    'arrays/max.js',
    'arrays/min.js',
    'behavior/drag.js',
    'behavior/zoom.js',
    'core/rebind.js',
    'event/index.js',
    'format/round.js',
    'interpolate/ease.js',
    'interpolate/interpolate.js',
    'scale/linear.js',
    'selection/index.js',
    'transition/index.js',
    'xhr/json.js',
    'end.js'
];

const PROJECTIONS = [
    'azimuthal equal area',
    'equal earth',
    'equirectangular',
    'mercator',
    'natural earth',
    'natural earth1',
    'orthographic'
];

const isKept = (line) => PROJECTIONS.includes(/^ *'?([^':]+)'?: '/.exec(line)?.[1]);

// Passages of plotly's own files: [file, what to find, what to put there].
export const PATCHES = [
    // No address of a third party, not even as a default or in a message.
    ['plotly.js/src/plot_api/plot_config.js', "'https://cdn.plot.ly/un/'", "'/'"],
    ['plotly.js/src/plot_api/plot_config.js', "'https://cloud.plotly.com/newchart'", "''"],
    ['plotly.js/src/plot_api/plot_config.js', /(showSendToCloud: \{\s+valType: 'boolean',\s+dflt: )true/, '$1false'],
    ['plotly.js/src/plot_api/plot_api.js', / For more details, see ' \+\s+'https:\/\/plotly\.com[a-z/]+/g, ''],
    ['plotly.js/src/plots/plots.js', /\nplots\.sendDataToCloud = function[\s\S]*?\n\};\n/, '\n'],
    ['plotly.js/build/plotcss.js', /^ *"X[^"]*\.(modebar|plotly-cloud)[^"]*": .*\n/gm, ''],
    // Styles are set one by one, never as an attribute, which a policy without 'unsafe-inline' forbids.
    ['plotly.js/src/components/colorbar/draw.js', /\.attr\('style', ''\)/g, ''],
    [
        'plotly.js/src/traces/heatmap/plot.js',
        "attr('style', PIXELATED_IMAGE_STYLE)",
        "style('image-rendering', 'pixelated')"
    ],
    ['plotly.js/src/lib/svg_text_utils.js', 'if(nodeSpec.style) nodeAttrs.style = nodeSpec.style;', ''],
    [
        'plotly.js/src/lib/svg_text_utils.js',
        /d3\.select\(newNode\)\.attr\(nodeAttrs\);(?=\s+currentNode = nodeSpec\.node)/,
        '$& newNode.style.cssText = nodeSpec.style || "";'
    ],
    // A map alone has no shapes.
    ['plotly.js/src/plot_api/plot_api.js', 'var shapes = fullLayout.shapes;', 'var shapes = fullLayout.shapes || [];'],
    // What parts/d3-geo.js does not hold must not be on offer; an unknown name then falls back to the default.
    [
        'plotly.js/src/plots/geo/constants.js',
        /(exports\.projNames = \{\n)([\s\S]*?)(\n\};)/,
        (_, start, names, end) => start + names.split('\n').filter(isKept).join('\n') + end
    ],
    ['plotly.js/src/plots/geo/constants.js', /(exports\.scopeDefaults = \{\s+world: \{[^{}]*\})[\s\S]*?(\n\};)/, '$1$2']
];
