// The canvas: vis-network draws markers and lines where Python placed them; labels, guides and the faded rest are drawn here.
const FONT = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",sans-serif';
const SIZE = 12;
const IS_SCALE = PAGE.guides.some((guide) => guide.axis === "y");
let network = null;
let visNodes = null;
let visEdges = null;
let moving = false;
let hovered = null;
let rectangles = [];

// The width of a text at 12 px without asking the canvas: Han characters are square, the rest about half as wide.
function widthOf(text) {
  let width = 0;
  for (const letter of text) width += letter.codePointAt(0) > 0x2e7f ? SIZE : SIZE * 0.56;
  return width;
}
const cuts = new Map();
function cut(text, room) {
  if (widthOf(text) <= room) return text;
  const key = text + "\u0000" + Math.floor(room / 6);
  let short = cuts.get(key);
  if (short === undefined) {
    let width = SIZE, end = 0;
    for (const letter of text) {
      width += letter.codePointAt(0) > 0x2e7f ? SIZE : SIZE * 0.56;
      if (width > room) break;
      end += letter.length;
    }
    short = end ? text.slice(0, end) + "…" : "";
    cuts.set(key, short);
  }
  return short;
}

function edgeLook(edge, bends) {
  const role = PAGE.roles[edge.role] || PAGE.roles.link;
  const pair = edge.from < edge.to ? edge.from + "-" + edge.to : edge.to + "-" + edge.from;
  const turn = bends.get(pair) || 0;
  bends.set(pair, turn + 1);
  let smooth = PAGE.curved && EDGES.length < 1500 ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 } : false;
  if (turn) {
    const clockwise = (turn % 2 === 1) === (edge.from < edge.to);
    smooth = { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: 0.1 + 0.08 * Math.ceil(turn / 2) };
  }
  return {
    id: edge.id, from: edge.from, to: edge.to, smooth, width: role.width * (edge.w ? Math.min(6, Math.sqrt(edge.w)) : 1),
    color: { color: role.color, opacity: EDGES.length > 600 ? (PAGE.curved ? 0.3 : 0.5) : EDGES.length > 250 ? 0.42 : 0.55, highlight: role.color, hover: role.color, inherit: false },
    dashes: role.dashes && EDGES.length < 3000 ? [6, 4] : false, arrows: role.arrow && EDGES.length < 3000 ? { to: { enabled: true, scaleFactor: 0.5 } } : "",
  };
}
function colorOf(node) {
  return node.c !== undefined ? PAGE.palette[node.c % PAGE.palette.length] : (PAGE.kinds[node.kind] || PAGE.kinds.thing).color;
}
function nodeLook(node) {
  const kind = PAGE.kinds[node.kind] || PAGE.kinds.thing;
  const color = colorOf(node);
  const plain = { background: color, border: "#ffffff" };
  return { id: node.id, x: node.x, y: node.y, shape: kind.shape, size: node.size, label: undefined, borderWidth: BIG ? 0 : 1,
    color: { ...plain, highlight: plain, hover: plain }, shapeProperties: { interpolation: false } };
}

function startNetwork() {
  const bends = new Map();
  const looks = EDGES.map((edge) => edgeLook(edge, bends));
  const nodeLooks = NODES.map(nodeLook);
  computeShown();
  nodeLooks.forEach((look) => { look.hidden = !shownNodes.has(look.id); });
  looks.forEach((look) => { look.hidden = !shownEdges.has(look.id); });
  visNodes = new vis.DataSet(nodeLooks);
  visEdges = new vis.DataSet(looks);
  network = new vis.Network($("graph"), { nodes: visNodes, edges: visEdges }, {
    ...OPTIONS,
    interaction: { ...OPTIONS.interaction, hideEdgesOnDrag: EDGES.length > 900, hideEdgesOnZoom: EDGES.length > 900, hover: !BIG },
  });
  network.on("beforeDrawing", drawBands);
  network.on("afterDrawing", drawOver);
  for (const [event, value] of [["dragStart", true], ["dragEnd", false]]) network.on(event, () => { moving = value; });
  if (BIG) Object.values(network.body.nodes).forEach(quicken);
  network.on("hoverNode", (event) => { hovered = event.node; });
  network.on("blurNode", () => { hovered = null; });
}
// While a large graph moves, markers of a few pixels are drawn as plain squares: the eye sees no difference, the reader no delay.
function quicken(node) {
  const draw = node.draw.bind(node);
  const size = NODES[node.id].size, color = colorOf(NODES[node.id]);
  node.draw = (context) => {
    if (!moving || size * network.getScale() > 5) return draw(context);
    context.fillStyle = color;
    context.fillRect(node.x - size, node.y - size, 2 * size, 2 * size);
    return {};
  };
}
function applyShown() {
  const turned = (looks, shown) => looks.filter((look) => look.hidden === shown.has(look.id)).map((look) => ({ id: look.id, hidden: !shown.has(look.id) }));
  const nodes = turned(visNodes.get({ fields: ["id", "hidden"] }), shownNodes);
  const edges = turned(visEdges.get({ fields: ["id", "hidden"] }), shownEdges);
  if (nodes.length) visNodes.update(nodes);
  if (edges.length) visEdges.update(edges);
}

// What is lit: the selection and what it is tied to, or the nodes that the search found; null where nothing is chosen.
let lit = null;
let litEdges = [];
function computeLit() {
  lit = null; litEdges = [];
  if (state.edge !== null) {
    litEdges = [EDGES[state.edge]];
    lit = new Set([EDGES[state.edge].from, EDGES[state.edge].to]);
  } else if (state.sel !== null) {
    lit = new Set([state.sel]);
    litEdges = LINKS[state.sel].filter((edge) => shownEdges.has(edge.id));
    litEdges.forEach((edge) => lit.add(edge.from).add(edge.to));
  } else if (state.q.trim()) {
    lit = new Set(found.filter((node) => shownNodes.has(node.id)).map((node) => node.id));
  }
}

function view() {
  const scale = network.getScale();
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const box = $("graph").getBoundingClientRect();
  return { scale, left: origin.x, top: origin.y, width: box.width, height: box.height };
}
// A row of a chart goes with its marks where a filter hides them.
const isShownRow = (guide) => guide.axis === "y" && shownRows().has(guide.y);
let rowsOf = null, rows = null;
function shownRows() {
  if (rowsOf !== shownNodes) {
    rowsOf = shownNodes;
    rows = new Set([...shownNodes].map((id) => NODES[id].y));
  }
  return rows;
}
function drawBands(context) {
  const seen = view();
  const left = -seen.left / seen.scale, right = (seen.width - seen.left) / seen.scale;
  const top = -seen.top / seen.scale, bottom = (seen.height - seen.top) / seen.scale;
  for (const guide of PAGE.guides) {
    context.lineWidth = 1 / seen.scale;
    context.strokeStyle = "#d0d7de";
    context.fillStyle = "#f6f8fa";
    if (guide.axis === "band") context.fillRect(left, guide.y, right - left, guide.end - guide.y);
    if (guide.axis !== "x" && !isShownRow(guide)) continue;
    context.beginPath();
    if (guide.axis === "x") { context.moveTo(guide.x, top); context.lineTo(guide.x, bottom); }
    else { context.moveTo(left, guide.y); context.lineTo(right, guide.y); }
    context.stroke();
  }
}

function drawOver(context) {
  const seen = view();
  if (lit) drawLit(context, seen);
  const ratio = context.canvas.width / seen.width;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const taken = new Map();
  drawHeadings(context, seen, taken);
  drawLabels(context, seen, taken);
  drawAxes(context, seen);
  context.restore();
}
// A white veil over everything, and the lit neighbourhood drawn again upon it: one pass, whatever the size of the graph.
function drawLit(context, seen) {
  context.fillStyle = "rgba(255,255,255,0.84)";
  context.fillRect(-seen.left / seen.scale, -seen.top / seen.scale, seen.width / seen.scale, seen.height / seen.scale);
  const body = network.body;
  litEdges.forEach((edge) => body.edges[edge.id] && body.edges[edge.id].draw(context));
  lit.forEach((id) => { if (shownNodes.has(id)) body.nodes[id].draw(context); });
  if (state.sel === null || !shownNodes.has(state.sel)) return;
  const at = network.getPosition(state.sel);
  context.beginPath();
  context.arc(at.x, at.y, NODES[state.sel].size + 5, 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = "#1f2328";
  context.stroke();
}

// Labels keep their size on the screen and give way to each other: the nearer one looks, the more are shown.
let order = null;
function drawLabels(context, seen, taken) {
  order = order || [...NODES].sort((a, b) => b.size - a.size || a.id - b.id);
  rectangles = [];
  const first = lit ? [...lit].map((id) => NODES[id]).sort((a, b) => (b.id === state.sel) - (a.id === state.sel) || b.size - a.size || a.id - b.id) : order;
  const most = moving && BIG ? 30 : 420;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  let drawnCount = 0;
  if (hovered !== null && shownNodes.has(hovered)) drawLabel(context, seen, NODES[hovered], taken, true);
  for (const node of first) {
    if (drawnCount >= most) break;
    if (node.id !== hovered && shownNodes.has(node.id) && drawLabel(context, seen, node, taken, node.id === state.sel)) drawnCount += 1;
  }
}
function boxOf(seen, node, whole) {
  const at = network.body.nodes[node.id];
  const x = at.x * seen.scale + seen.left, y = at.y * seen.scale + seen.top;
  if (y < -20 || y > seen.height + 20 || x < -900 || x > seen.width + 900) return null;
  const gap = node.size * seen.scale + 4;
  const side = sideOf(node, seen, x + gap);
  let room = whole ? 600 : node.room ? node.room * seen.scale : 170;
  if (node.outer) room = Math.max(60, node.side === "left" ? x - gap - 6 : seen.width - x - gap - 6);
  else if (PAGE.pitch && side === "right") room = Math.min(room, Math.max(60, seen.width - x - gap - 6));
  const text = cut(labelOf(node), room);
  if (!text || (room < 30 && text !== labelOf(node))) return null;
  const width = widthOf(text);
  const left = { left: x - gap - width, right: x + gap, inside: x - width / 2, below: x - width / 2 }[side];
  const inside = node.side === "inside" ? 2 : 0;
  const top = node.side === "below" ? y + gap - 2 : y - SIZE / 2 - 1 - inside;
  if (left > seen.width || left + width < 0) return null;
  return { text, left, top, width, height: SIZE + 2 + 2 * inside, id: node.id, side, anchor: { left: x - gap, right: x + gap }[side] ?? x };
}
// A number at the right rim of a scale is written on the other side of its mark rather than cut.
function sideOf(node, seen, x) {
  const isCut = IS_SCALE && node.side === "right" && x < seen.width && x + widthOf(labelOf(node)) > seen.width;
  return isCut ? "left" : node.side;
}
function isFree(box, taken) {
  for (let row = Math.floor(box.top / 16); row <= Math.floor((box.top + box.height) / 16); row += 1) {
    for (const other of taken.get(row) || []) {
      if (box.left < other.left + other.width + 4 && other.left < box.left + box.width + 4 &&
        box.top < other.top + other.height - 1 && other.top < box.top + box.height - 1) return false;
    }
  }
  return true;
}
function take(box, taken) {
  for (let row = Math.floor(box.top / 16); row <= Math.floor((box.top + box.height) / 16); row += 1) {
    if (!taken.has(row)) taken.set(row, []);
    taken.get(row).push(box);
  }
}
function drawLabel(context, seen, node, taken, whole) {
  const box = boxOf(seen, node, whole);
  if (!box || (!whole && !isFree(box, taken))) return false;
  take(box, taken);
  rectangles.push(box);
  const middle = box.top + box.height / 2;
  context.font = (node.id === state.sel ? "bold " : "") + SIZE + "px " + FONT;
  context.textAlign = { left: "right", right: "left" }[box.side] || "center";
  if (node.side === "inside") {
    context.fillStyle = "#ffffff";
    context.strokeStyle = colorOf(node);
    context.lineWidth = 1.2;
    context.beginPath();
    context.roundRect(box.left - 6, box.top, box.width + 12, box.height, 8);
    context.fill();
    context.stroke();
  } else if (PAGE.curved && !node.outer) {
    context.fillStyle = "rgba(255,255,255,0.85)";
    context.fillRect(box.left - 4, box.top - 1, box.width + 6, box.height + 2);
  } else if (!(moving && BIG)) {
    context.strokeStyle = "rgba(255,255,255,0.9)";
    context.lineWidth = 4.5;
    context.strokeText(box.text, box.anchor, middle);
  }
  context.fillStyle = "#1f2328";
  context.fillText(box.text, box.anchor, middle);
  context.textAlign = "left";
  return true;
}
const RIGHT = Math.max(...NODES.map((node) => node.x)), LEFT = Math.min(...NODES.map((node) => node.x));
function drawHeadings(context, seen, taken) {
  if (lit || seen.scale * 30 < 7) return;
  context.font = "bold " + SIZE + "px " + FONT;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const guide of PAGE.guides) {
    if (guide.axis !== "heading") continue;
    const x = guide.x * seen.scale + seen.left, y = guide.y * seen.scale + seen.top;
    const free = guide.side === "left" ? x - 6 : guide.x > RIGHT - 30 ? seen.width - x - 6 : Math.max(80, guide.end * seen.scale);
    const text = cut(say(guide.words), free);
    if (!text) continue;
    const width = widthOf(text);
    const box = { text, left: guide.side === "left" ? x - width : x, top: y - SIZE / 2 - 1, width, height: SIZE + 2 };
    if (!isFree(box, taken)) continue;
    take(box, taken);
    context.textAlign = guide.side === "left" ? "right" : "left";
    context.strokeStyle = "#ffffff";
    context.lineWidth = 4;
    context.strokeText(text, x, y);
    context.fillStyle = "#424a53";
    context.fillText(text, x, y);
  }
  context.textAlign = "left";
}
// The names of rows and dates stay at the rim while the picture moves; years go before quarters.
function drawAxes(context, seen) {
  const taken = new Map();
  context.font = "bold " + SIZE + "px " + FONT;
  for (const guide of [...PAGE.guides].sort((one, other) => other.end - one.end)) {
    const axis = guide.axis;
    if (axis !== "x" && axis !== "row" && !isShownRow(guide)) continue;
    const text = cut(say(guide.words), axis !== "x" ? Math.min(260, seen.width * 0.3) : 200);
    const x = axis === "x" ? guide.x * seen.scale + seen.left + 5 : 6;
    const y = axis === "x" ? 13 : guide.y * seen.scale + seen.top;
    const box = { left: x, top: y - SIZE / 2, width: widthOf(text), height: SIZE + 2 };
    const outside = axis === "x" ? x < 0 || x > seen.width : y < 26 || y > seen.height;
    if (!text || outside || !isFree(box, taken)) continue;
    take(box, taken);
    rimWord(context, text, x, y);
  }
}
function rimWord(context, text, x, y) {
  context.fillStyle = "rgba(255,255,255,0.92)";
  context.fillRect(x - 4, y - SIZE / 2 - 1, widthOf(text) + 8, SIZE + 2);
  context.fillStyle = "#424a53";
  context.fillText(text, x, y);
}

// The whole picture if its rows can be read, else its upper end at a size where they can. Labels beside the outer nodes keep
// their size on the screen, so their room is taken off before the rest is scaled.
function roomBeside(side, shown, width) {
  const share = PAGE.curved && new Set(shown.map((node) => node.x)).size === 2 ? 0.42 : 0.3;
  const labels = shown.filter((node) => node.side === side && (node.outer || !PAGE.curved)).map((node) => widthOf(labelOf(node)) + 16);
  const end = side === "left" ? LEFT : RIGHT;
  const headings = PAGE.guides.filter((guide) => guide.axis === "heading" && guide.side === side && Math.abs(guide.x - end) < 30).map((guide) => widthOf(say(guide.words)) + 20);
  return Math.min(width * share, Math.max(0, ...labels, ...headings));
}
function fitView(all) {
  const shown = NODES.filter((node) => shownNodes.has(node.id));
  if (!shown.length) return;
  const box = $("graph").getBoundingClientRect();
  const rows = PAGE.guides.filter((guide) => guide.axis === "y" || guide.axis === "row").map((guide) => widthOf(say(guide.words)) + 16);
  const rim = PAGE.pitch ? 10 : 70;
  const isNarrow = box.width < 520 && !PAGE.curved && PAGE.pitch > 0;
  const before = (isNarrow ? 0 : roomBeside("left", shown, box.width)) + Math.min(276, box.width * 0.3, Math.max(0, ...rows)) + rim;
  const after = roomBeside("right", shown, box.width) + rim;
  const xs = [...shown, ...PAGE.guides.filter((guide) => guide.axis === "x")].map((one) => one.x), ys = shown.map((node) => node.y);
  const left = Math.min(...xs), right = Math.max(...xs, left + 1);
  const headings = PAGE.guides.filter((guide) => guide.axis === "heading").map((guide) => guide.y);
  const first = Math.min(...ys);
  const top = Math.min(first, ...headings.filter((y) => y > first - 100)) - 40, bottom = Math.max(...ys) + 40;
  const across = Math.min(1.6, (box.width - before - after) / (right - left));
  const whole = Math.min(across, box.height / (bottom - top));
  // on a phone a chart is rather panned than read in rows that touch
  const least = isNarrow ? 13 / PAGE.pitch : Math.min(across, 16 / PAGE.pitch);
  const scale = PAGE.pitch && !all ? Math.max(whole, least) : whole;
  const axis = PAGE.guides.some((guide) => guide.axis === "x") ? 22 / scale : 0;
  const middle = scale > whole ? top - axis + box.height / 2 / scale : (top - axis + bottom) / 2;
  const centre = scale > across ? left + (box.width / 2 - before) / scale : (left + right) / 2 + (after - before) / 2 / scale;
  network.moveTo({ position: { x: centre, y: middle }, scale });
}
function labelAt(point) {
  const box = rectangles.find((one) => point.x >= one.left && point.x <= one.left + one.width && point.y >= one.top && point.y <= one.top + one.height);
  return box ? box.id : null;
}
