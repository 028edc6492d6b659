// The data of the page as it was embedded, and small helpers. Text from documents is only ever set as text.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const PAGE = read("data-page");
const NODES = read("data-nodes");
const EDGES = read("data-edges");
const OPTIONS = read("data-options");
const BY_KEY = new Map(NODES.map((node) => [node.key, node]));
const LINKS = NODES.map(() => []);
EDGES.forEach((edge) => { LINKS[edge.from].push(edge); if (edge.to !== edge.from) LINKS[edge.to].push(edge); });
const BIG = NODES.length > 1200;

const state = {
  lang: PAGE.lang, q: "", sel: null, edge: null, plan: "", community: "", fn: "", from: "", to: "",
  kinds: new Set(), roles: new Set(),
};
const $ = (id) => document.getElementById(id);
const say = (words) => (words ? words[state.lang] || words.zh : "");
const word = (name) => say(PAGE.words[name]);
const labelOf = (node) => (state.lang === "en" && node.label_en) || node.label;

const fullLabel = (node) => (node.row && node.row !== "—" ? `${node.row} · ${labelOf(node)}` : labelOf(node));

// make("p", {class: "x"}, "text", child): an element whose strings are text nodes, each isolated from the direction of others.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) {
    if (typeof child !== "string") { if (child) element.append(child); continue; }
    const isolate = document.createElement("bdi");
    isolate.textContent = child;
    element.append(isolate);
  }
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
function drawn(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
const OUTLINES = {
  square: "2,2 14,2 14,14 2,14", diamond: "8,0 16,8 8,16 0,8", triangle: "8,1 15,14 1,14", triangleDown: "1,2 15,2 8,15",
  hexagon: "4,1 12,1 16,8 12,15 4,15 0,8", star: "8,0 10.2,5.4 16,6 11.5,9.8 13,15.5 8,12.4 3,15.5 4.5,9.8 0,6 5.8,5.4",
};
function swatch(kind, color) {
  const box = drawn("svg", { width: 14, height: 14, viewBox: "0 0 16 16", "aria-hidden": "true" });
  const look = PAGE.kinds[kind] || PAGE.kinds.thing;
  const fill = color || (PAGE.communities.length ? "#57606a" : look.color);
  box.append(look.shape === "dot" ? drawn("circle", { cx: 8, cy: 8, r: 7, fill }) : drawn("polygon", { points: OUTLINES[look.shape], fill }));
  return box;
}
function stroke(role) {
  const look = PAGE.roles[role];
  const box = drawn("svg", { width: 26, height: 10, "aria-hidden": "true" });
  box.append(drawn("line", { x1: 0, y1: 5, x2: 26, y2: 5, stroke: look.color, "stroke-width": look.width + 0.6,
    "stroke-dasharray": look.dashes ? "5 3" : "none" }));
  return box;
}
