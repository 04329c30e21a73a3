// Find an actor by any of its names: a combobox as in the ARIA Authoring Practices Guide.

const searchBox = document.getElementById('search');
const foundList = document.getElementById('found');
let matches = [];
let active = -1;
const folded = nodes.map((node) => node.kg.names.map((n) => [fold(n), n]));

function search(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const ranked = [];
  folded.forEach((all, id) => {
    let best = null;
    for (const [key, as] of all) {
      const rank = key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(' ' + wanted) ? 2 : key.includes(wanted) ? 3 : 9;
      if (rank < 9 && (!best || rank < best.rank)) best = { id, rank, as };
    }
    if (best) ranked.push(best);
  });
  return ranked.sort((a, b) => a.rank - b.rank || a.id - b.id).slice(0, 8);
}

function showFound() {
  const text = searchBox.value.trim();
  foundList.replaceChildren(...matches.map(({ id, as }, n) => h('li', { role: 'option', id: 'found-' + n, 'aria-selected': String(n === active), onmousedown: (event) => { event.preventDefault(); take(n); } },
    `${TYPES.get(nodes[id].kg.type)?.sign ?? '●'} `, name(cut(nodes[id].label, 60)), as !== nodes[id].label ? h('small', {}, ' ', name(cut(as, 60))) : '')));
  if (!matches.length && text) foundList.append(h('li', { class: 'none', role: 'option', 'aria-disabled': 'true' }, 'No actor of that name is in this page'));
  foundList.hidden = !text;
  searchBox.setAttribute('aria-expanded', String(!foundList.hidden));
  if (active >= 0) searchBox.setAttribute('aria-activedescendant', 'found-' + active); else searchBox.removeAttribute('aria-activedescendant');
}

function take(n) {
  const { id } = matches[n];
  const change = { node: id, edge: null };
  if (state.focus !== null && !shown.nodes.has(id)) change.focus = null;
  choose(change);
  centre(id);
  searchBox.value = '';
  matches = [];
  showFound();
}

function buildSearch() {
  searchBox.addEventListener('input', () => { matches = search(searchBox.value); active = matches.length ? 0 : -1; showFound(); });
  searchBox.addEventListener('blur', () => { foundList.hidden = true; searchBox.setAttribute('aria-expanded', 'false'); });
  searchBox.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') active = matches.length ? (active + (event.key === 'ArrowDown' ? 1 : -1) + matches.length) % matches.length : -1;
    else if (event.key === 'Enter' && active >= 0) { take(active); event.preventDefault(); return; }
    else if (event.key === 'Escape') { searchBox.value = ''; matches = []; event.stopPropagation(); }
    else return;
    event.preventDefault();
    showFound();
  });
}
