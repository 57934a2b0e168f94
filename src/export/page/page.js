"use strict";
/* Shows what the program has computed and written into the page; no number of the network is computed here. */

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const state = { position: data.start, asked: null, made: 0, right: 0 };

/* Elements. */

const MATH = "http://www.w3.org/1998/Math/MathML";
const DRAWING = "http://www.w3.org/2000/svg";

function make(space, name, attributes, ...children) {
  const element = space ? document.createElementNS(space, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const html = (name, attributes, ...children) => make(null, name, attributes, ...children);
const math = (name, ...children) => make(MATH, name, null, ...children);
const draw = (name, attributes, ...children) => make(DRAWING, name, attributes, ...children);

function fill(id, ...children) {
  byId(id).replaceChildren(...children);
}

/* Numbers: "exact|shown", or one string where both are the same. */

function exactOf(number) {
  return number.split("|")[0];
}

function shownOf(number) {
  const words = number.split("|");
  return byId("exact").checked ? words[0] : words[words.length - 1];
}

function signOf(number) {
  const value = Number(exactOf(number));
  return value > 0 ? "positive" : value < 0 ? "negative" : null;
}

/* A named number, so that it can be looked up in the program: print NAME. */
function named(name, number) {
  return html("data", { value: exactOf(number), "data-name": name }, shownOf(number));
}

/* Where the tape is. */

const forwardSteps = () => Math.min(state.position, data.T);
const backwardFrom = () => (state.position <= data.T ? data.T + 1 : 2 * data.T + 1 - state.position);
const isBackward = () => state.position > data.T;
const present = () => (state.position === 0 ? 0 : isBackward() ? backwardFrom() : state.position);

/* Formulas. The program has taken them apart: each word is an atom, its first letter the kind. */

/* A sign that takes no room of its own. */
function close(sign) {
  return make(MATH, "mo", { lspace: "0", rspace: "0", stretchy: "false" }, sign);
}

function hatted() {
  return make(MATH, "mover", { accent: "true" }, math("mi", "y"), math("mo", "^"));
}

function symbol(atom) {
  const [letter, below, step, raised, marks, entry] = atom.split("|");
  const partial = letter.startsWith("∂"), base = partial ? letter.slice(1) : letter;
  const foot = [below, entry].filter(Boolean).join(" ");
  const head = [];
  if ((marks || "").includes("*")) head.push(close("*"));
  if (step) head.push(math("mrow", close("⟨"), math("mn", step), close("⟩")));
  for (const mark of (marks || "").replace("*", "")) head.push(close(mark === "T" ? "⊤" : "′"));
  if (raised) head.push(math("mn", raised));
  let element = base === "ŷ" ? hatted() : math("mi", base);
  if (foot && head.length) element = math("msubsup", element, math("mi", foot), math("mrow", ...head));
  else if (foot) element = math("msub", element, math("mi", foot));
  else if (head.length) element = math("msup", element, math("mrow", ...head));
  return partial ? math("mrow", close("∂"), element) : element;
}

function matrix(entries) {
  const rows = entries.split(";").map((row) =>
    math("mtr", ...row.split(",").map((entry) => math("mtd", math("mn", entry)))));
  return math("mrow", math("mo", "["), math("mtable", ...rows), math("mo", "]"));
}

function atomElement(kind, rest) {
  switch (kind) {
    case "s": return symbol(rest);
    case "n": return math("mn", rest);
    case "f": return math("mi", rest);
    case "w": return math("mtext", "\u00a0" + rest + "\u00a0");
    case "m": return matrix(rest);
    case "r": return math("msup", math("mrow"), math("mn", rest));
    default: return math("mo", rest === "-" ? "−" : rest);
  }
}

/* Factors beside each other: a sign that is heard, not seen, and a little room. */
function product() {
  return math("mrow", math("mo", "\u2062"), make(MATH, "mspace", { width: "0.17em" }));
}

function formula(text) {
  const row = math("mrow");
  let above = null, before = "o";
  for (const atom of text.split(" ").filter(Boolean)) {
    const kind = atom[0], element = atomElement(kind === "d" ? "s" : kind, atom.slice(1));
    if (!above && "sf".includes(before) && "sdf".includes(kind)) row.append(product());
    if (kind !== "d") row.append(above ? math("mfrac", above, element) : element);
    above = kind === "d" ? element : null;
    before = kind;
  }
  return row;
}

/* The first sign of a summand joins it to those before it. */
function joined(text, first) {
  const minus = text.startsWith("o- ");
  const sign = first ? "" : minus ? "−" : "+";
  return [math("mtd", sign ? math("mo", sign) : ""), math("mtd", formula(minus && !first ? text.slice(3) : text))];
}

function sumRow(parts, which) {
  return parts.flatMap((part, i) => {
    const minus = i > 0 && which === 1 && part[0].startsWith("o- ") && !part[1].startsWith("o- ");
    return joined(minus ? "o- " + part[1] : part[which], i === 0);
  });
}

function valueCells(name, value, exact) {
  if (!value) return [];
  const cell = math("mtd", byId("exact").checked && exact ? formula("n" + exact) : formula(value));
  cell.setAttribute("class", "value");
  if (exact) {
    cell.setAttribute("data-name", name);
    cell.setAttribute("data-value", exact);
  }
  return [math("mtd", math("mo", "=")), cell];
}

function equationElement([title, phrase, parts, value, remark, name, exact]) {
  const sign = phrase ? "" : math("mo", "="), head = math("mtd", formula(title));
  const rows = [];
  if (parts.length > 1) {
    const numbers = parts[0][1] !== "", end = valueCells(name, value, exact);
    rows.push(math("mtr", head, math("mtd", sign), ...sumRow(parts, 0), ...(numbers ? [] : end)));
    if (numbers) rows.push(math("mtr", math("mtd", ""), math("mtd", math("mo", "=")), ...sumRow(parts, 1), ...end));
  } else {
    const cells = [head];
    if (parts.length) cells.push(math("mtd", sign), math("mtd", formula(parts[0][0])));
    if (parts.length && parts[0][1] && parts[0][1] !== value)
      cells.push(math("mtd", math("mo", "=")), math("mtd", formula(parts[0][1])));
    rows.push(math("mtr", ...cells, ...valueCells(name, value, exact)));
  }
  const whole = make(MATH, "math", { displaystyle: "true" }, math("mtable", ...rows));
  return [html("div", { class: "equation" }, whole), ...(remark ? [html("p", { class: "remark" }, remark)] : [])];
}

/* The unrolled network. */

const WIDE = 118, ROW = 88, LEFT = 60;

function stepsThatFit() {
  const room = Math.floor((byId("graph").clientWidth || 700) / WIDE) - 1;
  return Math.max(2, Math.min(data.T, room));
}

function windowOf(count) {
  const first = Math.max(1, Math.min(present() - Math.floor(count / 2), data.T - count + 1));
  return [first, Math.min(data.T, first + count - 1)];
}

function node(letter, t, x, y, value, box) {
  const group = draw("g", { class: (value ? "" : "pending ") + (box && t > 0 && t === present() ? "present" : "") });
  if (box) group.append(draw("rect", { class: "box", x: x - 36, y: y - 22, width: 72, height: 44, rx: 6 }));
  group.append(draw("text", { x, y: y - 4 }, `${letter}⟨${t}⟩`), draw("text", { x, y: y + 14 }, value || "·"));
  return group;
}

/* A line from one point to the other, with a head when it carries something, and what stands beside it. */
function arrow(kind, from, to, beside) {
  const [x, y] = from, [u, v] = to, across = y === v, sign = Math.sign(across ? u - x : v - y);
  const tip = across ? `M${u} ${v}l${-9 * sign} -5v10z` : `M${u} ${v}l-5 ${-9 * sign}h10z`;
  const parts = [draw("path", { class: `line ${kind}`, d: `M${x} ${y}L${u} ${v}` })];
  if (kind !== "pending") parts.push(draw("path", { class: `head ${kind}`, d: tip }));
  const at = across ? { x: (x + u) / 2, y: y - 8 } : { x: x + 26, y: (y + v) / 2 + 5 };
  parts.push(draw("text", { class: kind === "message" ? "message" : "weight", ...at }, beside));
  return parts;
}

function stepDrawing(t, x, first) {
  const [input, output, activation, fromOutput, fromNext] = data.labels[t - 1];
  const reached = t <= forwardSteps(), back = isBackward(), came = t >= backwardFrom();
  const next = t - 1 >= backwardFrom() && t - 1 >= first ? data.labels[t - 2][4] : "";
  const solid = reached && !back ? "" : "pending", y = [30, 30 + ROW, 30 + 2 * ROW];
  const parts = [];
  if (back && next) parts.push(...arrow("message", [x - 36, y[1]], [x - WIDE + 36, y[1]], next));
  else parts.push(...arrow(solid, [x - WIDE + 36, y[1]], [x - 36, y[1]], data.v));
  if (back && came) parts.push(...arrow("message", [x, y[0] + 20], [x, y[1] - 22], fromOutput));
  else parts.push(...arrow(solid, [x, y[1] - 22], [x, y[0] + 20], "W_y"));
  parts.push(...arrow(solid, [x, y[2] - 20], [x, y[1] + 22], data.u));
  parts.push(node("ŷ", t, x, y[0], reached ? output : "", false), node("x", t, x, y[2], input, false));
  parts.push(node("a", t, x, y[1], reached ? activation : "", true));
  return parts;
}

function describeGraph(first, last) {
  const words = [];
  for (let t = first; t <= last && t <= forwardSteps(); t++)
    words.push(`a<${t}> is ${data.labels[t - 1][2]} and ŷ<${t}> is ${data.labels[t - 1][1]}`);
  return `The unrolled network, steps ${first} to ${last} of ${data.T}: ` +
    (words.join("; ") || "nothing is computed yet") + ".";
}

function graphElement() {
  const [first, last] = windowOf(stepsThatFit()), width = LEFT + (last - first + 1) * WIDE + 50, y = 30 + ROW;
  const picture = draw("svg", { viewBox: `0 0 ${width} ${2 * ROW + 60}`, role: "img",
    "aria-label": describeGraph(first, last), style: `max-width:${width}px` });
  for (let t = first; t <= last; t++) picture.append(...stepDrawing(t, LEFT + (t - first + 1) * WIDE, first));
  picture.append(node("a", first - 1, LEFT, y, first === 1 ? shownOf(data.a0) : data.labels[first - 2][2], true));
  if (last < data.T) picture.append(draw("text", { class: "pending", x: width - 8, y: y + 5 }, "…"));
  return picture;
}

/* Tables. */

function headRow(names) {
  return html("thead", null, html("tr", null, ...names.map((name) => html("th", { scope: "col" }, name))));
}

function cell(name, number, signed) {
  if (!number) return html("td", null, "·");
  return html("td", { class: signed ? signOf(number) : null }, named(name, number));
}

function tableRow(step, t) {
  const forward = t <= forwardSteps(), [x, a, yhat, y, loss, z, byA] = step;
  return html("tr", { class: t === present() ? "present" : null, "aria-current": t === present() ? "step" : null },
    html("th", { scope: "row" }, String(t)), cell(`x<${t}>`, x), cell(`a<${t}>`, forward && a),
    cell(`yhat<${t}>`, forward && yhat), cell(`y<${t}>`, y), cell(`L<${t}>`, forward && loss),
    cell(`z<${t}>`, forward && z, true), cell(`dL/da<${t}>`, t >= backwardFrom() && byA, true));
}

function tableElement() {
  const rows = data.steps.map((step, i) => tableRow(step, i + 1));
  if (data.loss && forwardSteps() === data.T) {
    rows.push(html("tr", null, html("th", { scope: "row" }, "L"), html("td", { colspan: 4 }),
      cell("L", data.loss), html("td", { colspan: 2 })));
  }
  return html("table", null, headRow(["t", "x", "a<t>", "ŷ<t>", "y", "L<t>", "z<t>", "∂L/∂a<t>"]),
    html("tbody", null, ...rows));
}

function totalsElement() {
  const rows = data.totals.map(([name, number]) =>
    html("tr", null, html("th", { scope: "row" }, name), cell(name.replaceAll("∂", "d"), number, true)));
  return html("table", null, headRow(["gradient", "total"]), html("tbody", null, ...rows));
}

function barElement(number, largest) {
  const value = Number(exactOf(number)), part = largest > 0 ? Math.abs(value) / largest : 0;
  return html("td", { class: "bar", "aria-hidden": "true" },
    html("span", { class: value < 0 ? "minus" : null, style: `width:${(8 * part).toFixed(2)}rem` }));
}

function termRow(t, j, [weight, term], largest) {
  const k = t - 1 - j, source = k > 0 ? data.steps[k - 1][1] : data.a0;
  return html("tr", null, html("th", { scope: "row" }, String(j)), html("td", null, weight), cell(`a<${k}>`, source),
    cell(`term(${data.v},${t},${j})`, term, true), barElement(term, largest));
}

function seriesElements(t) {
  if (t === 0) return [html("p", null, "The series has no term yet: Step computes the first one.")];
  const series = data.series[t - 1];
  if (typeof series === "string") return [html("pre", { class: "picture" }, series)];
  const [terms, sum] = series, largest = Math.max(...terms.map((term) => Math.abs(Number(exactOf(term[1])))));
  const rows = terms.map((term, j) => termRow(t, j, term, largest));
  rows.push(html("tr", null, html("th", { scope: "row" }, "sum"), html("td", { colspan: 2 }),
    cell(`dyhat<${t}>/d${data.v}`, sum, true), html("td", null)));
  const head = ["j", data.linear ? `W_y ${data.v}^j` : `W_y ${data.v}^j Πg'`, `a<${t - 1}-j>`, "term", ""];
  return [html("table", null, html("caption", null, `∂ŷ<${t}>/∂${data.v} = Σ terms`), headRow(head.slice(0, 4)),
    html("tbody", null, ...rows))];
}

function triangleRow(cells, t) {
  const reached = cells && t <= forwardSteps();
  const columns = data.steps.map((step, i) => {
    if (i >= t || !reached) return html("td", null, i < t ? "·" : "");
    const left = data.truncation > 0 && t - i - 1 >= data.truncation;
    const filled = cell(`cell(${data.v},${t},${i + 1})`, cells[i], true);
    if (left) {
      filled.className = "cut";
      filled.prepend("(");
      filled.append(")");
    }
    return filled;
  });
  return html("tr", { class: t === present() ? "present" : null }, html("th", { scope: "row" }, String(t)), ...columns,
    cell(`dL<${t}>/d${data.v}`, reached && cells[t], true));
}

function triangleElements() {
  if (data.noTriangle) return [html("p", null, data.noTriangle)];
  const rows = data.triangle.map((cells, i) => triangleRow(cells, i + 1));
  const sums = data.columns.map((sum, i) => i + 1 >= backwardFrom() && sum
    ? html("td", { class: signOf(sum) }, shownOf(sum)) : html("td", null, "·"));
  const total = data.totals.length > 0 && backwardFrom() === 1 && data.totals[0][1];
  rows.push(html("tr", null, html("th", { scope: "row" }, "sum"), ...sums, cell(`dL/d${data.v}`, total, true)));
  const heads = ["t\\k", ...data.steps.map((step, i) => String(i + 1)), `∂L<t>/∂${data.v}`];
  const note = "Rows are losses, columns are uses of " + data.v +
    (data.truncation > 0 ? "; what stands in ( ) is left out by truncation, the sums count everything." : ".");
  const large = data.T > 12, table = html("table", { class: large ? "large" : null }, headRow(heads),
    html("tbody", null, ...rows));
  const printed = html("p", { class: "printed" }, `The triangle of ${data.T} steps is wider than paper.`);
  return [html("p", null, note), table, ...(large ? [printed] : [])];
}

/* All of it. */

function show() {
  const frame = data.frames[state.position];
  byId("where").textContent = frame.title;
  byId("sentence").textContent = frame.sentence;
  byId("position").value = state.position;
  byId("position").setAttribute("aria-valuetext", frame.title);
  byId("first").disabled = byId("back").disabled = state.position === 0;
  byId("last").disabled = byId("step").disabled = state.position === data.frames.length - 1;
  fill("graph", graphElement());
  fill("equations", ...frame.equations.flatMap(equationElement));
  fill("table", tableElement(), ...(backwardFrom() === 1 ? [totalsElement()] : []));
  fill("series", ...seriesElements(present()));
  fill("triangle", ...triangleElements());
}

/* A step forward that is to be predicted is asked for first; everything else is gone to at once. */
function go(position) {
  const to = Math.max(0, Math.min(data.frames.length - 1, position));
  const ask = byId("predict").checked && to > state.position && data.frames[state.position + 1].question;
  byId("question").hidden = !ask;
  if (ask) {
    byId("position").value = state.position;
    byId("asked").textContent = `What will ${ask[0]} be?`;
    byId("answer").value = "";
    state.asked = ask;
    byId("answer").focus();
    return;
  }
  state.asked = null;
  state.position = to;
  show();
}

/* What was asked for is shown now; the keys go back to the step. */
function reveal(reply, right) {
  byId("reply").textContent = reply;
  byId("reply").className = right ? "right" : "";
  byId("question").hidden = true;
  state.asked = null;
  state.position++;
  show();
  byId(byId("step").disabled ? "back" : "step").focus();
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function compare(event) {
  event.preventDefault();
  const said = byId("answer").value.trim(), [name, number] = state.asked, value = Number(exactOf(number));
  if (!NUMBER.test(said)) {
    byId("reply").textContent = said.includes(",") ? "A number has a decimal point, not a comma: 0.5."
      : "A number is needed here, such as 0.5.";
    return;
  }
  const off = Math.abs(Number(said) - value), right = off <= Math.max(data.tolerance * Math.abs(value), 1e-9);
  state.made++;
  state.right += right ? 1 : 0;
  reveal(`You said ${said}, and ${name} is ${shownOf(number)}` +
    `${right ? ": right." : `: off by ${Number(off.toPrecision(3))}.`} ${state.right} of ${state.made} right.`, right);
}

function key(event) {
  const typing = event.target.matches("input[type=text], input[type=range], pre, .wide");
  const moves = { ArrowRight: state.position + 1, ArrowLeft: state.position - 1, Home: 0, End: data.frames.length - 1 };
  if (typing || event.altKey || event.ctrlKey || event.metaKey || !(event.key in moves)) return;
  event.preventDefault();
  go(moves[event.key]);
}

byId("network").textContent = data.network;
byId("position").max = data.frames.length - 1;
byId("first").addEventListener("click", () => go(0));
byId("back").addEventListener("click", () => go(state.position - 1));
byId("step").addEventListener("click", () => go(state.position + 1));
byId("last").addEventListener("click", () => go(data.frames.length - 1));
byId("position").addEventListener("input", () => go(Number(byId("position").value)));
byId("exact").addEventListener("change", show);
byId("predict").addEventListener("change", () => go(state.position));
byId("question").addEventListener("submit", compare);
byId("skip").addEventListener("click", () => reveal("Shown without an answer."));
document.addEventListener("keydown", key);
window.addEventListener("resize", () => fill("graph", graphElement()));
show();
