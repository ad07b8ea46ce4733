// The page of a case, the bytes, the keys.
const kMostBytes = 4096;  // of a message, that are shown

function bytesOf(base64) {
  const text = atob(base64);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

// Offset, sixteen bytes, what they are in ASCII.
function hexDump(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = Array.from(row, (byte) => byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.');
    lines.push(at.toString(16).padStart(6, '0') + '  ' + hex.padEnd(47) + '  ' + text.join(''));
  }
  return lines.join('\n');
}

// The text with everything outside printable ASCII escaped and marked; lines end where theirs do.
function textNodes(bytes) {
  const nodes = [];
  let plain = '';
  const mark = (text) => {
    if (plain) nodes.push(plain);
    plain = '';
    nodes.push(make('span', {class: 'ctl'}, text));
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 13 && bytes[i + 1] === 10) {
      plain += '\n';
      i++;
    } else if (byte === 10) {
      mark('\\n');
      plain += '\n';
    } else if (byte >= 32 && byte < 127) {
      plain += String.fromCharCode(byte);
    } else {
      mark('\\x' + byte.toString(16).padStart(2, '0'));
    }
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function wire(title, message) {
  const all = bytesOf(message.bytes);
  const bytes = all.subarray(0, kMostBytes);
  const size = message.size === bytes.length ? `${message.size} bytes` :
      `the first ${bytes.length} of ${message.size} bytes`;
  const note = message.note ? make('p', {class: 'quiet'}, message.note) : null;
  const shown = message.size === 0 ? make('p', {class: 'quiet'}, 'nothing') :
      make('div', {class: 'wire'},
          make('pre', {class: 'wrap', tabindex: '0', 'aria-label': title + ' as text'}, textNodes(bytes)),
          make('pre', {tabindex: '0', 'aria-label': title + ' as hex'}, hexDump(bytes)));
  return [make('h4', {}, `${title}, ${size}`), note, shown];
}

function terms(pairs) {
  const list = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return make('dl', {}, list.flatMap(([term, value]) => [make('dt', {}, term), make('dd', {}, value)]));
}

function source(item) {
  const name = item.name + (item.section ? ', ' + item.section : '');
  const link = /^https?:\/\//.test(item.url) ? make('a', {href: item.url, rel: 'noreferrer'}, name) : name;
  return make('p', {class: 'source'}, link, ` (${item.reading ? 'our reading' : 'text'}): ${item.says}`);
}

function historyLink(item, subject) {
  if (!data.history) return null;
  const fillIn = {'{case}': encodeURIComponent(item.id), '{subject}': encodeURIComponent(subject.name)};
  const href = data.history.replace(/\{case\}|\{subject\}/g, (name) => fillIn[name]);
  return make('a', {href, rel: 'noreferrer'}, 'earlier runs');
}

function subjectPart(item, subject, result) {
  const open = isMiss(result) || data.subjects.length === 1;
  const requests = result.requests.flatMap((request, index) => wire(`Request ${index + 1}`, request));
  return make('details', {class: 'subject', open: open ? '' : undefined},
      make('summary', {}, subject.name, chip(result, true)),
      terms([
        ['expected', make('code', {}, item.want)],
        ['got', result.got ? make('code', {}, result.got) : undefined],
        ['why', result.reason],
        ['known failure', result.known === '' ? 'no reason given yet' : result.known],
        ['attempts', String(result.requests.length)],
        ['standard error', result.stderr ? make('code', {}, result.stderr) : undefined],
        ['replay', make('code', {}, `assay replay ${item.id} ${subject.replay}`)],
        ['history', historyLink(item, subject)],
      ]),
      requests.length > 0 ? requests : make('p', {class: 'quiet'}, 'No request was sent.'));
}

function showCase(id, filters) {
  const index = data.cases.findIndex((item) => item.id === id);
  const page = byId('case');
  if (index < 0) {
    page.replaceChildren(make('p', {}, `No case ${id} in this run. `, make('a', {href: '#/'}, 'All cases')));
    return;
  }
  const item = data.cases[index];
  const order = chosen(filters);
  const at = order.indexOf(index);
  const step = (name, rel, to) => to === undefined ? null :
      make('a', {href: address(filters, data.cases[to].id), rel}, name);
  const heading = make('h2', {tabindex: '-1'}, make('code', {}, item.id));
  page.replaceChildren(
      make('nav', {'aria-label': 'Cases'}, make('a', {href: address(filters), id: 'back'}, '\u2190 all cases'),
          make('span', {class: 'end quiet'}, at < 0 ? '' : `${at + 1} of ${order.length}`),
          step('previous', 'prev', order[at - 1]), step('next', 'next', at < 0 ? undefined : order[at + 1])),
      heading,
      make('p', {}, item.title),
      terms([
        ['level', `${item.level}, since suite ${item.since}`],
        ['basis', item.basis],
        ['operation', item.operation],
        ['flags', item.flags.join(', ')],
        ['source', item.sources.map(source)],
        ['input', make('code', {}, item.input)],
        ['expected', make('code', {}, item.want)],
        ['file', make('code', {}, item.file)],
      ].map(([term, value]) => [term, Array.isArray(value) ? make('div', {}, value) : value])),
      make('h3', {}, 'What the service sends'),
      ...item.responses.flatMap((response, number) => wire(`Response ${number + 1}`, response)).filter(Boolean),
      make('h3', {}, 'What the subjects did'),
      ...data.subjects.map((subject, number) => [subject, data.results[index][number]])
          .filter(([, result]) => result)
          .map(([subject, result]) => subjectPart(item, subject, result)));
  document.title = `${item.id} - assay conform`;
  heading.focus();
  scrollTo(0, 0);
}

let lastCase = null;
function route() {
  const {item, filters} = readState();
  byId('list').hidden = item !== null;
  byId('case').hidden = item === null;
  if (item === null) {
    showList(filters, lastCase);
  } else {
    showCase(item, filters);
  }
  lastCase = item;
}

function moveFocus(by) {
  const links = [...document.querySelectorAll('#cases a')];
  const at = links.indexOf(document.activeElement);
  const to = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1);
  links[to]?.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  const inCase = !byId('case').hidden;
  if (event.key === '/' && !typing) {
    event.preventDefault();
    if (inCase) location.hash = address(readState().filters);
    setTimeout(() => byId('q').focus());
  } else if (event.key === 'Escape') {
    if (inCase) byId('back')?.click();
    else if (event.target.id === 'q' && byId('q').value) byId('filters').reset();
    else if (typing) event.target.blur();
  } else if (!inCase && event.target.tagName !== 'SELECT' && /^Arrow(Up|Down)$/.test(event.key)) {
    event.preventDefault();
    moveFocus(event.key === 'ArrowDown' ? 1 : -1);
  } else if (inCase && !typing && /^Arrow(Left|Right)$/.test(event.key) && event.target.tagName !== 'PRE') {
    document.querySelector(`#case nav a[rel=${event.key === 'ArrowLeft' ? 'prev' : 'next'}]`)?.click();
  }
}

prepare();
addEventListener('hashchange', route);
addEventListener('keydown', onKey);
route();
