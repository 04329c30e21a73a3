// The legend is the switchboard: families, relations, kinds of actors, claims.

const legend = document.getElementById('legend');
const boxes = [];

function box(label, count, checked, change, mark = null, id = null) {
  const input = h('input', { type: 'checkbox', id, onchange: (event) => change(event.target.checked) });
  boxes.push({ input, checked });
  return h('label', {}, input, mark ?? '', h('span', {}, label), h('small', {}, count.toLocaleString('en')));
}

function tally(list) {
  const found = new Map();
  for (const key of list) found.set(key, (found.get(key) || 0) + 1);
  return found;
}

function buildLegend() {
  const families = tally(edges.map((e) => e.kg.family));
  const known = [...FAMILIES.keys(), ...[...families.keys()].filter((f) => !FAMILIES.has(f)).sort()];
  const types = tally(nodes.map((n) => n.kg.type));
  const claims = edges.filter((e) => !e.kg.told.some((t) => t.f)).length;
  const group = (title, ...rows) => h('fieldset', {}, h('legend', {}, title), ...rows);
  legend.replaceChildren(h('details', { open: innerWidth > 1000 }, h('summary', {}, 'Legend and filters'),
    group('Relations', ...known.filter((f) => families.has(f)).map(familyRow)),
    group('Claims', box('claimed, planned, possible, denied', claims, () => state.claims, (on) => choose({ claims: on }), swatch('role', true), 'claims')),
    group('Actors', ...[...TYPES].filter(([type]) => types.has(type)).map(([type, { name: label, sign }]) => box(label, types.get(type), () => !state.types.has(type), (on) => toggle(state.types, type, on), h('i', { class: 'sign', 'aria-hidden': 'true' }, sign), 'type-' + type)))));
}

function familyRow(family) {
  const members = edges.filter((e) => e.kg.family === family);
  const labels = new Map(members.map((e) => [e.kg.relation, e.kg.label]));
  const counts = [...tally(members.map((e) => e.kg.relation))].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const list = h('div', { class: 'relations', hidden: true, id: 'in-' + family }, ...counts.map(([relation, count]) => box(labels.get(relation), count, () => !state.relations.has(relation), (on) => toggle(state.relations, relation, on), null, 'relation-' + relation)));
  const more = h('button', { type: 'button', class: 'plain more', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-label': `Relations of ${familyOf(family).name}`, onclick: () => { list.hidden = !list.hidden; more.setAttribute('aria-expanded', String(!list.hidden)); } }, '▸');
  return h('div', { class: 'family' }, box(familyOf(family).name, members.length, () => !state.families.has(family), (on) => toggle(state.families, family, on), swatch(family), 'family-' + family), more, list);
}

function showLegend() {
  for (const { input, checked } of boxes) input.checked = checked();
}
