// Joins the parts: selection, refresh, keyboard, export.
function refresh() {
  computeShown();
  applyShown();
  search();
  computeLit();
  drawMatches();
  drawCounts();
  drawPanel();
  writeAddress();
  network.redraw();
}
function select(id, bring) {
  state.sel = id;
  state.edge = null;
  if (id !== null && !shownNodes.has(id)) {
    clearFilters();
    drawFilters();
  }
  refresh();
  if (id !== null && bring) bringIntoView(id);
}
function bringIntoView(id) {
  const at = network.canvasToDOM(network.getPosition(id));
  const box = $("graph").getBoundingClientRect();
  if (at.x > 60 && at.x < box.width - 60 && at.y > 40 && at.y < box.height - 40) return;
  network.moveTo({ position: network.getPosition(id) });
}
function clearFilters() {
  state.kinds.clear(); state.roles.clear();
  for (const name of ["plan", "community", "fn", "from", "to"]) state[name] = "";
}
function pick(event) {
  const node = event.nodes.length ? event.nodes[0] : labelAt(event.pointer.DOM);
  network.unselectAll();
  if (node !== null) { select(node); return; }
  state.sel = null;
  state.edge = event.edges.length ? event.edges[0] : null;
  refresh();
}
function drawAll() {
  drawWords();
  drawFilters();
  $("search").value = state.q;
  refresh();
}

// The picture as it is seen, with its title and legend, on white.
function picture() {
  const source = document.querySelector("#graph canvas");
  const ratio = source.width / source.clientWidth;
  const kinds = Object.keys(PAGE.kinds).filter((kind) => NODES.some((node) => node.kind === kind && shownNodes.has(node.id)));
  const roles = Object.keys(PAGE.roles).filter((role) => EDGES.some((edge) => edge.role === role && shownEdges.has(edge.id)));
  const canvas = document.createElement("canvas");
  canvas.width = source.width;
  canvas.height = source.height + 70 * ratio;
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 36 * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "middle";
  context.fillStyle = "#1f2328";
  context.font = "bold 16px " + FONT;
  context.fillText(document.title, 12, 18);
  context.font = SIZE + "px " + FONT;
  let x = 12;
  const y = source.clientHeight + 53;
  for (const kind of kinds) {
    context.fillStyle = PAGE.kinds[kind].color;
    markPath(context, PAGE.kinds[kind].shape, x, y - 7);
    context.fill();
    context.fillStyle = "#1f2328";
    context.fillText(say(PAGE.kinds[kind]), x + 19, y);
    x += 36 + widthOf(say(PAGE.kinds[kind]));
  }
  for (const role of roles) {
    const look = PAGE.roles[role];
    context.strokeStyle = look.color;
    context.lineWidth = look.width + 0.6;
    context.setLineDash(look.dashes ? [5, 3] : []);
    context.beginPath(); context.moveTo(x, y); context.lineTo(x + 26, y); context.stroke();
    context.fillText(say(look), x + 31, y);
    x += 48 + widthOf(say(look));
  }
  return canvas;
}
function markPath(context, shape, x, y) {
  context.beginPath();
  if (shape === "dot") { context.arc(x + 7, y + 7, 6, 0, 2 * Math.PI); return; }
  OUTLINES[shape].split(" ").forEach((pair, at) => {
    const [px, py] = pair.split(",").map((value) => value * 14 / 16);
    if (at) context.lineTo(x + px, y + py); else context.moveTo(x + px, y + py);
  });
  context.closePath();
}
function savePicture() {
  picture().toBlob((blob) => {
    const link = make("a", { download: PAGE.name + ".png" });
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }, "image/png");
}

function zoom(factor) { network.moveTo({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)) }); }
function pan(x, y) {
  const at = network.getViewPosition(), scale = network.getScale();
  network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale } });
}
const KEYS = {
  ArrowLeft: () => pan(-80, 0), ArrowRight: () => pan(80, 0), ArrowUp: () => pan(0, -80), ArrowDown: () => pan(0, 80),
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => fitView(true),
};
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); $("search").select(); }
  else if (event.key === "Escape") { state.q = ""; $("search").value = ""; select(null); }
  else if (document.activeElement === $("stage") && KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
}
function onSearchKey(event) {
  if (event.key === "ArrowDown") { event.preventDefault(); moveMatch(1); }
  else if (event.key === "ArrowUp") { event.preventDefault(); moveMatch(-1); }
  else if (event.key === "Enter" && found.length) { event.preventDefault(); select(found[Math.max(0, active)].id, true); }
}

readAddress();
startNetwork();
network.on("click", pick);
$("search").addEventListener("input", () => { state.q = $("search").value; state.sel = null; state.edge = null; refresh(); });
$("search").addEventListener("keydown", onSearchKey);
$("reset").addEventListener("click", () => { clearFilters(); drawAll(); fitView(); });
$("fit").addEventListener("click", () => fitView(true));
$("png").addEventListener("click", savePicture);
$("language").addEventListener("click", () => { state.lang = state.lang === "zh" ? "en" : "zh"; drawAll(); });
document.addEventListener("keydown", onKey);
window.addEventListener("hashchange", () => { readAddress(); drawAll(); });
window.addEventListener("beforeprint", () => $("print").replaceChildren(picture()));
window.addEventListener("resize", () => network.redraw());
if (window.matchMedia("(max-width: 760px)").matches) $("filters").open = false;
fitView();
drawAll();
window.govkg = { network, state, shown: () => [shownNodes.size, shownEdges.size], page: PAGE, nodes: NODES, edges: EDGES };
document.body.dataset.ready = "yes";
