// What the reader has chosen, what follows from it, and how both are kept in the address.

// Beyond that many nodes the topics are hidden at first: who meets whom is what one looks for in a large drawing.
const CROWD = 80;
const HIDDEN = nodes.length > CROWD && nodes.some((node) => node.kg.type !== 'Topic') ? ['Topic'] : [];
const FRESH = () => ({ families: new Set(), relations: new Set(), types: new Set(HIDDEN), claims: true, from: null, to: null, focus: null, node: null, edge: null });
let state = FRESH();
let shown = { edges: new Map(), nodes: new Set() };
const listeners = [];

const inTime = (told) => state.from === null || !told.dated || (told.first <= state.to && told.last >= state.from);
const passes = (told) => (state.claims || Boolean(told.f)) && inTime(told);

/** What is to be drawn: edges with the sentences that pass, and the nodes at their ends. */
function compute() {
  const found = { edges: new Map(), nodes: new Set() };
  for (const edge of edges) {
    if (state.families.has(edge.kg.family) || state.relations.has(edge.kg.relation)) continue;
    if (state.types.has(nodes[edge.from].kg.type) || state.types.has(nodes[edge.to].kg.type)) continue;
    if (state.focus !== null && edge.from !== state.focus && edge.to !== state.focus) continue;
    const told = edge.kg.told.filter(passes);
    if (!told.length) continue;
    found.edges.set(edge.id, { edge, told, ...sum(told) });
    found.nodes.add(edge.from).add(edge.to);
  }
  nodes.forEach((node, id) => {
    if (state.focus === null && !state.types.has(node.kg.type) && node.kg.alone.some(passes)) found.nodes.add(id);
  });
  if (state.focus !== null) found.nodes.add(state.focus);
  if (state.node !== null) found.nodes.add(state.node);
  return found;
}

/** Change what is chosen and tell everyone who shows it. */
function choose(change, quiet = false) {
  Object.assign(state, change);
  shown = compute();
  for (const listener of listeners) listener();
  if (!quiet) remember();
}

function toggle(set, key, on) {
  if (on) set.delete(key); else set.add(key);
  choose({});
}

const nameOf = (id) => nodes[id].kg.iri;
const edgeName = (edge) => [nameOf(edge.from), edge.kg.relation, nameOf(edge.to)].join(' ');

function remember() {
  const kept = new URLSearchParams();
  for (const key of ['families', 'relations']) for (const item of state[key]) kept.append(key, item);
  if ([...state.types].join() !== HIDDEN.join()) kept.set('types', [...state.types].join(' '));
  if (!state.claims) kept.set('claims', 'no');
  if (state.from !== null) { kept.set('from', isoOf(state.from)); kept.set('to', isoOf(state.to)); }
  if (state.focus !== null) kept.set('focus', nameOf(state.focus));
  if (state.node !== null) kept.set('node', nameOf(state.node));
  if (state.edge !== null) kept.set('edge', edgeName(edges[state.edge]));
  const text = kept.toString();
  // A page inside a notebook has no address of its own.
  try { history.replaceState(null, '', text ? '#' + text : location.pathname + location.search); } catch { /* no address */ }
}

/** The choice that an address holds; what is not known in it is passed over. */
function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  const found = FRESH();
  for (const key of ['families', 'relations']) found[key] = new Set(kept.getAll(key));
  if (kept.has('types')) found.types = new Set(kept.get('types').split(' ').filter(Boolean));
  const find = (iri) => { const id = nodes.findIndex((n) => n.kg.iri === iri); return id < 0 ? null : id; };
  found.claims = kept.get('claims') !== 'no';
  const [from, to] = [dayOf(kept.get('from')), dayOf(kept.get('to'))];
  if (from !== null && to !== null && from <= to) [found.from, found.to] = [from, to];
  if (kept.has('focus')) found.focus = find(kept.get('focus'));
  if (kept.has('node')) found.node = find(kept.get('node'));
  if (kept.has('edge')) { const id = edges.findIndex((e) => edgeName(e) === kept.get('edge')); found.edge = id < 0 ? null : id; }
  return found;
}
