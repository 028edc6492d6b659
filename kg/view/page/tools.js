// Search, filters and legend.
let found = [];
let active = -1;

const folded = (text) => text.normalize("NFKC").toLowerCase();
function search() {
  const wanted = folded(state.q.trim());
  active = -1;
  found = !wanted ? [] : NODES.filter((node) => folded(node.label).includes(wanted) || (node.row && folded(node.row).includes(wanted)) ||
    (node.label_en && folded(node.label_en).includes(wanted)) || (node.py && node.py.includes(wanted)));
  found.sort((a, b) => shownNodes.has(b.id) - shownNodes.has(a.id) || b.size - a.size || a.id - b.id);
}
function drawMatches() {
  const list = $("matches");
  const listed = found.slice(0, 60);
  list.replaceChildren(...listed.map((node, at) => make("li", {
    role: "option", id: "match-" + at, "aria-selected": at === active ? "true" : "false", class: shownNodes.has(node.id) ? null : "off",
    onclick: () => select(node.id, true),
  }, swatch(node.kind), " ", fullLabel(node))));
  list.hidden = !listed.length;
  $("search").setAttribute("aria-expanded", String(!list.hidden));
  $("search").setAttribute("aria-activedescendant", active >= 0 ? "match-" + active : "");
  $("found").textContent = !state.q.trim() ? "" : found.length ? `${found.length} ${word("found")}` : word("nothing");
}
function moveMatch(step) {
  if (!found.length) return;
  active = Math.max(0, Math.min(Math.min(found.length, 60) - 1, active + step));
  drawMatches();
  $("match-" + active).scrollIntoView({ block: "nearest" });
}

function checkRow(set, key, mark, words, count) {
  const box = make("input", { type: "checkbox", "data-key": key });
  box.checked = !set.has(key);
  box.addEventListener("change", () => { if (box.checked) set.delete(key); else set.add(key); refresh(); });
  return make("label", {}, box, mark, say(words), make("span", { class: "count" }, String(count)));
}
function counted(list, field) {
  const counts = new Map();
  list.forEach((one) => counts.set(one[field], (counts.get(one[field]) || 0) + 1));
  return counts;
}
function group(title, ...rows) {
  return make("fieldset", {}, make("legend", {}, title), ...rows);
}
function chooser(name, options, title) {
  const select = make("select", { id: "choose-" + name, "aria-label": title }, make("option", { value: "" }, word("all")));
  options.forEach(([value, text]) => select.append(make("option", { value }, text)));
  [...select.options].forEach((option) => { option.textContent = option.textContent; });
  select.value = state[name];
  select.addEventListener("change", () => { state[name] = select.value; refresh(); fitView(); });
  return select;
}
function years() {
  const all = [...new Set(NODES.flatMap((node) => node.t || []))].sort((a, b) => a - b).map((year) => [String(year), String(year)]);
  if (!all.length) return null;
  return group(word("year"), make("div", { class: "years" }, chooser("from", all, word("year") + " ≥"), make("span", {}, "—"), chooser("to", all, word("year") + " ≤")));
}
function communityRows() {
  const counts = counted(NODES, "c");
  return PAGE.communities.slice(0, 10).map((name, at) => make("label", {},
    swatch("thing", PAGE.palette[at % PAGE.palette.length]), `${at + 1} · ${name}`, make("span", { class: "count" }, String(counts.get(at)))));
}
function drawFilters() {
  const kinds = counted(NODES, "kind"), roles = counted(EDGES, "role");
  const plans = PAGE.plans.map((plan, at) => [String(at), say(plan)]);
  const functions = PAGE.functions.map((one, at) => [String(at), say(one)]);
  const communities = PAGE.communities.map((one, at) => [String(at), `${at + 1} · ${one}`]);
  $("choices").replaceChildren(...[
    group(word("kinds"), ...Object.keys(PAGE.kinds).filter((key) => kinds.has(key)).map((key) => checkRow(state.kinds, key, swatch(key), PAGE.kinds[key], kinds.get(key)))),
    roles.size ? group(word("roles"), ...Object.keys(PAGE.roles).filter((key) => roles.has(key)).map((key) => checkRow(state.roles, key, stroke(key), PAGE.roles[key], roles.get(key)))) : null,
    plans.length > 1 ? group(word("plan"), chooser("plan", plans, word("plan"))) : null,
    communities.length > 1 ? group(word("community"), chooser("community", communities, word("community")), ...communityRows()) : null,
    functions.length > 1 ? group(word("function"), chooser("fn", functions, word("function"))) : null,
    years(),
  ].filter(Boolean));
}
function drawWords() {
  document.documentElement.lang = state.lang === "en" ? "en" : "zh-CN";
  const subject = say(PAGE.subject);
  $("title").replaceChildren(make("span", {}, say(PAGE.title)));
  if (subject) $("title").append(make("small", {}, subject));
  document.title = subject ? `${say(PAGE.title)} · ${subject}` : say(PAGE.title);
  for (const id of ["fit", "png", "language", "reset", "hint", "index"]) $(id).textContent = word(id);
  $("search").placeholder = word("search");
  $("search").setAttribute("aria-label", word("search"));
  $("stage").setAttribute("aria-label", word("graph"));
  $("panel").setAttribute("aria-label", word("panel"));
  document.querySelector("#filters summary").textContent = word("filters");
  $("index").hidden = !PAGE.book;
  $("part").textContent = word("part");
  $("part").hidden = !PAGE.open;
  $("empty").textContent = word("none");
}
function drawCounts() {
  const hidden = NODES.length - shownNodes.size, dark = EDGES.length - shownEdges.size;
  $("counts").textContent = `${word("shown")} ${shownNodes.size} ${word("nodes")}、${shownEdges.size} ${word("edges")}`.replace("、", state.lang === "en" ? ", " : "、") +
    (hidden || dark ? ` · ${word("hidden")} ${hidden} ${word("nodes")}${state.lang === "en" ? ", " : "、"}${dark} ${word("edges")}` : "");
  $("empty").hidden = shownNodes.size > 0;
}
