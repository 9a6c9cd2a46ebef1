// node web/scripts/screenshots.mjs [ADDRESS]: makes the README's screenshots of the portal that runs there, by default
// `./portal run --demo` on http://localhost:8080, with the machine's Chromium (or what PORTAL_CHROMIUM names).
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const portal = process.argv[2] ?? "http://localhost:8080";
const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const profile = mkdtempSync(join(tmpdir(), "screenshots-"));
const shots = [
  { file: "home.webp", width: 1440, height: 900, scale: 1, theme: "light", path: async () => "/" },
  { file: "picture.webp", width: 390, height: 844, scale: 2, theme: "dark", path: firstOf("demo_peaks") },
];

/** The newest picture of a person of the demo. */
function firstOf(username) {
  return async () => {
    const page = await (await fetch(`${portal}/api/users/${username}/images?limit=1`)).json();
    return `/i/${page.items[0].id}`;
  };
}

const chromium = spawn(process.env["PORTAL_CHROMIUM"] ?? "chromium", ["--headless", "--no-sandbox", "--hide-scrollbars",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", `--user-data-dir=${profile}`,
  "--remote-debugging-pipe", "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const answers = new Map();
let lastId = 0;
let received = "";
chromium.stdio[4].setEncoding("utf8").on("data", (text) => {
  const messages = (received + text).split("\0");
  received = messages.pop();
  for (const message of messages.map((one) => JSON.parse(one))) {
    const answer = answers.get(message.id);
    answers.delete(message.id);
    if (message.error) answer?.reject(new Error(message.error.message));
    else answer?.resolve(message.result);
  }
});

/** Speaks the Chrome DevTools Protocol: JSON messages with a zero byte behind each. */
function tell(method, params = {}, sessionId = undefined) {
  const id = ++lastId;
  chromium.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  return new Promise((resolve, reject) => answers.set(id, { resolve, reject }));
}

async function take({ file, width, height, scale, theme, path }) {
  const { targetId } = await tell("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await tell("Target.attachToTarget", { targetId, flatten: true });
  const page = (method, params) => tell(method, params, sessionId);
  const mobile = width < 600;
  await page("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile });
  await page("Emulation.setTouchEmulationEnabled", { enabled: mobile });
  await page("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: theme }] });
  await page("Page.navigate", { url: portal + (await path()) });
  const shown = `(() => {
    const images = [...document.querySelectorAll("main img")].filter((image) => image.getBoundingClientRect().top < innerHeight);
    return images.length > 0 && images.every((image) => image.complete);
  })()`;
  for (let tries = 0; !(await page("Runtime.evaluate", { expression: shown })).result.value; tries++) {
    if (tries > 120) throw new Error(`no pictures at ${portal}`);
    await pause(500);
  }
  // What was decoded is painted with the next frames.
  await pause(500);
  const { data } = await page("Page.captureScreenshot", { format: "webp", quality: 75 });
  writeFileSync(join(folder, file), Buffer.from(data, "base64"));
  console.log(join(folder, file));
}

mkdirSync(folder, { recursive: true });
try {
  for (const shot of shots) await take(shot);
} finally {
  await tell("Browser.close").catch(() => {});
  await new Promise((resolve) => chromium.on("exit", resolve));
  rmSync(profile, { recursive: true, force: true });
}
