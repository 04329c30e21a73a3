// A range over the graph's dates: a histogram with two handles. What lies far before or after the bulk of the events
// has one bar at each end, so that "since 1991" does not squeeze everything else.

const timePart = document.getElementById('time');
let bins = [];
let handles = null;

function edgesOfTime() {
  const days = edges.flatMap((e) => eventsOf(e.kg.told)).map((t) => t.day).filter((d) => d !== null).sort((a, b) => a - b);
  if (days.length < 2 || days[0] === days[days.length - 1]) return [];
  const at = (q) => days[Math.round(q * (days.length - 1))];
  const rare = days.length < 20 ? 0 : 0.03;
  let [low, high] = [at(rare), at(1 - rare)];
  if (days[days.length - 1] - days[0] < 3 * (high - low + 30)) [low, high] = [days[0], days[days.length - 1]];
  else [low, high] = [Math.max(days[0], low - 180), Math.min(days[days.length - 1], high + 180)];
  const span = high - low;
  const unit = span <= 62 ? 'day' : span <= 365 * 6 ? 'month' : 'year';
  const found = [];
  for (let day = start(low, unit); day <= high; day = next(day, unit)) found.push({ first: day, last: next(day, unit) - 1, label: isoOf(day).slice(0, { day: 10, month: 7, year: 4 }[unit]) });
  if (days[0] < found[0].first) found.unshift({ first: days[0], last: found[0].first - 1, label: 'before ' + found[0].label });
  const end = found[found.length - 1];
  if (days[days.length - 1] > end.last) found.push({ first: end.last + 1, last: days[days.length - 1], label: 'after ' + end.label });
  return found;
}

function start(day, unit) {
  const d = new Date(day * 864e5);
  if (unit === 'month') d.setUTCDate(1);
  if (unit === 'year') d.setUTCMonth(0, 1);
  return d / 864e5;
}
function next(day, unit) {
  const d = new Date(day * 864e5);
  if (unit === 'day') d.setUTCDate(d.getUTCDate() + 1);
  if (unit === 'month') d.setUTCMonth(d.getUTCMonth() + 1);
  if (unit === 'year') d.setUTCFullYear(d.getUTCFullYear() + 1);
  return d / 864e5;
}

function buildTime() {
  bins = edgesOfTime();
  if (!bins.length) { timePart.hidden = true; return; }
  const events = edges.flatMap((e) => eventsOf(e.kg.told));
  const counts = bins.map((bin) => events.filter((t) => t.day !== null && t.day >= bin.first && t.day <= bin.last).length);
  const top = Math.max(...counts);
  const undated = events.filter((t) => !t.dated).length;
  const bars = h('div', { class: 'bars', 'aria-hidden': 'true' }, ...counts.map((count, n) => { const bar = h('i', { title: `${bins[n].label}: ${plural(count, 'event', 'events')}` }); bar.style.height = `${count ? Math.max(8, 100 * Math.sqrt(count / top)) : 0}%`; return bar; }));
  const range = (label, value) => h('input', { type: 'range', min: 0, max: bins.length - 1, step: 1, value, 'aria-label': label });
  const [from, to] = [range('From', 0), range('To', bins.length - 1)];
  const text = h('output', {});
  handles = { from, to, bars: [...bars.children], text };
  const moved = (which) => () => {
    if (Number(from.value) > Number(to.value)) (which === from ? to : from).value = which.value;
    const whole = Number(from.value) === 0 && Number(to.value) === bins.length - 1;
    later(() => choose(whole ? { from: null, to: null } : { from: bins[from.value].first, to: bins[to.value].last }));
    labelTime();
  };
  from.addEventListener('input', moved(from));
  to.addEventListener('input', moved(to));
  timePart.replaceChildren(
    h('p', { class: 'range' }, h('b', {}, 'When'), ' ', text, undated ? h('small', {}, ` · ${plural(undated, 'event has', 'events have')} no date and stay`) : ''),
    h('div', { class: 'slider' }, bars, from, to),
    h('p', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, bins[0].label), h('span', {}, bins[bins.length - 1].label)));
}

let waiting = null;
/** At most once a frame. */
function later(act) {
  if (waiting === null) requestAnimationFrame(() => { const run = waiting; waiting = null; run(); });
  waiting = act;
}

function labelTime() {
  const [a, b] = [Number(handles.from.value), Number(handles.to.value)];
  handles.bars.forEach((bar, n) => bar.classList.toggle('out', n < a || n > b));
  handles.text.textContent = a === 0 && b === bins.length - 1 ? 'all dates' : a === b ? bins[a].label : `${bins[a].label} to ${bins[b].label}`;
  handles.from.setAttribute('aria-valuetext', bins[a].label);
  handles.to.setAttribute('aria-valuetext', bins[b].label);
}

function showTime() {
  if (!handles) return;
  const near = (day, end) => { const n = bins.findIndex((bin) => day <= bin.last); return n < 0 ? end : n; };
  handles.from.value = state.from === null ? 0 : near(state.from, bins.length - 1);
  handles.to.value = state.to === null ? bins.length - 1 : near(state.to, bins.length - 1);
  labelTime();
}
