// Fails when what Home loads first is over budget: the entry, what it imports, and what the Home route imports.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = "target/classes/web";
const budget = { script: 110_000, style: 16_000 };
const manifest = JSON.parse(readFileSync(`${folder}/.vite/manifest.json`, "utf8"));

const scripts = new Set();
const styles = new Set();
const visit = (name) => {
  const chunk = manifest[name];
  if (!chunk || scripts.has(chunk.file)) return;
  scripts.add(chunk.file);
  for (const style of chunk.css ?? []) styles.add(style);
  for (const imported of chunk.imports ?? []) visit(imported);
};
visit("index.html");
visit("src/pages/Home.tsx");
const bytes = [...scripts].map((file) => readFileSync(`${folder}/${file}`));
const theme = readFileSync(`${folder}/theme.js`);

const gzip = (parts) => parts.reduce((sum, part) => sum + gzipSync(part, { level: 9 }).length, 0);
const brotli = (parts) => parts.reduce((sum, part) => sum + brotliCompressSync(part).length, 0);
const styleBytes = [...styles].map((file) => readFileSync(`${folder}/${file}`));

const script = gzip([...bytes, theme]);
const style = gzip(styleBytes);
console.log(`Home's first load: script ${script} bytes gzip (${brotli([...bytes, theme])} Brotli) of ${budget.script}, ` +
  `style ${style} bytes gzip of ${budget.style}`);
if (script > budget.script || style > budget.style) {
  console.error("Over budget: load later what Home does not need.");
  process.exit(1);
}
