// The side panel: what is known of the selection, its sentences and its links; without one, the list of what is shown.
function quoteBox(index) {
  const [text, source, begin, end, line] = PAGE.quotes[index];
  const foot = make("footer", {});
  if (line) foot.append(word("line").replace("{n}", line));
  if (PAGE.book && source) {
    if (line) foot.append(" · ");
    foot.append(make("a", { href: `source-${source}.html#s${begin}-${end}` }, word("source")));
  }
  return make("blockquote", {}, text, foot);
}
function nodeButton(node) {
  return make("button", { type: "button", "data-node": node.key, onclick: () => select(node.id, true) }, fullLabel(node));
}
function panelHead(title, kindName, mark) {
  const close = make("button", { type: "button", class: "close", "aria-label": word("close"), onclick: () => select(null) }, "×");
  const kind = make("p", { class: "kind" }, mark, kindName);
  return [close, make("h2", {}, title), kind];
}
function factList(node) {
  const list = make("dl", {});
  let last = null;
  for (const [name, value] of node.facts || []) {
    if (name === "sentence" || !value) continue;
    if (name !== last) list.append(make("dt", {}, PAGE.facts[name] ? say(PAGE.facts[name]) : name));
    else list.append(make("dt", {}));
    list.append(make("dd", {}, value));
    last = name;
  }
  return list;
}
function linkItem(node, edges) {
  const item = make("li", { class: shownNodes.has(node.id) ? null : "off" }, nodeButton(node));
  const weight = edges.reduce((sum, edge) => sum + (edge.w || 0), 0);
  if (weight > 1) item.append(make("small", {}, "×" + weight));
  const quotes = [...new Set(edges.flatMap((edge) => edge.q || []))];
  if (quotes.length) {
    const details = make("details", {}, make("summary", {}, word("quotes")));
    details.addEventListener("toggle", () => { if (details.childElementCount < 2) quotes.slice(0, 20).forEach((index) => details.append(quoteBox(index))); });
    item.append(details);
  }
  return item;
}
function linkLists(node) {
  const roles = new Map();
  for (const edge of LINKS[node.id]) {
    const other = NODES[edge.from === node.id ? edge.to : edge.from];
    if (!roles.has(edge.role)) roles.set(edge.role, new Map());
    const ends = roles.get(edge.role);
    ends.set(other, [...(ends.get(other) || []), edge]);
  }
  return Object.keys(PAGE.roles).filter((role) => roles.has(role)).flatMap((role) => {
    const ends = [...roles.get(role)].sort((a, b) => (b[1][0].w || 0) - (a[1][0].w || 0) || a[0].id - b[0].id);
    const list = make("ul", {}, ...ends.slice(0, 200).map(([other, edges]) => linkItem(other, edges)));
    return [make("h3", {}, stroke(role), say(PAGE.roles[role]) + " " + ends.length), list];
  });
}
function showNode(panel, node) {
  const kind = PAGE.kinds[node.kind] || PAGE.kinds.thing;
  panel.append(...panelHead(fullLabel(node), say(kind), swatch(node.kind)));
  if (PAGE.links[node.key]) panel.append(make("p", {}, make("a", { href: PAGE.links[node.key] }, word("open"))));
  panel.append(factList(node));
  const said = (node.facts || []).filter((fact) => fact[2] >= 0).sort((a, b) => (b[0] === "sentence") - (a[0] === "sentence"));
  const quotes = [...new Set(said.map((fact) => fact[2]))];
  if (quotes.length) panel.append(make("h3", {}, word("quotes")), ...quotes.slice(0, 40).map(quoteBox));
  panel.append(...linkLists(node));
}
function showEdge(panel, edge) {
  panel.append(...panelHead(say(PAGE.roles[edge.role]), "", stroke(edge.role)));
  panel.append(make("ul", {}, make("li", {}, nodeButton(NODES[edge.from])), make("li", {}, nodeButton(NODES[edge.to]))));
  if (edge.q) panel.append(make("h3", {}, word("quotes")), ...edge.q.slice(0, 40).map(quoteBox));
}
function showList(panel) {
  panel.append(make("h2", {}, word("list")));
  let first = true;
  for (const kind of Object.keys(PAGE.kinds)) {
    const nodes = NODES.filter((node) => node.kind === kind && shownNodes.has(node.id));
    if (PAGE.communities.length) nodes.sort((a, b) => b.size - a.size || a.id - b.id);
    if (!nodes.length) continue;
    const summary = make("summary", {}, say(PAGE.kinds[kind]) + " " + nodes.length);
    const details = make("details", {}, summary);
    details.addEventListener("toggle", () => {
      if (!details.open || details.querySelector("ul")) return;
      const list = make("ul", {}, ...nodes.slice(0, 500).map((node) => make("li", {}, nodeButton(node))));
      if (nodes.length > 500) list.append(make("li", {}, `+${nodes.length - 500}`));
      details.append(list);
    });
    details.open = first;
    first = false;
    panel.append(details);
  }
}
function drawPanel() {
  const panel = $("panel");
  panel.replaceChildren();
  panel.scrollTop = 0;
  if (state.edge !== null) showEdge(panel, EDGES[state.edge]);
  else if (state.sel !== null) showNode(panel, NODES[state.sel]);
  else showList(panel);
}
