// SPDX-License-Identifier: GPL-3.0-or-later
// check.js - drives the pages of `export FILE.html` in headless Chromium as a student would: to the end and back, by
// buttons, keys and slider; every number is compared with what print gives in the program itself.
//
// Arguments: the program, Chromium, a folder for the pages and pictures to look at.

"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const [program, browserPath, folder] = process.argv.slice(2);
const axe = require.resolve("axe-core/axe.min.js");

const HOSTILE = "<img src=x onerror=alert(1)> & 'b' {{c}}";

const pages = [
  { name: "notes", commands: "goto 3" },
  { name: "long", commands: "g = tanh; g* = sigmoid; v = -0.93; u = 0.77; x = sine 50 7.3; y = ones 50; y<9> = 0.25", largest: 300000 },
  { name: "series", commands: "loss = mse; v = 0.97; x = sine 50 9.1; y = sine 50 5.7; goto 50", largest: 300000, still: true },
  { name: "matrix", commands: "example matrix" },
  { name: "unset", commands: "y<3> = none" },
  { name: "broken", commands: "bug 2; truncate 2; goto 2" },
  { name: "undefined", commands: "v = 3; W_y = 5" },
  { name: HOSTILE, commands: "goto 1" },
];

function unroll(lines) {
  const state = path.join(folder, "state");
  return execFileSync(program, ["--line", "--no-init"], {
    input: lines.join("\n") + "\n", encoding: "utf8", env: { ...process.env, XDG_STATE_HOME: state, LC_ALL: "C.UTF-8" },
  });
}

let passed = 0;
function passes(what) {
  passed++;
  console.log(`ok ${passed} - ${what}`);
}

// Every named number that the page shows now: name, exact value, and the characters a reader sees.
function namedNumbers(page) {
  return page.$$eval("[data-name]", (elements) => elements.map((element) => ({
    name: element.dataset.name, exact: element.value ?? element.dataset.value,
    seen: element.textContent.replaceAll("−", "-").replaceAll(/[()\s]/g, ""),
  })));
}

const withoutBlanks = (text) => text.replaceAll(/\s/g, "");

// The program is asked for all names at once.
function compareWithProgram(commands, numbers, what) {
  const names = [...numbers.keys()];
  const answers = unroll([commands, ...names.map((name) => `print ${name}`)]).trimEnd().split("\n").slice(-names.length);
  names.forEach((name, i) => assert.strictEqual(numbers.get(name), answers[i], `${what}: ${name}`));
}

async function collect(page, numbers, allDigits) {
  for (const { name, exact, seen } of await namedNumbers(page)) {
    if (numbers.has(name)) assert.strictEqual(exact, numbers.get(name), name);
    numbers.set(name, exact);
    if (allDigits && !exact.startsWith("[")) assert.strictEqual(seen, exact, `${name} as it is seen`);
  }
}

// What the program says of a step holds these numbers; the page's equations have to hold them too.
function numbersOf(text) {
  return (text.replaceAll(/<[^>]*>/g, " ").match(/\d+\.\d+(e[-+]\d+)?/g) || []);
}

async function compareStep(page, commands, position, T) {
  const motion = position === 0 ? "rewind" : position <= T ? `goto ${position}` : `goto back ${2 * T + 1 - position}`;
  const answer = unroll([commands, "rewind", motion]).split("\n");
  const begin = answer.findLastIndex((line) => /^t=\d+: /.test(line));
  const said = answer.slice(begin).join("\n");
  const sentence = await page.textContent("#sentence"), shown = await page.textContent("#equations");
  assert.ok(withoutBlanks(said).startsWith(withoutBlanks(sentence)), `${sentence}\n${said}`);
  for (const number of numbersOf(answer.slice(begin).filter((line) => line.includes(" = ")).join("\n")))
    assert.ok(shown.includes(number), `${number} of step ${position} is not in the page: ${shown}`);
}

async function open(browser, file, options) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 1400 }, ...options });
  const page = await context.newPage(), faults = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href && !request.url().startsWith("data:"))
      faults.push(`request: ${request.url()}`);
  });
  page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
  await page.goto(pathToFileURL(file).href);
  return { page, faults, close: () => context.close() };
}

const picture = (page, name) => page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });

async function stepThrough(page, commands, checkSteps) {
  const numbers = new Map(), last = Number(await page.getAttribute("#position", "max"));
  const T = await page.locator("#table tbody th[scope=row]").filter({ hasText: /^\d+$/ }).count();
  await page.check("#exact");
  if (await page.isEnabled("#first")) await page.click("#first");
  const start = await page.textContent("main");
  for (let position = 0; position <= last; position++) {
    await collect(page, numbers, true);
    if (position < last) await page.keyboard.press("ArrowRight");
  }
  assert.ok(await page.isDisabled("#step"));
  compareWithProgram(commands, numbers, "forward and back");
  await page.uncheck("#exact");
  for (let position = last; position >= 0; position--) {
    if (checkSteps) await compareStep(page, commands, position, T);
    await page.click(position > 0 ? "#back" : "#last");
  }
  await page.click("#first");
  await page.check("#exact");
  assert.strictEqual(await page.textContent("main"), start, "the way back leads to where it began");
  await page.uncheck("#exact");
  return numbers.size;
}

async function standStill(page, commands) {
  const numbers = new Map();
  await collect(page, numbers, false);
  compareWithProgram(commands, numbers, "where it begins");
  return numbers.size;
}

async function predict(page) {
  if (await page.isEnabled("#first")) await page.click("#first");
  const before = await page.textContent("#table");
  await page.check("#predict");
  await page.click("#step");
  assert.ok(await page.isVisible("#question"));
  assert.strictEqual(await page.textContent("#asked"), "What will ŷ<1> be?");
  assert.strictEqual(await page.textContent("#table"), before, "nothing is shown before it is predicted");
  await page.fill("#answer", "0,5");
  await page.keyboard.press("Enter");
  assert.match(await page.textContent("#reply"), /decimal point/);
  await page.fill("#answer", "0.5");
  await page.keyboard.press("Enter");
  assert.strictEqual(await page.textContent("#reply"), "You said 0.5, and ŷ<1> is 0.56: off by 0.06. 0 of 1 right.");
  assert.strictEqual(await page.inputValue("#position"), "1");
  await page.keyboard.press("ArrowRight");
  assert.strictEqual(await page.inputValue("#position"), "1");
  await page.fill("#answer", "0.38");
  await page.click("#question button[type=submit]");
  assert.strictEqual(await page.textContent("#reply"), "You said 0.38, and ŷ<2> is 0.38: right. 1 of 2 right.");
  await page.focus("#position");
  await page.keyboard.press("End");
  assert.strictEqual(await page.textContent("#asked"), "What will ŷ<3> be?");
  await page.click("#skip");
  assert.strictEqual(await page.inputValue("#position"), "3");
  await page.uncheck("#predict");
  await page.focus("#position");
  await page.keyboard.press("End");
  assert.strictEqual(await page.textContent("#where"), "Step 1 of 4, backward");
  await page.keyboard.press("ArrowLeft");
  assert.strictEqual(await page.getAttribute("#position", "aria-valuetext"), "Step 2 of 4, backward");
}

async function accessible(browser, file, options, name) {
  const { page, close } = await open(browser, file, { bypassCSP: true, ...options });
  await page.click("#step");
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() => axe.run());
  const bad = found.violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
  assert.deepStrictEqual(bad.map((violation) => `${violation.id}: ${violation.nodes[0].html}`), [], name);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.strictEqual(width, 0, "the page does not scroll sideways");
  await picture(page, name);
  await close();
  passes(`${name}: no serious finding, nothing wider than the screen`);
}

async function checkPage(browser, { name, commands, largest, still }) {
  const file = path.join(folder, `${name}.html`);
  unroll([commands, `export "${file}"`]);
  const bytes = fs.readFileSync(file);
  unroll([commands, `export "${file}"`]);
  assert.ok(bytes.equals(fs.readFileSync(file)), "two runs give the same bytes");
  if (largest) assert.ok(bytes.length < largest, `${name} has ${bytes.length} bytes`);
  const { page, faults, close } = await open(browser, file);
  assert.strictEqual(await page.title(), name);
  assert.strictEqual(await page.textContent("h1"), name);
  const count = still ? await standStill(page, commands)
    : await stepThrough(page, commands, !largest && name !== "unset" && name !== "matrix");
  assert.ok(count > 20, `${count} numbers`);
  const pdf = await page.pdf({ format: "A4" });
  assert.strictEqual(pdf.subarray(0, 5).toString(), "%PDF-");
  fs.writeFileSync(path.join(folder, `${name.slice(0, 8).replaceAll(/\W/g, "")}.pdf`), pdf);
  assert.deepStrictEqual(faults, []);
  await close();
  passes(`${name}: ${count} numbers are those of print, ${bytes.length} bytes, ${pdf.length} printed`);
}

async function main() {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  for (const page of pages) await checkPage(browser, page);
  const notes = path.join(folder, "notes.html"), { page, faults, close } = await open(browser, notes);
  await predict(page);
  assert.deepStrictEqual(faults, []);
  await close();
  passes("predictions come before what they are about");
  const long = path.join(folder, "long.html"), phone = { viewport: { width: 360, height: 740 } };
  await accessible(browser, notes, {}, "light");
  await accessible(browser, notes, { colorScheme: "dark" }, "dark");
  await accessible(browser, notes, phone, "phone");
  await accessible(browser, long, { ...phone, colorScheme: "dark" }, "long-phone");
  await accessible(browser, path.join(folder, "matrix.html"), {}, "matrix-light");
  await browser.close();
  console.log(`${passed} passed, 0 failed`);
}

main().catch((error) => {
  console.error(error);
  console.log(`${passed} passed, 1 failed`);
  process.exit(1);
});
