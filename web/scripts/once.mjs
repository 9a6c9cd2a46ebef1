// node scripts/once.mjs NAME [skip...]: runs the npm script NAME, unless it went well before with the same inputs or
// one of the other arguments is "true".
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const inputs = ["index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "vitest.config.ts",
  "public", "scripts", "src"];
const [name, ...skip] = process.argv.slice(2);
if (skip.includes("true")) process.exit(0);

const hash = createHash("sha256").update(process.version);
const read = (path) => hash.update(path).update(readFileSync(path));
for (const input of inputs) {
  if (input.includes(".")) read(input);
  else {
    readdirSync(input, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort()
      .forEach(read);
  }
}
const state = hash.digest("hex");
const stamp = `target/${name}.stamp`;
if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) process.exit(0);

const { status } = spawnSync("npm", ["run", "--silent", name], { stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
mkdirSync("target", { recursive: true });
writeFileSync(stamp, state);
