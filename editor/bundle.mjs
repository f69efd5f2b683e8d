// Makes of Sveltia CMS what a site can serve itself: node bundle.mjs FOLDER. The program is one file and its parts,
// beside them its fonts, its decoders of pictures, and whose work all this is. Nothing is asked of anybody's server.
import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const [out] = process.argv.slice(2);
const found = createRequire(import.meta.url);
const home = dirname(dirname(found.resolve("@sveltia/cms")));
const words = JSON.parse(await readFile(new URL("words.json", import.meta.url), "utf8"));

/** The texts of a file with other words; each must be there, so that a newer Sveltia is looked at again. */
async function reworded(path) {
  const lang = path.endsWith("nl.json") ? "nl" : "en";
  const changes = [...Object.entries(words[lang]), ...(path.endsWith(".js") ? mended : [])];
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${path} no longer says “${from}”: mend bundle.mjs or words.json`);
    return text.replaceAll(from, to);
  }, await readFile(path, "utf8"));
}

const CDN = "https://cdn.jsdelivr.net/fontsource/fonts";
const mended = [
  // its fonts lie beside it: it asks nobody else for them
  [`url(${CDN}/source-sans-3:vf@5.3.0/latin-wght-normal.woff2)`, "local('')"],
  [`url(${CDN}/noto-mono@5.3.0/latin-400-normal.woff2)`, "local('')"],
  [`url(${CDN}/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2)`, "local('')"],
  // how a code host is doing is no question for whoever writes a text
  ["https://www.githubstatus.com/api/v2/status.json", "data:application/json,{%22status%22:{%22indicator%22:%22none%22}}"],
  [
    "https://status-api.hostedstatus.com/1.0/status/5b36dc6502d06804c08349f7",
    "data:application/json,{%22result%22:{%22status_overall%22:{%22status_code%22:100}}}",
  ],
  // a card takes the cursor when it is put in, not when a text is opened: on a telephone the page would leap there
  ['[role="textbox"][aria-readonly="false"]', '[role="textbox"][aria-readonly="false"]:focus-within'],
];

const ours = {
  name: "expertstatus",
  setup(making) {
    making.onLoad({ filter: /@sveltia\/cms\/(?:npm\/index\.js|locales\/(?:nl|en-US)\.json)$/ }, async ({ path }) => ({
      contents: await reworded(path),
      loader: path.endsWith(".json") ? "json" : "js",
    }));
    // three hundred files that colour programs: nobody writes those here
    making.onResolve({ filter: /^@shikijs\// }, () => ({ path: "colourless", namespace: "colourless" }));
    making.onLoad({ filter: /.*/, namespace: "colourless" }, () => ({ contents: "export default []" }));
  },
};

await build({
  entryPoints: { cms: "./entry.mjs" },
  absWorkingDir: dirname(new URL(import.meta.url).pathname),
  outdir: out,
  chunkNames: "parts/[name]-[hash]", // one folder down, as in the package: the parts look for ../assets
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  plugins: [ours],
});
await cp(join(home, "npm", "assets"), join(out, "assets"), { recursive: true, filter: (file) => !file.endsWith(".map") });

const lock = JSON.parse(await readFile(new URL("package-lock.json", import.meta.url), "utf8"));
await mkdir(join(out, "licences"), { recursive: true });
for (const [place, { dev }] of Object.entries(lock.packages)) {
  if (!place || dev) continue;
  const folder = new URL(`${place}/`, import.meta.url);
  const named = (await readdir(folder)).filter((name) => /^licen[cs]e/i.test(name)).sort();
  const kept = place.replace("node_modules/", "").replaceAll("/", "-");
  for (const name of named.slice(0, 1)) await cp(new URL(name, folder), join(out, "licences", `${kept}.txt`));
}
