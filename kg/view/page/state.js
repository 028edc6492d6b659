// What is shown: filters, and the address that keeps selection and filters.
let shownNodes = new Set();
let shownEdges = new Set();

// A node that has the filtered property must match it; one that lacks it stays if a shown relation ties it to one that matches.
function matches(node, values, wanted) {
  if (!values || !values.length) return null;
  return values.some(wanted);
}
function verdicts() {
  const tests = [];
  if (state.plan !== "") tests.push((node) => matches(node, node.p, (value) => value === +state.plan));
  if (state.community !== "") tests.push((node) => node.c === +state.community);
  if (state.fn !== "") tests.push((node) => matches(node, node.f, (value) => value === +state.fn));
  if (state.from !== "" || state.to !== "") {
    const from = state.from === "" ? -Infinity : +state.from, to = state.to === "" ? Infinity : +state.to;
    tests.push((node) => matches(node, node.t, (value) => value >= from && value <= to));
  }
  return tests;
}
// 1: stays, 0: stays only if tied to one that stays, -1: hidden.
function verdictOf(node, tests) {
  if (state.kinds.has(node.kind)) return -1;
  let verdict = 1;
  for (const test of tests) {
    const answer = test(node);
    if (answer === false) return -1;
    if (answer === null) verdict = 0;
  }
  return verdict;
}
function computeShown() {
  const tests = verdicts();
  const verdict = NODES.map((node) => verdictOf(node, tests));
  const tied = new Set();
  const open = [];
  for (const edge of EDGES) {
    if (state.roles.has(edge.role)) continue;
    if (state.plan !== "" && edge.p !== undefined && edge.p !== +state.plan) continue;
    const a = verdict[edge.from], b = verdict[edge.to];
    if (a < 0 || b < 0 || a + b < 1) continue;
    open.push(edge);
    tied.add(edge.from).add(edge.to);
  }
  const lonely = (node) => state.roles.size && LINKS[node.id].length && !tied.has(node.id);
  shownNodes = new Set(NODES.filter((node) => {
    const own = verdict[node.id];
    return own > 0 ? !lonely(node) : own === 0 && tied.has(node.id);
  }).map((node) => node.id));
  shownEdges = new Set(open.filter((edge) => shownNodes.has(edge.from) && shownNodes.has(edge.to)).map((edge) => edge.id));
}

const SIMPLE = ["q", "from", "to", "community"];
function writeAddress() {
  const parts = new URLSearchParams();
  if (state.lang !== "zh") parts.set("lang", state.lang);
  SIMPLE.forEach((name) => { if (state[name] !== "") parts.set(name, state[name]); });
  if (state.plan !== "") parts.set("plan", PAGE.plans[state.plan].key);
  else if (PAGE.open && PAGE.open.plan !== undefined) parts.set("plan", "all");
  if (state.community === "" && PAGE.open && PAGE.open.community !== undefined) parts.set("community", "all");
  if (state.fn !== "") parts.set("function", PAGE.functions[state.fn].key);
  if (state.kinds.size) parts.set("kinds", [...state.kinds].join(","));
  if (state.roles.size) parts.set("roles", [...state.roles].join(","));
  if (state.sel !== null) parts.set("node", NODES[state.sel].key);
  const hash = "#" + parts.toString();
  if (hash !== location.hash && !(hash === "#" && !location.hash)) keepAddress(hash);
}
// Within the frame of a one-file book the address is the book's, and nothing is kept.
function keepAddress(hash) {
  try { history.replaceState(null, "", hash); } catch { document.body.dataset.address = hash; }
}
function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const place = (list, key) => { const at = list.findIndex((entry) => entry.key === key); return at < 0 ? "" : String(at); };
  const open = PAGE.open || {};
  const known = (name, table) => new Set((parts.get(name) || "").split(",").filter((key) => key in table));
  state.lang = parts.get("lang") === "en" ? "en" : parts.get("lang") === "zh" ? "zh" : PAGE.lang;
  SIMPLE.forEach((name) => { state[name] = parts.get(name) || ""; });
  state.plan = parts.has("plan") ? place(PAGE.plans, parts.get("plan")) : open.plan ?? "";
  if (parts.get("community") === "all") state.community = "";
  else if (!parts.has("community")) state.community = open.community ?? "";
  state.fn = place(PAGE.functions, parts.get("function"));
  state.kinds = known("kinds", PAGE.kinds);
  state.roles = known("roles", PAGE.roles);
  const node = BY_KEY.get(parts.get("node"));
  state.sel = node ? node.id : null;
  state.edge = null;
}
