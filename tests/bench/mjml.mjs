// Compiles MJML files one after another in this one process; prints what each took as one JSON value.
import fs from "node:fs";
import { createRequire } from "node:module";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(`${modules}/package.json`);
const loaded = require("mjml");
const compile = loaded.default ?? loaded;
const { version } = require("mjml/package.json");

const sources = files.map((file) => fs.readFileSync(file, "utf8"));
const WARM_UP = 15;
let size = 0;
const milliseconds = [];
for (const [round, source] of [...sources.slice(-1).flatMap((one) => Array(WARM_UP).fill(one)), ...sources].entries()) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { html, errors } = await compile(source);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  if (errors.length) throw new Error(errors[0].formattedMessage);
  if (round < WARM_UP) continue;
  if (milliseconds.length === 0) size = Buffer.byteLength(html);
  milliseconds.push([(user + system) / 1000, wall]);
}
process.stdout.write(JSON.stringify({ version, milliseconds, size }));
