// The words beside the drawing. Text from articles enters the document as text nodes only.

const panel = document.getElementById('panel');
const LISTED = 60;

/** An element with attributes and children; strings become text. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ''));
  return element;
}

const name = (text) => h('bdi', {}, text);
const swatch = (family, dashed = false) => { const s = h('i', { class: 'swatch' + (dashed ? ' dashed' : ''), 'aria-hidden': 'true' }); s.style.color = colourOf(family); return s; };

function showPanel() {
  const at = panel.scrollTop;
  const parts = state.edge !== null ? edgeCard(edges[state.edge]) : state.node !== null ? nodeCard(state.node) : overview();
  panel.replaceChildren(...parts.flat());
  const key = `${state.edge}/${state.node}`;
  panel.scrollTop = panel.dataset.key === key ? at : 0;
  panel.dataset.key = key;
}

const strongest = () => [...shown.edges.values()].sort(stronger);

function overview() {
  const lines = strongest();
  const list = h('ul', { class: 'lines' }, ...lines.slice(0, LISTED).map((line) => h('li', {}, lineButton(line, true))));
  const more = lines.length > LISTED ? h('button', { type: 'button', class: 'plain', onclick: () => list.append(...lines.slice(list.children.length, list.children.length + 200).map((line) => h('li', {}, lineButton(line, true)))) }, `Show more of ${lines.length.toLocaleString('en')}`) : '';
  return [
    h('h2', {}, 'Relations shown'),
    h('p', { class: 'hint' }, lines.length ? 'Choose one, here or in the drawing, to read the sentences behind it.' : 'Nothing passes the filters. Reset shows everything.'),
    list, more,
  ];
}

function lineButton(line, whole, other = null) {
  const { edge } = line;
  const said = h('span', { class: 'said' }, swatch(edge.kg.family, !line.facts), wording(edge, line));
  const label = whole ? [name(nodes[edge.from].label), said, name(nodes[edge.to].label)] : [said, name(nodes[other].label)];
  return h('button', { type: 'button', class: line.facts ? 'line' : 'line claim', onclick: () => { openEdge(edge.id); reveal(edge); panel.focus({ preventScroll: true }); } }, ...label.flatMap((part) => [part, ' ']));
}

const backButton = () => h('button', { type: 'button', class: 'plain back', onclick: () => { choose({ node: null, edge: null }); panel.focus({ preventScroll: true }); } }, '← All relations');
const nodeButton = (id) => h('button', { type: 'button', class: 'actor', onclick: () => { openNode(id); centre(id); } }, name(nodes[id].label));

function edgeCard(edge) {
  const line = shown.edges.get(edge.id) || { edge, told: edge.kg.told, ...sum(edge.kg.told) };
  const dropped = edge.kg.told.filter((t) => t.s === undefined).length;
  const counts = [line.facts ? `${plural(line.facts, 'event', 'events')} told as fact` : 'never told as fact', line.count > line.facts ? `${line.count - line.facts} only ${line.manners.join(', ')}` : ''];
  return [
    backButton(),
    h('h2', { class: 'sentence' }, nodeButton(edge.from), ' ', h('span', { class: 'said' }, swatch(edge.kg.family, !line.facts), line.facts ? verb(edge) : wording(edge, { ...line, count: 1 })), ' ', nodeButton(edge.to)),
    h('p', { class: 'hint' }, [familyOf(edge.kg.family).name, ...counts.filter(Boolean)].join(' · ')),
    ...line.told.filter((t) => t.s !== undefined).map(sentence),
    dropped ? h('p', { class: 'hint' }, `${plural(dropped, 'older sentence is', 'older sentences are')} not in this page: kg explain shows them all.`) : '',
  ];
}

function sentence(told) {
  const kind = manner(told);
  const article = articles[told.a];
  const badges = [kind ? h('b', { class: 'badge ' + kind }, kind) : h('b', { class: 'badge fact' }, 'told as fact')];
  if (told.p === 'Negated' && told.m !== 'Actual') badges.push(h('b', { class: 'badge' }, told.m.toLowerCase()));
  const facts = [
    told.by ? h('span', {}, 'says ', name(told.by)) : h('span', {}, 'says the article'),
    told.when ? h('span', {}, told.i ? `article of ${told.when}` : `when: ${inWords(told.when)}`) : h('span', {}, 'no date'),
    told.theme ? h('span', {}, 'about ', name(told.theme)) : '',
    h('span', { title: 'How sure the reading of the sentence is' }, `sure: ${Math.round(told.conf * 100)} %`),
  ];
  return h('article', { class: 'told' + (told.f ? '' : ' claim') },
    h('blockquote', { dir: 'auto' }, ...marked(sentences[told.s], told.c || '')),
    h('p', { class: 'facts' }, ...badges, ...facts.flatMap((f) => [f, ' '])),
    h('p', { class: 'source' }, h('bdi', {}, article.headline), article.date ? `, ${article.date}` : ', undated', article.id && article.id !== article.headline ? h('small', {}, ' ', h('bdi', {}, article.id)) : ''));
}

/** The sentence with the words of its cue marked, in their order where that is possible. */
function marked(text, cue) {
  const parts = [];
  let at = 0;
  for (const word of cue.split(' ').filter(Boolean)) {
    const found = wordAt(text, word, at);
    if (found < 0) continue;
    if (found > at) parts.push(text.slice(at, found));
    parts.push(h('mark', {}, text.slice(found, found + word.length)));
    at = found + word.length;
  }
  parts.push(text.slice(at));
  return parts;
}

function wordAt(text, word, from) {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!letter.test(text[at - 1] || '') && !letter.test(text[at + word.length] || '')) return at;
  }
  return -1;
}

function nodeCard(id) {
  const { kg, label } = nodes[id];
  const others = kg.names.filter((n) => n !== label);
  const lines = (list, end) => strongest().filter(({ edge }) => list.includes(edge)).map((line) => h('li', {}, lineButton(line, false, line.edge[end])));
  const section = (title, items) => (items.length ? [h('h3', {}, `${title} (${items.length})`), h('ul', { class: 'lines' }, ...items)] : []);
  const alone = kg.alone.filter(passes);
  return [
    backButton(),
    h('h2', {}, name(label)),
    h('p', { class: 'hint' }, `${TYPES.get(kg.type)?.sign ?? '●'} ${words(kg.type)} · in ${plural(kg.weight, 'event', 'events')}`),
    h('p', {}, state.focus === id
      ? h('button', { type: 'button', onclick: () => { choose({ focus: null }); whole(); } }, 'Show all')
      : h('button', { type: 'button', onclick: () => focusOn(id) }, 'Only this and its neighbours')),
    h('dl', {}, ...[
      ['Roles', kg.roles.join('; ')], ['Also called', others.join(' · ')], ['Wikidata', kg.wikidata || ''], ['IRI', kg.iri],
    ].filter(([, value]) => value).flatMap(([key, value]) => [h('dt', {}, key), h('dd', {}, name(value))])),
    ...section('What it does', lines(out[id], 'to')),
    ...section('What is done to it', lines(into[id], 'from')),
    ...(alone.length ? [h('h3', {}, `Without object (${alone.length})`), ...alone.map((told) => h('div', {}, h('p', { class: 'said' }, (manner(told) ? manner(told) + ': ' : '') + told.label), told.s === undefined ? '' : sentence(told)))] : []),
  ];
}
