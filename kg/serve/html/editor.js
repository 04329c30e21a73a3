// YASGUI on this endpoint: the named queries as tabs, our prefixes, and nothing that would ask another server.
'use strict';

const config = JSON.parse(document.getElementById('config').textContent);
const endpoint = new URL('/sparql', document.location).href;
const wanted = decodeURIComponent(document.location.hash.slice(1)); // before YASGUI clears it

// What completes class and property names asks a server elsewhere: ours know the terms of the ontology.
const terms = (name, list) => ({
  name,
  bulk: true,
  autoShow: false,
  get: () => list,
});
Yasgui.Yasqe.forkAutocompleter('property', terms('property-here', config.properties));
Yasgui.Yasqe.forkAutocompleter('class', terms('class-here', config.classes));
Yasgui.Yasqe.defaults.autocompleters = ['prefixes', 'variables', 'property-here', 'class-here'];

const yasgui = new Yasgui(document.getElementById('editor'), {
  autofocus: false,
  autoAddOnInit: false,
  copyEndpointOnNewTab: false,
  persistenceId: 'kg',
  requestConfig: { endpoint, method: 'GET', acceptHeaderGraph: 'text/turtle,*/*;q=0.9' },
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  yasqe: { prefixCcApi: '/prefixes.json', value: config.start, createShortLink: undefined, persistenceId: null },
  yasr: { prefixes: config.prefixes },
});

for (const { name, text } of config.tabs) {
  const known = yasgui.persistentConfig.getTabs().includes(name);
  if (!known) yasgui.addTab(false, { id: name, name, requestConfig: { endpoint }, yasqe: { value: text, endpoint } });
}
const first = yasgui.getTab(wanted) ? wanted : yasgui.persistentConfig.getActiveId() || config.tabs[0]?.name;
if (first) {
  yasgui.persistentConfig.setActive(first);
  yasgui.markTabSelected(first);
}

// The pages of things are here, not at the addresses that their IRIs spell.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  const local = link && /[/#](actor|topic|event|article|run)\/([^/#?]+)$/.exec(link.getAttribute('href'));
  if (local) link.href = `/${local[1]}/${local[2]}`;
}, true);
document.documentElement.dataset.ready = 'yes';
