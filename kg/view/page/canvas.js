// The drawing itself: vis-network draws nodes and edges, labels.js the names.

const stage = document.getElementById('network');
const colours = {};
let network, visNodes, visEdges;
let hovered = null;
const before = { nodes: new Map(), edges: new Map() }; // what vis-network was given last
let coveredBy = []; // parts of the drawing that lie under buttons
let thick = 1; // lines of a drawing that is seen from afar are thicker, to be seen at all

const colourOf = (family) => familyOf(family)[colours.scheme];

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['ground', 'text', 'soft', 'node', 'line', 'accent']) colours[name] = style.getPropertyValue('--' + name).trim();
  colours.scheme = style.getPropertyValue('--scheme').trim() === 'dark' ? 'dark' : 'light';
}

function nodeStyle(id) {
  const { kg } = nodes[id];
  const chosen = state.node === id || state.focus === id;
  const filled = kg.type === 'Topic' ? colours.ground : colours.node;
  return {
    id, hidden: !shown.nodes.has(id), borderWidth: chosen ? 4 : 1.5, borderWidthSelected: 4,
    color: { background: filled, border: chosen ? colours.accent : colours.line, highlight: { background: filled, border: colours.accent }, hover: { background: filled, border: colours.accent } },
  };
}

function edgeStyle(id) {
  const edge = edges[id];
  const line = shown.edges.get(id);
  if (!line) return { id, hidden: true };
  const colour = colourOf(edge.kg.family);
  const denied = !line.facts && line.manners.length === 1 && line.manners[0] === 'denied';
  return {
    id, hidden: false,
    width: thick * (1.5 + Math.min(1.1 * Math.log2(line.facts || line.count), 5)),
    color: { color: colour, highlight: colour, hover: colour, opacity: aside(edge) ? 0.12 : line.facts ? 0.9 : 0.5 },
    dashes: line.facts ? false : denied ? [2, 6] : [8, 6],
  };
}

/** Whether an edge has nothing to do with what is chosen; a large drawing is not faded, as that takes its time. */
function aside(edge) {
  if (edges.length > 1500) return false;
  if (state.edge !== null) return state.edge !== edge.id;
  return state.node !== null && edge.from !== state.node && edge.to !== state.node;
}

function curve(edge) {
  if (edge.from === edge.to) return { selfReference: { size: 12 + 9 * edge.bend, angle: Math.PI / 4 + edge.bend * 1.3, renderBehindTheNode: false }, smooth: { enabled: true, type: 'curvedCW', roundness: 0.2 } };
  return { smooth: edge.bend ? { enabled: true, type: edge.bend > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(edge.bend) } : { enabled: false } };
}

function draw() {
  visNodes = new vis.DataSet(nodes.map(({ x, y, size, shape }, id) => ({ x, y, size, shape, ...nodeStyle(id) })));
  visEdges = new vis.DataSet(edges.map((edge, id) => ({ from: edge.from, to: edge.to, ...curve(edge), ...edgeStyle(id) })));
  const many = edges.length > 1500;
  network = new vis.Network(stage, { nodes: visNodes, edges: visEdges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, keyboard: false, hideEdgesOnDrag: many, hideEdgesOnZoom: many, tooltipDelay: 1e9 },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.55 } }, selectionWidth: 1.5, hoverWidth: 0.8, arrowStrikethrough: false },
  });
  network.on('afterDrawing', names);
  network.on('click', clicked);
  network.on('doubleClick', ({ nodes: [id] }) => { if (id !== undefined) focusOn(id); });
  network.on('hoverNode', ({ node }) => hover({ node }));
  network.on('hoverEdge', ({ edge }) => hover({ edge }));
  network.on('blurNode', () => hover(null));
  network.on('blurEdge', () => hover(null));
  network.on('zoom', thicken);
  network.on('animationFinished', thicken);
  whole(false);
  thicken();
}

/** Lines as thick as the distance asks for. A large drawing keeps what it had at first: a change takes its time. */
function thicken() {
  const wanted = Math.min(Math.max(0.8 / network.getScale(), 1), 3.5);
  if ((edges.length > 1500 && thick !== 1) || Math.abs(Math.log(wanted / thick)) < 0.3) return;
  thick = wanted;
  redraw();
}

function hover(what) {
  hovered = what;
  stage.firstChild.style.cursor = what ? 'pointer' : 'default';
  network.redraw();
}

function names(ctx) {
  const scale = network.getScale();
  const ratio = network.canvas.pixelRatio || 1;
  const zero = network.canvasToDOM({ x: 0, y: 0 });
  const size = { width: stage.clientWidth, height: stage.clientHeight };
  const body = network.body;
  const screen = (p) => ({ x: zero.x + p.x * scale, y: zero.y + p.y * scale });
  const where = (id) => ({ ...screen(body.nodes[id]), r: nodes[id].size * scale });
  const edgePoint = (id, t) => {
    const edge = body.edges[id];
    if (!edge || !edge.connected) return null;
    const length = Math.hypot(edge.from.x - edge.to.x, edge.from.y - edge.to.y) * scale;
    if (edges[id].from === edges[id].to) return { ...screen(edge.edgeType.getPoint(t)), length: Infinity };
    return { ...screen(edge.edgeType.getPoint(t)), length: length - (nodes[edges[id].from].size + nodes[edges[id].to].size) * scale };
  };
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawLabels(ctx, size, where, edgePoint, markedNow());
  ctx.restore();
}

/** What is pointed at or chosen, with what touches it. */
function markedNow() {
  const found = { nodes: new Set(), edges: new Set(), strong: new Set(), only: false, covered: coveredBy };
  const touch = (id) => { for (const e of [...out[id], ...into[id]]) if (shown.edges.has(e.id)) { found.edges.add(e.id); found.nodes.add(e.from).add(e.to); } found.nodes.add(id); found.strong.add('n' + id); };
  const cross = (id) => { found.edges.add(id); found.nodes.add(edges[id].from).add(edges[id].to); found.strong.add('e' + id); };
  if (hovered?.node !== undefined) touch(hovered.node); else if (hovered?.edge !== undefined) cross(hovered.edge);
  if (state.node !== null) touch(state.node);
  if (state.edge !== null) cross(state.edge);
  found.only = Boolean(hovered) || state.node !== null || state.edge !== null;
  return found;
}

function clicked({ nodes: [node], edges: [edge], pointer }) {
  const hit = drawn.find((l) => pointer.DOM.x >= l.x && pointer.DOM.x <= l.x + l.w && pointer.DOM.y >= l.y && pointer.DOM.y <= l.y + l.h);
  if (node !== undefined) openNode(node);
  else if (hit) (hit.kind === 'node' ? openNode : openEdge)(hit.id);
  else if (edge !== undefined) openEdge(edge);
  else choose({ node: null, edge: null });
}

const openNode = (id) => choose({ node: id, edge: null });
const openEdge = (id) => choose({ edge: id, node: null });

function focusOn(id) {
  choose({ focus: id, node: id, edge: null });
  whole();
}

const animation = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? false : { duration: 350, easingFunction: 'easeInOutQuad' });

/** Everything that is shown, as large as it fits. */
function whole(moving = true) {
  const [frame, zoomed] = [stage, document.querySelector('.zoom')].map((e) => e.getBoundingClientRect());
  coveredBy = [{ x: zoomed.x - frame.x, y: zoomed.y - frame.y, w: zoomed.width, h: zoomed.height }];
  const at = network.getPositions([...shown.nodes]);
  const ids = Object.keys(at).map(Number);
  if (!ids.length) return;
  const ctx = document.createElement('canvas').getContext('2d');
  const text = ids.map((id) => (ids.length > 150 ? 20 : widthOf(ctx, nameOn(nodes[id]), fontOf(nodes[id])) / 2 + 8));
  const span = (scale) => {
    const found = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    ids.forEach((id, n) => {
      const [x, y, r] = [at[id].x * scale, at[id].y * scale, nodes[id].size * scale];
      found.left = Math.min(found.left, x - Math.max(r, text[n]));
      found.right = Math.max(found.right, x + Math.max(r, text[n]));
      found.top = Math.min(found.top, y - r - 10);
      found.bottom = Math.max(found.bottom, y + r + 26);
    });
    return found;
  };
  const note = document.getElementById('left');
  const [width, height] = [stage.clientWidth - 16, stage.clientHeight - 16 - (note.textContent ? note.offsetHeight : 0)];
  // Names keep their size while the rest grows, so the largest scale at which all fits is found by halving.
  let [low, high] = [0.02, 1.5];
  for (let n = 0; n < 24; n++) {
    const middle = (low + high) / 2;
    const { left: l, right, top, bottom } = span(middle);
    if (right - l <= width && bottom - top <= height) low = middle; else high = middle;
  }
  const { left: l, right, top, bottom } = span(low);
  network.moveTo({ position: { x: (l + right) / 2 / low, y: ((top + bottom) / 2 + (stage.clientHeight - 16 - height) / 2) / low }, scale: low, animation: moving && animation() });
  return low;
}

function centre(id) {
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: animation() });
}

/** Bring an edge to where it can be read, if it is not. */
function reveal({ from, to }) {
  const scale = network.getScale();
  const ends = [from, to].map((id) => network.getPosition(id));
  const seen = ends.map((p) => network.canvasToDOM(p)).every((p) => p.x > 0 && p.y > 0 && p.x < stage.clientWidth && p.y < stage.clientHeight);
  if (seen && scale > 0.6) return;
  const [far, room] = [Math.hypot(ends[0].x - ends[1].x, ends[0].y - ends[1].y), Math.min(stage.clientWidth, stage.clientHeight) - 120];
  const middle = { x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2 };
  network.moveTo({ position: middle, scale: Math.min(Math.max(scale, 0.9), room / far), animation: animation() });
}

/** Give vis-network what has changed, and only that. */
function redraw() {
  if (!network) return;
  const changed = (items, style, known) => items.map((_, id) => style(id)).filter((item) => {
    const text = JSON.stringify(item);
    if (known.get(item.id) === text) return false;
    known.set(item.id, text);
    return true;
  });
  visNodes.update(changed(nodes, nodeStyle, before.nodes));
  visEdges.update(changed(edges, edgeStyle, before.edges));
  if (state.node !== null) network.selectNodes([state.node], false);
  else if (state.edge !== null) network.setSelection({ edges: [state.edge] }, { highlightEdges: false });
  else network.unselectAll();
  network.redraw();
}

function keys(event) {
  const step = 60 / network.getScale();
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (moves[event.key]) {
    const at = network.getViewPosition();
    network.moveTo({ position: { x: at.x + moves[event.key][0], y: at.y + moves[event.key][1] } });
  } else if (event.key === '+' || event.key === '=') zoom(1.25);
  else if (event.key === '-') zoom(0.8);
  else if (event.key === '0') whole();
  else if (event.key === 'n' || event.key === 'p') step_(event.key === 'n' ? 1 : -1);
  else return;
  event.preventDefault();
}

/** From one actor to the next, the weightiest first. */
function step_(by) {
  const order = [...shown.nodes].sort((a, b) => a - b);
  if (!order.length) return;
  const at = order.indexOf(state.node);
  const next = order[(at + by + order.length) % order.length];
  openNode(next);
  centre(next);
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
  thicken();
}
