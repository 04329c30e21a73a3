// All of it together.

const byId = (id) => document.getElementById(id);

function sayLeft() {
  const kinds = [[left.actors, 'actor', 'actors'], [left.topics, 'topic', 'topics']].filter(([n]) => n).map(([n, one, many]) => plural(n, one, many));
  const hidden = nodes.filter((node) => HIDDEN.includes(node.kg.type)).length;
  const only = Object.entries(asked).map(([key, value]) => `${key} ${value}`);
  const notes = [
    only.length ? `Only ${only.join(', ')}.` : '',
    kinds.length ? `Left out: ${kinds.join(' and ')} of which less is said; more with kg view --limit N, or one of them with --actor NAME.` : '',
    hidden ? `${plural(hidden, 'topic is', 'topics are')} hidden at first: switch them on in the legend.` : '',
  ];
  byId('left').textContent = notes.filter(Boolean).join(' ');
}

function sayStatus() {
  const all = edges.length;
  byId('status').textContent = `${plural(shown.nodes.size, 'actor or topic', 'actors and topics')}, ${shown.edges.size.toLocaleString('en')} of ${plural(all, 'relation', 'relations')} shown`;
  byId('unfocus').hidden = state.focus === null;
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  recolour();
}

function recolour() {
  readColours();
  boxes.length = 0;
  buildLegend();
  choose({}, true);
}

function start_() {
  readColours();
  sayLeft();
  state = recall();
  shown = compute();
  buildLegend();
  buildTime();
  buildSearch();
  draw();
  listeners.push(redraw, showPanel, showLegend, showTime, sayStatus);
  choose({}, true);
  whole(false);
  thicken();

  byId('reset').addEventListener('click', () => { choose(FRESH()); whole(); });
  byId('unfocus').addEventListener('click', () => { choose({ focus: null }); whole(); });
  byId('closer').addEventListener('click', () => zoom(1.3));
  byId('farther').addEventListener('click', () => zoom(1 / 1.3));
  byId('fit').addEventListener('click', () => whole());
  byId('skip').addEventListener('click', () => panel.focus());
  byId('theme').addEventListener('click', () => setTheme(colours.scheme === 'dark' ? 'light' : 'dark'));
  stage.addEventListener('keydown', keys);
  const formats = byId('formats');
  const openFormats = (open) => { formats.hidden = !open; byId('save').setAttribute('aria-expanded', String(open)); };
  byId('save').addEventListener('click', () => openFormats(formats.hidden));
  byId('png').addEventListener('click', () => { openFormats(false); asPng(); });
  byId('svg').addEventListener('click', () => { openFormats(false); download(asSvg(), 'image/svg+xml', 'network.svg'); });
  byId('csv').addEventListener('click', () => { openFormats(false); download(asCsv(), 'text/csv', 'sentences.csv'); });
  document.addEventListener('click', (event) => { if (!event.target.closest('.menu')) openFormats(false); });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { openFormats(false); choose({ node: null, edge: null }); }
    if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); searchBox.focus(); }
  });
  addEventListener('hashchange', () => { choose(recall(), true); whole(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
  let width = stage.clientWidth;
  new ResizeObserver(() => { if (Math.abs(stage.clientWidth - width) > 40) { width = stage.clientWidth; whole(false); } }).observe(stage);
  // For tests and for the curious, in the console.
  globalThis.kg = { nodes, edges, network, labels: () => drawn, state: () => state, shown: () => shown, choose, asSvg, asCsv };
  document.documentElement.dataset.ready = 'yes';
}

start_();
