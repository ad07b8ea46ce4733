'use strict';
// The list: the matrix, the filters, the cases. What stands after # in the address is all the state.
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);

// An element with attributes and children; texts are texts, whatever they hold.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const kFilters = ['q', 'subject', 'family', 'level', 'verdict'];
const family = (item) => item.id.slice(0, item.id.lastIndexOf('/'));
const isMiss = (result) => result && result.verdict !== 'pass' && result.verdict !== 'skipped';

// How a result is shown: its colour, and whether somebody has to look at it.
function stateOf(result) {
  if (!result) return '';
  if (result.verdict === 'pass' || result.verdict === 'skipped') return result.verdict;
  return result.finding ? 'new' : result.known ? 'known' : 'below';
}

function chip(result, block) {
  if (!result) return make('span', {class: 'quiet'}, 'not run');
  const state = stateOf(result);
  const words = {known: ', known', below: ', below the gate'};
  return make('span', {class: 'chip ' + state + (block ? ' block' : '')},
      result.verdict, words[state] ? make('span', {}, words[state]) : null);
}

function readState() {
  const hash = location.hash.replace(/^#\/?/, '');
  const [path, query] = hash.split('?');
  const state = Object.fromEntries(new URLSearchParams(query || ''));
  const item = path.startsWith('case/') ? decodeURIComponent(path.slice(5)) : null;
  return {item, filters: Object.fromEntries(kFilters.map((name) => [name, state[name] || '']))};
}

function address(filters, item) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  const text = String(query);
  return '#/' + (item ? 'case/' + encodeURIComponent(item) : '') + (text ? '?' + text : '');
}

// Whether a result is what the filter on verdicts asks for.
function verdictMatches(result, wanted) {
  if (!result) return false;
  if (wanted === 'misses') return isMiss(result);
  if (wanted === 'new') return result.finding;
  if (wanted === 'known') return result.known !== undefined;
  return result.verdict === wanted;
}

function textOf(index) {
  const item = data.cases[index];
  const parts = [item.id, item.title, item.want, ...item.flags];
  for (const result of data.results[index]) {
    if (result) parts.push(result.reason || '', result.got || '');
  }
  return parts.join('\n').toLowerCase();
}
const searched = new Map();

function matches(index, filters) {
  const item = data.cases[index];
  if (filters.family && family(item) !== filters.family) return false;
  if (filters.level && item.level !== filters.level) return false;
  if (filters.subject || filters.verdict) {
    const found = data.results[index].some((result, subject) =>
      (!filters.subject || data.subjects[subject].name === filters.subject) &&
      (filters.verdict ? verdictMatches(result, filters.verdict) : result));
    if (!found) return false;
  }
  if (!filters.q) return true;
  if (!searched.has(index)) searched.set(index, textOf(index));
  const text = searched.get(index);
  return filters.q.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

const chosen = (filters) => data.cases.map((_, index) => index).filter((index) => matches(index, filters));

function count(subject, verdict) {
  return data.results.filter((row, index) => data.cases[index].level !== 'MAY' &&
    data.cases[index].counts && verdictMatches(row[subject], verdict)).length;
}

function matrix() {
  const verdicts = data.verdicts.filter((verdict) => verdict !== 'pass' &&
    data.subjects.some((_, subject) => count(subject, verdict) > 0));
  const columns = [...verdicts, 'new', 'known'];
  const head = make('tr', {}, make('th', {scope: 'col'}, 'Subject'),
      ['MUST', 'SHOULD', ...columns].map((name) => make('th', {scope: 'col'}, name)));
  const rows = data.subjects.map((subject, index) => {
    const versions = [subject.sdk + ' ' + subject.version, ...subject.versions, subject.runtime];
    const levels = ['MUST', 'SHOULD'].map((level) => {
      const {passed, total} = subject.levels[level];
      return make('td', {class: passed === total ? 'pass' : ''}, passed + '/' + total);
    });
    const cells = columns.map((verdict) => {
      const number = count(index, verdict);
      if (number === 0) return make('td', {class: 'zero'}, '0');
      const href = address({subject: subject.name, verdict});
      const label = `${number} ${verdict}, ${subject.name}`;
      return make('td', {}, make('a', {href, 'aria-label': label}, String(number)));
    });
    const failure = subject.failure ? make('small', {}, 'incomplete: ' + subject.failure) : null;
    return make('tr', {}, make('th', {scope: 'row'}, subject.name,
        make('small', {}, versions.filter(Boolean).join(', ')), failure), levels, cells);
  });
  byId('matrix').replaceChildren(make('table', {}, make('caption', {}, 'Subjects and verdicts'),
      make('thead', {}, head), make('tbody', {}, rows)));
  const stale = data.subjects.flatMap((subject) => [...subject.stale, ...subject.expired]);
  byId('silent').textContent = 'Numbers are of MUST and SHOULD cases; MAY cases never fail a run.' +
    (stale.length > 0 ? ` Known failures that no longer hold: ${stale.join('; ')}.` : '');
}

function caseRows(filters) {
  return chosen(filters).map((index) => {
    const item = data.cases[index];
    const link = make('a', {href: address(filters, item.id), 'data-case': item.id}, item.id);
    const cells = data.results[index].map((result) => make('td', {}, chip(result)));
    return make('tr', {}, make('td', {}, link, make('small', {}, item.title)),
        make('td', {class: 'level'}, item.level), cells);
  });
}

function showList(filters, focus) {
  for (const name of kFilters) {
    if (byId(name).value !== filters[name]) byId(name).value = filters[name];
  }
  const rows = caseRows(filters);
  const head = make('tr', {}, ['Case', 'Level', ...data.subjects.map((subject) => subject.name)]
      .map((name) => make('th', {scope: 'col'}, name)));
  byId('cases').replaceChildren(make('table', {}, make('caption', {}, 'Cases'),
      make('thead', {}, head), make('tbody', {}, rows)));
  byId('count').textContent = `${rows.length} of ${data.cases.length} cases`;
  document.title = 'assay conform';
  if (focus) document.querySelector(`[data-case="${CSS.escape(focus)}"]`)?.focus();
}

function fill(id, first, values) {
  byId(id).replaceChildren(make('option', {value: ''}, first),
      ...values.map((value) => make('option', {value}, value)));
}

function prepare() {
  const about = [`suite ${data.suite.edition}, ${data.cases.length} cases run`, data.started,
    `assay ${data.tool}`, data.environment];
  byId('about').textContent = about.join(' \u00b7 ');
  fill('subject', 'all', data.subjects.map((subject) => subject.name));
  fill('family', 'all', [...new Set(data.cases.map(family))].sort());
  fill('level', 'all', ['MUST', 'SHOULD', 'MAY']);
  fill('verdict', 'all', ['misses', 'new', 'known', ...data.verdicts]);
  matrix();
  const update = () => {
    const filters = Object.fromEntries(kFilters.map((name) => [name, byId(name).value]));
    history.replaceState(null, '', address(filters));
    showList(filters);
  };
  byId('filters').addEventListener('input', update);
  byId('filters').addEventListener('submit', (event) => event.preventDefault());
  byId('filters').addEventListener('reset', () => setTimeout(update));
}
