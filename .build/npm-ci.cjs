// Installs the npm packages of the working folder as its package-lock.json says, unless they are there already.
const { execFileSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");

const NODE = 20;
const stamp = "node_modules/.installed";

const major = Number(process.versions.node.split(".")[0]);
if (major < NODE) {
  console.error(`Image Portal needs Node ${NODE} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  execFileSync("npm", ["ci", "--no-progress", "--loglevel=error"], { stdio: "inherit" });
  writeFileSync(stamp, wanted);
}
