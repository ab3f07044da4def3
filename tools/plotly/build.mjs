// Builds the two slim plotly.js files of the site. Run by build.sh; `node build.mjs --list` shows what they consist of.
import { parse } from 'acorn';
import * as esbuild from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { D3, INSTEAD, LATE, NOTHING, PATCHES } from './plan.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const MODULES = path.join(HERE, 'node_modules') + path.sep;
const OUT = path.resolve(HERE, '../../assets/vendor');
const SOURCES = ['build.mjs', 'build.sh', 'package-lock.json', 'package.json', 'plan.mjs', 'parts/'];
const unused = new Set([...Object.keys(NOTHING), ...Object.keys(LATE), ...Object.keys(INSTEAD), ...PATCHES.keys()]);

const within = (file) => (file.startsWith(MODULES) ? file.slice(MODULES.length).split(path.sep).join('/') : '');
const use = (rule) => unused.delete(rule);

/** d3 3 from the chosen of its sources, which name what they need as `import "../core/array";`. */
function chosenD3() {
    const seen = new Set();
    const read = (file) => {
        if (seen.has(file)) return '';
        seen.add(file);
        return readFileSync(file, 'utf8').replace(/^import "(.+)";$/gm, (_, name) =>
            read(path.join(path.dirname(file), name.endsWith('/') ? `${name}index.js` : `${name}.js`))
        );
    };
    return D3.map((name) => read(path.join(MODULES, '@plotly/d3/src', name))).join('\n');
}

const PROSE = new Set(['BinaryExpression', 'CallExpression', 'Literal', 'TemplateLiteral']);

/** The text without the `description` of attributes: documentation that nothing reads while a figure is drawn. */
function withoutDescriptions(text) {
    if (!text.includes('description')) return text;
    const cuts = [];
    const walk = (node) => {
        if (node.type === 'ObjectExpression') {
            for (const property of node.properties) {
                if (property.key?.name !== 'description' || !PROSE.has(property.value.type)) continue;
                const comma = /^\s*,/.exec(text.slice(property.end));
                cuts.push([property.start, property.end + (comma ? comma[0].length : 0)]);
            }
        }
        for (const child of Object.values(node).flat()) if (typeof child?.type === 'string') walk(child);
    };
    walk(parse(text, { ecmaVersion: 'latest' }));
    for (const [start, end] of cuts.sort((a, b) => b[0] - a[0])) text = text.slice(0, start) + text.slice(end);
    return text;
}

function patched(file, text) {
    for (const [number, [name, find, put]] of PATCHES.entries()) {
        if (name !== file) continue;
        const changed = text.replace(find, put);
        if (changed !== text) use(number);
        text = changed;
    }
    return text;
}

/** What stands in a module in place of its own text, if anything. `shared`: modules that the first file already has. */
function replaced(file, shared) {
    if (shared?.has(file)) return `module.exports = window.Plotly._shared[${shared.get(file)}];`;
    if (file in NOTHING) return use(file), `module.exports = ${NOTHING[file]};`;
    if (file in LATE && !shared) {
        const late = `late[${JSON.stringify(file)}]`;
        const names = LATE[file].map((name) => `${name}: (...all) => ${late}?.${name}(...all)`);
        const made = LATE[file].length ? `{ ${names.join(', ')} }` : `(...all) => ${late}?.(...all)`;
        return use(file), `const late = require('late-modules'); module.exports = ${made};`;
    }
    return file === '@plotly/d3/d3.js' ? chosenD3() : null;
}

/** Modules that exist in neither package: what the two files give each other. */
function made(name, offered) {
    const from = (file) => `require(${JSON.stringify(`./${file}`)})`;
    if (name === 'late-modules') return 'module.exports = {};';
    if (name === 'shared-modules') return `module.exports = [${offered.map(from).join(', ')}];`;
    return Object.keys(LATE).map((file) => `window.Plotly._late[${JSON.stringify(file)}] = ${from(file)};`).join('\n');
}

async function bundle(entry, { shared, offered = [] } = {}) {
    const asked = new Set();
    const slim = {
        name: 'slim',
        setup(build) {
            const namespace = 'made';
            build.onResolve({ filter: /^(shared|late|fill-late)-modules$/ }, ({ path }) => ({ path, namespace }));
            build.onLoad({ filter: /./, namespace }, (at) => {
                return { contents: made(at.path, offered), resolveDir: MODULES };
            });
            build.onResolve({ filter: /^[a-z0-9-]+$/ }, ({ path: name }) =>
                name in INSTEAD ? (use(name), { path: path.join(HERE, INSTEAD[name]) }) : undefined
            );
            build.onLoad({ filter: /\.(c|m)?js$|\.css$/ }, (at) => {
                const file = within(at.path);
                if (shared?.has(file)) asked.add(file);
                const text = replaced(file, shared);
                if (text !== null) return { contents: text, loader: 'js' };
                if (!file.startsWith('plotly.js/')) return undefined;
                return { contents: withoutDescriptions(patched(file, readFileSync(at.path, 'utf8'))), loader: 'js' };
            });
        }
    };
    const result = await esbuild.build({
        entryPoints: [path.join(HERE, entry)],
        absWorkingDir: HERE,
        outfile: path.join(OUT, 'made.js'),
        write: false,
        bundle: true,
        minify: true,
        metafile: true,
        format: 'iife',
        globalName: entry.endsWith('geo.cjs') ? 'Plotly' : undefined,
        target: 'es2020',
        charset: 'utf8',
        legalComments: 'none',
        // No loader of modules may take the file for its own: it is a plain script.
        define: { global: 'window', define: 'undefined' },
        logLevel: 'warning',
        plugins: [slim]
    });
    const [{ inputs }] = Object.values(result.metafile.outputs);
    const known = (name) => within(path.resolve(HERE, name));
    const sizes = Object.entries(inputs).map(([name, { bytesInOutput }]) => [known(name), bytesInOutput]);
    const files = Object.keys(result.metafile.inputs).map(known).filter(Boolean);
    return { text: result.outputFiles[0].text, asked: [...asked].sort(), sizes, files };
}

/** Both files. The first build tells which modules the map has, the second which of them the other file asks for. */
async function both() {
    const first = await bundle('parts/geo.cjs');
    const all = new Map(first.files.filter((file) => !(file in LATE)).map((file, number) => [file, number]));
    const { asked } = await bundle('parts/cartesian.cjs', { shared: all });
    const geo = await bundle('parts/geo.cjs', { offered: asked });
    const shared = new Map(asked.map((file, number) => [file, number]));
    const cartesian = await bundle('parts/cartesian.cjs', { shared });
    return { geo, cartesian };
}

const packageOf = (file) => file.split('/').slice(0, file.startsWith('@') ? 2 : 1).join('/');

/** The licence of every package of which some bytes are in a file. */
function licences(bundles) {
    const kept = ([file, size]) => file && size && !(file in NOTHING);
    const names = new Set(bundles.flatMap(({ sizes }) => sizes.filter(kept).map(([file]) => packageOf(file))));
    return [...names].sort().map((name) => {
        const folder = path.join(MODULES, name);
        const { version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
        const file = readdirSync(folder).sort().find((entry) => /^(licen[cs]e|copying)/i.test(entry));
        if (!file && !license) throw new Error(`${name}: no licence`);
        const text = file
            ? readFileSync(path.join(folder, file), 'utf8')
            : `${license} License, ${author?.name ?? author}. The package holds no licence file.`;
        const title = `${name} ${version}`;
        return `${title}\n${'-'.repeat(title.length)}\n${text.replace(/\r/g, '').replace(/[ \t]+$/gm, '').trim()}\n`;
    });
}

const { geo, cartesian } = await both();
if (unused.size) {
    const rules = [...unused].map((rule) => PATCHES[rule]?.slice(0, 2).join(' ') ?? rule);
    throw new Error(`rules of plan.mjs that met nothing: ${rules.join(', ')}`);
}
const french = await bundle('parts/fr.cjs');
const version = JSON.parse(readFileSync(path.join(MODULES, 'plotly.js/package.json'), 'utf8')).version;
const note = `/* plotly.js ${version}, slimmed by tools/plotly; licences in plotly.LICENSE */\n`;
const files = {
    'plotly-cartesian.min.js': note + cartesian.text,
    'plotly-fr.min.js': note + french.text,
    'plotly-geo.min.js': note + geo.text,
    'plotly.LICENSE': licences([geo, cartesian, french]).join('\n')
};
mkdirSync(OUT, { recursive: true });
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const sums = [];
for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(OUT, name), text);
    sums.push(`${hash(text)}  ${name}\n`);
    console.log(`${name}: ${Buffer.byteLength(text)} bytes, brotli ${brotliCompressSync(text).length}`);
}
const filesOf = (name) =>
    name.endsWith('/') ? readdirSync(path.join(HERE, name)).sort().map((file) => name + file) : name;
for (const name of SOURCES.flatMap(filesOf)) {
    sums.push(`${hash(readFileSync(path.join(HERE, name)))}  ../../tools/plotly/${name}\n`);
}
writeFileSync(path.join(OUT, 'SHA256SUMS'), sums.join(''));
if (process.argv.includes('--list')) {
    for (const [name, { sizes }] of Object.entries({ geo, cartesian })) {
        console.log(`\n${name}`);
        const largest = sizes.sort((a, b) => b[1] - a[1]).slice(0, 60);
        for (const [file, size] of largest) console.log(`${String(size).padStart(8)} ${file}`);
    }
}
