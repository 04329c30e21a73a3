// What is on the screen as a picture or a drawing; the sentences behind it as a table.

function download(content, type, file) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = h('a', { download: file });
  link.href = url;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function asPng() {
  const from = stage.querySelector('canvas');
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [from.width, from.height];
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(from, 0, 0);
  canvas.toBlob((blob) => download(blob, 'image/png', 'network.png'));
}

const xml = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const num = (n) => n.toFixed(1);

function asSvg() {
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  const scale = network.getScale();
  const at = (p) => { const q = network.canvasToDOM(p); return `${num(q.x)},${num(q.y)}`; };
  const lines = [...shown.edges.values()].map((line) => svgEdge(line, at, scale));
  const dots = [...shown.nodes].sort((a, b) => b - a).map((id) => svgNode(id, scale));
  const texts = drawn.map((l) => `<text x="${num(l.cx)}" y="${num(l.cy)}" fill="${l.colour}" font-size="${l.font.match(/([\d.]+)px/)[1]}"${l.font.includes('italic') ? ' font-style="italic"' : ''}${/^[56]00/.test(l.font) ? ' font-weight="600"' : ''}>${xml(l.text)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><marker id="end" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="4.5" markerHeight="4.5" orient="auto"><path d="M0 0L10 5L0 10z" fill="context-stroke"/></marker></defs>
<rect width="100%" height="100%" fill="${colours.ground}"/>
<g fill="none">${lines.join('\n')}</g>
<g>${dots.join('\n')}</g>
<g font-family="system-ui, sans-serif" text-anchor="middle" dominant-baseline="central" paint-order="stroke" stroke="${colours.ground}" stroke-width="3.5" stroke-linejoin="round">${texts.join('\n')}</g>
</svg>`;
}

function svgEdge({ edge, facts, manners }, at, scale) {
  const item = network.body.edges[edge.id];
  const style = edgeStyle(edge.id);
  const dash = facts ? '' : ` stroke-dasharray="${style.dashes.join(' ')}"`;
  const points = [];
  // As a chain of points from rim to rim: the same for straight lines, curves and loops.
  const clear = (p, end) => Math.hypot(p.x - item[end].x, p.y - item[end].y) >= nodes[edge[end]].size;
  for (let t = 0; t <= 1.0001; t += 0.02) {
    const p = item.edgeType.getPoint(Math.min(t, 1));
    if (clear(p, 'from') && clear(p, 'to')) points.push(at(p));
  }
  const title = `${nodes[edge.from].label} ${verb(edge)} ${nodes[edge.to].label}` + (facts ? '' : ` (${manners.join(', ')})`);
  return `<polyline points="${points.join(' ')}" stroke="${style.color.color}" stroke-width="${num(style.width * Math.max(scale, 0.4))}" opacity="${style.color.opacity}"${dash} marker-end="url(#end)"><title>${xml(title)}</title></polyline>`;
}

function svgNode(id, scale) {
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const r = nodes[id].size * scale;
  const sides = { hexagon: [6, 0], square: [4, Math.PI / 4], diamond: [4, 0], triangle: [3, -Math.PI / 2], triangleDown: [3, Math.PI / 2] }[nodes[id].shape];
  const paint = `fill="${nodes[id].kg.type === 'Topic' ? colours.ground : colours.node}" stroke="${colours.line}" stroke-width="1.5"`;
  if (!sides) return `<circle cx="${num(x)}" cy="${num(y)}" r="${num(r)}" ${paint}/>`;
  const corners = Array.from({ length: sides[0] }, (_, n) => { const a = sides[1] + (2 * Math.PI * n) / sides[0]; return `${num(x + r * Math.cos(a))},${num(y + r * Math.sin(a))}`; });
  return `<polygon points="${corners.join(' ')}" ${paint}/>`;
}

/** A cell of a table; a spreadsheet would take one that begins with these signs for a formula. */
function cell(value) {
  const text = String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replace(/"/g, '""')}"`;
}

function asCsv() {
  const chosen = state.edge !== null ? [state.edge] : state.node !== null ? [...out[state.node], ...into[state.node]].map((e) => e.id) : [...shown.edges.keys()];
  const rows = [['source', 'relation', 'target', 'theme', 'polarity', 'modality', 'attributed to', 'told as fact', 'time', 'earliest', 'latest', 'confidence', 'published', 'article', 'headline', 'cue', 'sentence']];
  for (const { edge, told } of chosen.map((id) => shown.edges.get(id)).filter(Boolean)) {
    for (const t of told) {
      const article = articles[t.a];
      rows.push([nodes[edge.from].label, edge.kg.relation, nodes[edge.to].label, t.theme, t.p, t.m, t.by, t.f ? 'yes' : 'no', t.when, t.from, t.to, t.conf, article.date, article.id, article.headline, t.c, t.s === undefined ? '' : sentences[t.s]]);
    }
  }
  return '\ufeff' + rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
