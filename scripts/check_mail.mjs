// Loads each mail in Chromium and asks axe-core and caniemail's data about it; prints one JSON value.
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, browserPath, ...files] = process.argv.slice(2);
const require = createRequire(`${modules}/package.json`);
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { caniemail } = await import(pathToFileURL(require.resolve("caniemail")).href);

const CLIENTS = [
  "gmail.desktop-webmail", "gmail.ios", "gmail.android", "apple-mail.macos", "apple-mail.ios",
  "outlook.windows", "outlook.outlook-com", "outlook.macos", "outlook.ios", "outlook.android",
  "yahoo.desktop-webmail", "yahoo.ios", "yahoo.android",
];
// What a program may leave out without a reader missing anything: the mail is whole without <style>,
// so phones, dark grounds and the selectors for them are extras. Of the rest, overflow (-wrap) and
// word-break part words that are longer than a line, white-space keeps "No. 12" together, and <body>
// becomes a <div> in some programs: our language and direction stand on one inside, beside its label.
// Yahoo makes a min-height of height, which only pictures have, beside the attributes with their size.
const POLISH = /^(@media|color-scheme (css property|meta tag)|attribute selector|chaining selectors|overflow(-wrap)?|height property|word-break|white-space|<body> element|aria-label attribute)$/i;

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const result = {};
for (const file of files) {
  const html = fs.readFileSync(file, "utf8");
  const found = (result[file] = { overflow: [], axe: [], unsupported: [] });
  const unsupported = new Set();
  for (const colorScheme of ["light", "dark"]) {
    const page = await (await browser.newContext({ colorScheme })).newPage();
    for (const [name, content] of [["", html], [" without <style>", html.replace(/<style[\s\S]*?<\/style>/g, "")]])
      for (const width of [320, 375, 480, 600, 680]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(pathToFileURL(file).href); // from where pictures are found
        await page.setContent(content, { waitUntil: "load" });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) found.overflow.push(`${over} px at ${width}${name}, ${colorScheme}`);
      }
    await page.setContent(html);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run({ rules: { region: { enabled: false }, "landmark-one-main": { enabled: false } } }));
    for (const one of violations) found.axe.push(`${one.id} × ${one.nodes.length}, ${colorScheme}: ${one.nodes[0].html.slice(0, 100)}`);
    await page.close();
  }
  for (const client of CLIENTS) {
    try {
      const { issues } = caniemail({ clients: [client], html });
      for (const [, list] of issues.errors) for (const one of list) if (!POLISH.test(one.title)) unsupported.add(`${one.title} in ${client}`);
    } catch { /* The data knows nothing of this client. */ }
  }
  found.unsupported = [...unsupported];
}
await browser.close();
process.stdout.write(JSON.stringify(result));
