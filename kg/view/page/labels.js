// Names on the drawing. Like the names on a map they keep their size, the weightier go first, and none covers another.

const CELL = 80;
const CHIEF = 30;
const FONT = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
let drawn = [];

/** Boxes on the screen that are taken, in cells so that a look-up costs little. */
class Taken {
  constructor() { this.cells = new Map(); }
  * around(box) {
    for (let x = Math.floor(box.x / CELL); x <= Math.floor((box.x + box.w) / CELL); x++) {
      for (let y = Math.floor(box.y / CELL); y <= Math.floor((box.y + box.h) / CELL); y++) yield x * 65537 + y;
    }
  }
  /** Whether a box is free of all but its owner's; with `over` it may lie over nodes, though not over names. */
  free(box, owner, over = false) {
    for (const cell of this.around(box)) {
      for (const other of this.cells.get(cell) || []) {
        if (other.owner !== owner && !(over && other.soft) && box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h) return false;
      }
    }
    return true;
  }
  add(box, owner, soft = false) {
    const kept = { ...box, owner, soft };
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(kept);
    }
  }
}

const widths = new Map();
function widthOf(ctx, text, font) {
  const key = font + text;
  if (!widths.has(key)) { ctx.font = font; widths.set(key, ctx.measureText(text).width); }
  return widths.get(key);
}

const halo = (ctx, text, x, y) => { ctx.strokeText(text, x, y); ctx.fillText(text, x, y); };

/** Draw names of nodes, then words on edges, wherever there is room; `marked` nodes and edges always. */
function drawLabels(ctx, size, where, edgePoint, marked) {
  const taken = new Taken();
  const inside = (box) => box.x + box.w > 0 && box.y + box.h > 0 && box.x < size.width && box.y < size.height;
  drawn = [];
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  ctx.lineJoin = 'round';
  for (const box of marked.covered) taken.add(box, 'page');
  const spots = [];
  for (const id of shown.nodes) {
    const at = where(id);
    if (at.x < -200 || at.y < -60 || at.x > size.width + 200 || at.y > size.height + 60) continue;
    spots.push({ id, at, r: at.r });
    taken.add({ x: at.x - at.r, y: at.y - at.r, w: 2 * at.r, h: 2 * at.r }, 'n' + id, true);
  }
  spots.sort((a, b) => marked.nodes.has(b.id) - marked.nodes.has(a.id) || a.id - b.id);
  // The weightiest are named even where they stand close: their names may lie over nodes, never over names.
  spots.forEach(({ id, at, r }, n) => drawName(ctx, id, at, r, taken, size, inside, marked, false) || (n < CHIEF && drawName(ctx, id, at, r, taken, size, inside, marked, true)));
  const lines = [...shown.edges.values()].filter(({ edge }) => marked.edges.has(edge.id) || !marked.only);
  lines.sort((a, b) => marked.edges.has(b.edge.id) - marked.edges.has(a.edge.id) || stronger(a, b));
  for (const line of lines) drawWords(ctx, line, edgePoint, taken, inside, marked);
}

const nameOn = ({ label }) => cut(label, stage.clientWidth < 500 ? 18 : 30);
const fontOf = ({ kg }) => `${kg.type === 'Topic' ? 'italic 11.5px' : kg.weight > 3 ? '600 13px' : '500 12.5px'} ${FONT}`;

function drawName(ctx, id, at, r, taken, size, inside, marked, over) {
  const node = nodes[id];
  const topic = node.kg.type === 'Topic';
  const font = fontOf(node);
  const text = nameOn(node);
  const [w, h] = [widthOf(ctx, text, font) + 4, 16];
  const places = [[0, r + 10], [0, -r - 10], [r + w / 2 + 4, 0], [-r - w / 2 - 4, 0]];
  for (const [dx, dy] of places) {
    const box = { x: at.x + dx - w / 2, y: at.y + dy - h / 2, w, h };
    if (!inside(box) || box.x < 0 || box.x + w > size.width) continue;
    const must = marked.strong.has('n' + id) && dy > 0 && dx === 0;
    if (!must && !taken.free(box, 'n' + id, over)) continue;
    taken.add(box, 'n' + id + 'name');
    ctx.globalAlpha = marked.only && !marked.nodes.has(id) ? 0.3 : 1;
    ctx.font = font;
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = colours.ground;
    ctx.fillStyle = topic ? colours.soft : colours.text;
    halo(ctx, text, at.x + dx, at.y + dy);
    ctx.globalAlpha = 1;
    drawn.push({ kind: 'node', id, text, ...box, font, cx: at.x + dx, cy: at.y + dy, colour: ctx.fillStyle });
    return true;
  }
  return false;
}

function drawWords(ctx, line, edgePoint, taken, inside, marked) {
  const { edge } = line;
  const font = `${line.facts ? '' : 'italic '}11px ${FONT}`;
  const text = wording(edge, line);
  const [w, h] = [widthOf(ctx, text, font) + 6, 14];
  for (const t of [0.5, 0.43, 0.57, 0.36, 0.64, 0.29, 0.71]) {
    const at = edgePoint(edge.id, t);
    if (!at) return;
    const box = { x: at.x - w / 2, y: at.y - h / 2, w, h };
    if (!inside(box)) continue;
    const must = marked.strong.has('e' + edge.id) && t === 0.5;
    if (!must && (at.length < w * 0.55 || !taken.free(box, 'e' + edge.id))) continue;
    taken.add(box, 'e' + edge.id);
    ctx.font = font;
    ctx.lineWidth = 5;
    ctx.strokeStyle = colours.ground;
    ctx.fillStyle = colourOf(edge.kg.family);
    halo(ctx, text, at.x, at.y);
    drawn.push({ kind: 'edge', id: edge.id, text, ...box, font, cx: at.x, cy: at.y, colour: ctx.fillStyle });
    return;
  }
}
