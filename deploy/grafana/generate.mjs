#!/usr/bin/env node
// Writes dashboards/*.json, which Grafana reads, from dashboards.mjs, which people read. With --check it only says
// whether they are up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { dashboards } from "./dashboards.mjs";

const folder = new URL("dashboards/", import.meta.url);
const datasource = { type: "prometheus", uid: "prometheus" };
const columns = 3;
const width = 24 / columns;
const height = 8;

const panel = ({ title, unit = "short", of, stat, note, max }, index) => ({
  id: index + 1,
  title,
  ...(note && { description: note }),
  type: stat ? "stat" : "timeseries",
  datasource,
  gridPos: { x: (index % columns) * width, y: Math.floor(index / columns) * height, w: width, h: height },
  fieldConfig: { defaults: { unit, min: 0, ...(max !== undefined && { max }) }, overrides: [] },
  targets: Object.entries(of).map(([legend, expr], target) => ({
    refId: String.fromCharCode(65 + target),
    expr,
    legendFormat: legend,
    ...(stat && { instant: true }),
  })),
});

const variable = ([name, query]) => ({
  name,
  type: "query",
  datasource,
  query: { query, refId: name },
  refresh: 2,
  multi: true,
  includeAll: true,
  current: { text: ["All"], value: ["$__all"] },
});

let stale = false;
for (const { uid, title, variables = {}, panels } of dashboards) {
  const json = JSON.stringify(
    {
      uid,
      title,
      tags: ["image-portal"],
      schemaVersion: 39,
      editable: false,
      refresh: "30s",
      time: { from: "now-1h", to: "now" },
      templating: { list: Object.entries(variables).map(variable) },
      panels: panels.map(panel),
    },
    null,
    1,
  );
  const file = new URL(`${uid}.json`, folder);
  if (process.argv.includes("--check")) {
    stale ||= readFileSync(file, "utf8") !== `${json}\n`;
  } else {
    writeFileSync(file, `${json}\n`);
  }
}
if (stale) {
  console.error("deploy/grafana/dashboards is not what dashboards.mjs says: run deploy/grafana/generate.mjs");
  process.exit(1);
}
