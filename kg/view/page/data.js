// What the page is about: the tables Python wrote, and a few ways to read them. Nothing here touches the document.

const raw = JSON.parse(document.getElementById('data').textContent);
const { articles, sentences, left, asked } = raw.tables;
const nodes = raw.nodes;
const edges = raw.edges;

const OTHER = { light: '#6f6a4a', dark: '#c9c39a' };
// Blue and teal for cooperation, red and orange for conflict: told apart by people who see few colours, and each readable as text (WCAG 2.2, 1.4.3).
const FAMILIES = new Map(Object.entries({
  cooperatesMaterially: { name: 'Cooperation: acts', light: '#0b5394', dark: '#62aef0' },
  cooperatesVerbally: { name: 'Cooperation: words', light: '#1a7a99', dark: '#7fd6d6' },
  conflictsMaterially: { name: 'Conflict: acts', light: '#a61e17', dark: '#ff7b6b' },
  conflictsVerbally: { name: 'Conflict: words', light: '#ad5600', dark: '#ffb14a' },
  states: { name: 'Statements', light: '#7a4fa3', dark: '#c9a6ee' },
  role: { name: 'Roles', light: '#5b6770', dark: '#a9b4bd' },
  relatesTo: { name: 'Other verbs', ...OTHER },
}));
const TYPES = new Map(Object.entries({
  Person: { name: 'Persons', sign: '●' },
  State: { name: 'States', sign: '⬢' },
  Organization: { name: 'Organisations', sign: '■' },
  Group: { name: 'Groups', sign: '▲' },
  Place: { name: 'Places', sign: '▼' },
  Actor: { name: 'Others', sign: '●' },
  Topic: { name: 'Topics', sign: '◆' },
}));

const words = (name) => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
const familyOf = (key) => FAMILIES.get(key) || { ...OTHER, name: key === 'other' ? 'Other' : words(key) };
const dayOf = (iso) => { const t = iso ? Date.parse(iso + 'T00:00:00Z') : NaN; return Number.isNaN(t) ? null : t / 864e5; };
const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
const SEASONS = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' };

/** A time in EDTF (ISO 8601-2) in words: "2021-21" is spring 2021, "2021-11/.." is since 2021-11. */
function inWords(edtf) {
  const [from, to] = edtf.split('/').map((day) => day.replace(/^(-?\d+)-(2[1-4])$/, (_, year, season) => `${SEASONS[season]} ${year}`).replace(/[~?%]+$/, ' or so'));
  if (to === undefined) return from;
  return to === '..' || to === '' ? `since ${from}` : from === '..' || from === '' ? `until ${to}` : `${from} to ${to}`;
}

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const cut = (text, longest) => (text.length > longest ? text.slice(0, longest - 1).trimEnd() + '…' : text);
const plural = (n, one, many) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

const out = nodes.map(() => []);
const into = nodes.map(() => []);
edges.forEach((edge, id) => {
  edge.id = id;
  out[edge.from].push(edge);
  into[edge.to].push(edge);
});
for (const told of [...edges.map((e) => e.kg.told), ...nodes.map((n) => n.kg.alone)].flat()) {
  const [first, last] = [dayOf(told.from), dayOf(told.to)];
  told.dated = first !== null || last !== null;
  told.first = first ?? (told.dated ? -Infinity : null);
  told.last = last ?? (told.dated ? Infinity : null);
  told.day = first ?? last;
}

/** What kind of saying it is, in a word; '' for a fact. */
function manner(told) {
  if (told.p === 'Negated') return 'denied';
  if (told.m !== 'Actual') return told.m.toLowerCase();
  return told.f ? '' : 'claimed';
}

/** The events of some sentences, each once: several sentences can tell of one event. */
const eventsOf = (list) => [...new Map(list.map((told) => [told.n, told])).values()];

/** How an edge is summed up: how many events, how many are told as fact, and the manner of the rest. */
function sum(told) {
  const events = eventsOf(told);
  const facts = events.filter((t) => t.f).length;
  const manners = ['claimed', 'planned', 'possible', 'demanded', 'denied'].filter((m) => events.some((t) => !t.f && manner(t) === m));
  return { count: events.length, facts, manners };
}

/** Which of two edges goes first: what is told as fact more often, then what is between those of whom more is said. */
const importance = (edge) => nodes[edge.from].kg.weight + nodes[edge.to].kg.weight;
const stronger = (a, b) => b.facts - a.facts || b.count - a.count || importance(b.edge) - importance(a.edge) || a.edge.id - b.edge.id;

/** The relation in words; of a verb that no relation covers, the verb. */
const verb = (edge) => (edge.kg.as ? `“${edge.kg.as}”` : edge.kg.label);

/** The words on an edge. What is no fact says so. */
function wording(edge, total) {
  if (total.facts) return verb(edge) + (total.facts > 1 ? ` ×${total.facts}` : '');
  return `${total.manners.length > 2 ? 'disputed' : total.manners.join(', ')}: ${verb(edge)}` + (total.count > 1 ? ` ×${total.count}` : '');
}
