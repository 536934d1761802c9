/**
 * How the thing of a page stands, in named signals: badges, property tables, lists of terms, lines of label and value,
 * counters, what a heading says in brackets, what its selects are set to. Never what rows of other things say.
 */
import type { Context } from '../../records/record.ts';
import { isFrame, isPlaceOfReplies, isReplyBlock } from './parts-of-page.ts';
import { isKnownSignal, isStatusWord, signalInCode, signalOfLabel, signalValue } from './signal-names.ts';
import { attributeOf, codeWordsOf, oneLine, textOf } from './text-of.ts';

const MOST_ELEMENTS = 8_000;
const ELEMENTS_IN_A_STRETCH = 40;
const MOST_SIGNALS = 24;
const LONGEST_NAME = 40;
/** Text beyond this is no value. */
const READ = 90;
/** Signals that a class name alone can say; others need a label or a column. */
const BY_CLASS = new Set(
  'status resolution priority severity milestone assignee due tags votes_count likes_count stars_count comments_count rating review payment delivery availability progress'.split(
    ' ',
  ),
);
const BADGE = /^(?:badge|pill|lozenge|chip|label|tag|state|flair|marker|status)$/;

export class Signals {
  readonly found: Record<string, string | number> = {};
  #count = 0;

  /** Takes a signal, unless there is one of that name. Whether it is one. */
  put(name: string | null, text: string): boolean {
    if (name === null || name.length > LONGEST_NAME || this.#count >= MOST_SIGNALS) return false;
    if (Object.hasOwn(this.found, name)) return false;
    const value = signalValue(name, text);
    if (value === null) return false;
    Object.defineProperty(this.found, name, { value, enumerable: true });
    this.#count++;
    return true;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.found, name);
  }
}

/**
 * Signals of the thing that `main` is about. In stretches, since a large page takes its time.
 * @param url of the page: what its parameters propose is not how the thing stands.
 */
export function* stateOfPage(page: Document, main: Element, url: URL): Generator<void, Context> {
  const signals = new Signals();
  const badges = yield* walk(main, signals);
  yield;
  readSelects(main, signals, url);
  yield;
  // A badge without a name tells the status, where nothing else does and it is a word for one; then words in brackets.
  if (!signals.has('status')) signals.put('status', badges.find(isStatusWord) ?? '');
  if (!signals.has('status') || signals.found.status === 'none') {
    const bracketed = new Signals();
    readHeadings(page, main, bracketed);
    return { ...withoutNone(signals.found), ...bracketed.found };
  }
  return { ...signals.found };
}

/** Signals of one row of a list. */
export function signalsOfRow(row: Element, signals: Signals = new Signals()): Context {
  let looked = 0;
  const badges: string[] = [];
  for (const element of row.querySelectorAll('[class], [data-status], [data-state], [data-priority], [itemprop]')) {
    if (++looked > 120) break;
    readElement(element, signals, badges);
  }
  if (!signals.has('status')) signals.put('status', badges.find(isStatusWord) ?? '');
  if (signals.found.status === 'none') return withoutNone(signals.found);
  return { ...signals.found };
}

/** Where a thing has no status, its place being empty says nothing. */
function withoutNone(found: Context): Context {
  return Object.fromEntries(Object.entries(found).filter(([name, value]) => name !== 'status' || value !== 'none'));
}

/* ---- the walk over the thing's part of the page ---- */

/** Reads what it meets and goes past rows, replies and frames. Gives the texts of badges without a name. */
function* walk(main: Element, signals: Signals): Generator<void, readonly string[]> {
  const badges: string[] = [];
  let element: Element | null = main.firstElementChild;
  let looked = 0;
  while (element && ++looked < MOST_ELEMENTS) {
    if (looked % ELEMENTS_IN_A_STRETCH === 0) yield;
    let past = isFrame(element, main) || isReplyBlock(element) || isPlaceOfReplies(element) || isRows(element);
    if (!past) past = readElement(element, signals, badges);
    const inner: Element | null = past ? null : element.firstElementChild;
    if (inner) {
      element = inner;
      continue;
    }
    while (element && element !== main && !element.nextElementSibling && ++looked < MOST_ELEMENTS)
      element = element.parentElement;
    element = element && element !== main ? element.nextElementSibling : null;
  }
  return badges;
}

/** Lists and tables of other things. */
function isRows(element: Element): boolean {
  const name = element.nodeName.toUpperCase();
  const role = attributeOf(element, 'role');
  if (/^(?:list|table|grid|treegrid|feed|listbox)$/.test(role)) return true;
  if (name === 'UL' || name === 'OL')
    return !codeWordsOf(element)
      .flat()
      .some((word) =>
        /^(?:tags?|labels?|properties|property|attributes?|details|meta|metadata|info|fields?|facts|badges|status|keywords)$/.test(
          word,
        ),
      );
  if (name === 'TABLE') return !isPropertyTable(element);
  return isRepeated(element) || isCard(element);
}

/** A card or a row that begins with the link it is about. */
function isCard(element: Element): boolean {
  if (
    !/(?:^|[\s-])(?:card|item|tile|row|entry)(?:\s|$)/.test(attributeOf(element, 'class')) ||
    element.childElementCount < 2
  )
    return false;
  const link = element.querySelector('a[href]');
  if (!link || element.querySelector('h1') || labelOf(element)) return false;
  // A box of the thing's own properties, whose heading leads to where they are changed.
  if (element.querySelectorAll('[class~="value"], [class*="-value"], dd').length > 1) return false;
  const words = textOf(link, 40);
  return words.length >= 3 && textOf(element, 60).startsWith(words);
}

/** One of several alike, each with a link and none of them a label with its value: a card, a row made of boxes. */
function isRepeated(element: Element): boolean {
  const names = attributeOf(element, 'class');
  if (names === '') return false;
  const next = element.nextElementSibling;
  const previous = element.previousElementSibling;
  const alike = (other: Element | null | undefined): boolean =>
    other !== null &&
    other !== undefined &&
    other.nodeName === element.nodeName &&
    attributeOf(other, 'class') === names;
  const repeats =
    (alike(next) && alike(next?.nextElementSibling)) ||
    (alike(previous) && alike(next)) ||
    (alike(previous) && alike(previous?.previousElementSibling));
  return (
    repeats && element.querySelector('a[href]') !== null && labelOf(element) === null && element.childElementCount > 1
  );
}

/** Reads one element. True: all there is in it has been read. */
function readElement(element: Element, signals: Signals, badges: string[]): boolean {
  const name = element.nodeName.toUpperCase();
  if (name === 'TABLE') {
    readPropertyTable(element, signals);
    return true;
  }
  if (name === 'DL') {
    readTerms(element, signals);
    return true;
  }
  for (const attribute of [
    'data-status',
    'data-state',
    'data-state-name',
    'data-priority',
    'data-resolution',
  ] as const) {
    const value = attributeOf(element, attribute);
    if (value !== '' && (attribute !== 'data-state' || isStatusWord(value)))
      signals.put(signalInCode(attribute.slice(5).replace('-name', ''))?.name ?? null, value.replace(/_/g, ' '));
  }
  if (readLabelled(element, signals)) return true;
  const named = nameInCode(element);
  if (named && isSmall(element)) {
    const linked = wordInLink(element, named.name);
    const text = named.value ?? linked ?? valueText(element, named.name);
    if (text !== '') signals.put(named.name, text);
    return named.name !== 'status' || !element.firstElementChild;
  }
  if (
    isSmall(element) &&
    codeWordsOf(element)
      .flat()
      .some((word) => BADGE.test(word))
  ) {
    const text = textOf(element, READ);
    const code = codeWordsOf(element)
      .flat()
      .find((word) => isStatusWord(word) && word !== 'success');
    if (isStatusWord(text)) badges.push(text.toLowerCase());
    else if (code !== undefined && text !== '' && text.length <= 40) badges.push(code);
  }
  return false;
}

/** The signal that class names, `itemprop` or a test id of an element name. */
function nameInCode(element: Element): { readonly name: string; readonly value?: string } | null {
  const names = `${attributeOf(element, 'class')} ${attributeOf(element, 'itemprop')} ${attributeOf(element, 'data-field')} ${attributeOf(element, 'data-testid')}`;
  if (names.length > 600) return null;
  for (const each of names.split(/\s+/)) {
    if (each === '') continue;
    const signal = signalInCode(each);
    if (signal && BY_CLASS.has(signal.name)) return signal;
  }
  return null;
}

/** A signal's place holds a value and little else. */
function isSmall(element: Element): boolean {
  if (element.childElementCount > 8) return false;
  const text = element.textContent ?? '';
  return text.length < 400 && oneLine(text).length <= READ;
}

/** `?status=closed` behind the value: the word of the code, whatever the language of what is shown. */
function wordInLink(element: Element, name: string): string | undefined {
  if (name !== 'status' && name !== 'resolution' && name !== 'priority') return undefined;
  const links = element.querySelectorAll('a[href*="="]');
  if (links.length !== 1) return undefined;
  const value = new RegExp(`[?&]${name}=([\\w-]{2,30})(?:&|$)`).exec(attributeOf(links[0]!, 'href'))?.[1];
  return value;
}

function valueText(element: Element, name: string, label?: Element): string {
  if (name === 'tags') {
    const parts = [...element.querySelectorAll('a, li, [class*="tag"], [class*="label"]')]
      .filter((part) => part.firstElementChild === null && !label?.contains(part))
      .slice(0, 12);
    if (parts.length > 0) return parts.map((part) => textOf(part, 40)).join(', ');
  }
  const code = codeValueIn(element, name);
  if (code !== null) return code;
  if (name === 'due') {
    const time = element.querySelector('time[datetime]');
    if (time) return attributeOf(time, 'datetime').slice(0, 10);
  }
  return textOf(element, READ + 1);
}

/** The word of the code for a value: `order-status--shipped` is `shipped`, whatever the language of what is shown. */
function codeValueIn(element: Element, name: string): string | null {
  if (name !== 'status' && name !== 'priority') return null;
  let looked = 0;
  for (const part of [element, ...element.querySelectorAll('[class]')]) {
    if (++looked > 6) break;
    const stated = attributeOf(part, `data-${name}`);
    if (stated !== '' && stated.length < 30) return stated.replace(/_/g, ' ');
    for (const each of attributeOf(part, 'class').split(/\s+/)) {
      const signal = each === '' ? null : signalInCode(each);
      if (signal?.name === name && signal.value !== undefined) return signal.value;
    }
  }
  return null;
}

/* ---- label and value ---- */

const LABELS =
  '[class~="label"], [class~="key"], [class~="term"], [class*="label"], [class*="-key"], [class*="heading"], [class*="title"], [class*="name"]';

/** The part of an element that names the rest of it: a child called so, or one that ends in a colon. */
function labelOf(element: Element): Element | null {
  const first = element.firstElementChild;
  if (!first || element.childElementCount > 6) return null;
  const name = first.nodeName.toUpperCase();
  if (name === 'TIME' || name === 'UL' || name === 'TABLE') return null;
  if (before(element, first).trim() !== '') return null;
  const text = first.textContent ?? '';
  if (text.length > 80 || oneLine(text).length > 31 || oneLine(text) === '') return null;
  if (/[:：]\s*$/.test(text)) return first;
  const isNamed = name === 'LABEL' || name === 'DT' || name === 'TH' || first.matches(LABELS);
  return (isNamed || isHeadOfOneValue(element, first)) && first.querySelector('a[href]') === null ? first : null;
}

/** `<small>Status</small><p>Open</p>`: a known label, one value, and nothing else. */
function isHeadOfOneValue(element: Element, first: Element): boolean {
  if (element.childElementCount !== 2 || !/^(?:SMALL|SPAN|DIV|P|B|STRONG|H[3-6])$/.test(first.nodeName)) return false;
  const name = isSmall(element) ? signalOfLabel(first.textContent ?? '') : null;
  const isBare = [...element.childNodes].every((node) => node.nodeType !== 3 || oneLine((node as Text).data) === '');
  return name !== null && isKnownSignal(name) && isBare;
}

function before(element: Element, child: Element): string {
  return element.firstChild && element.firstChild !== child && element.firstChild.nodeType === 3
    ? (element.firstChild as Text).data
    : '';
}

/** `Status: New` in one element. True: it was one. */
function readLabelled(element: Element, signals: Signals): boolean {
  const label = labelOf(element);
  if (!label) {
    if (element.firstElementChild || element.parentElement?.nodeName === 'P') return false;
    const line = /^([\p{L}][\p{L} ]{1,24}):\s+(\S.{0,39})$/u.exec(oneLine(element.textContent?.slice(0, 120) ?? ''));
    const name = line ? signalOfLabel(line[1]!) : null;
    return name !== null && isKnownSignal(name) && signals.put(name, line![2]!);
  }
  if ((element.textContent ?? '').length > 400 || element.querySelector('select, input, textarea')) return false;
  const name = nameOfLabel(element, label);
  // Any word can stand before a colon; what we do not know has to be called a label.
  if (name === null || (!isKnownSignal(name) && !isCalledLabel(label))) return false;
  const value = element.querySelector('[class~="value"], [class*="value"]');
  const part = value && !value.contains(label) && !label.contains(value) ? value : element;
  const text = valueText(part, name, label);
  const isWhole = part === element && codeValueIn(element, name) === null && name !== 'tags';
  return signals.put(name, wordInLink(part, name) ?? (isWhole ? withoutLabel(element, label) : text));
}

function isCalledLabel(element: Element): boolean {
  return (
    /(?:^|[\s_-])(?:label|key|term|attribute)(?:$|[\s_-])/i.test(attributeOf(element, 'class')) ||
    /^(?:LABEL|DT|TH)$/.test(element.nodeName)
  );
}

function withoutLabel(element: Element, label: Element): string {
  return textOf(element, READ + 1, (part) => part === label);
}

function nameOfLabel(element: Element, label: Element): string | null {
  for (const source of [label, element]) {
    for (const attribute of [
      'for',
      'data-field',
      'data-field-id',
      'data-name',
      'data-testid',
      'itemprop',
      'id',
      'class',
    ] as const) {
      for (const each of attributeOf(source, attribute).split(/\s+/)) {
        const signal =
          each === '' ? null : signalInCode(each.replace(/[-_]?(?:label|val|value|name|heading|title|key)$/i, ''));
        if (signal && signal.name !== 'tags') return signal.name;
      }
    }
  }
  return signalOfLabel(label.textContent ?? '');
}

/* ---- tables and lists of properties ---- */

/** A table of what one thing is: each row has its own headings. */
function isPropertyTable(table: Element): boolean {
  const rows = rowsOf(table, 12);
  if (rows.length === 0) return false;
  let paired = 0;
  for (const row of rows) {
    const cells = [...row.children];
    const heads = cells.filter((cell) => cell.nodeName.toUpperCase() === 'TH' || isLabelCell(cell, cells.length));
    if (heads.length > 0 && heads.length * 2 <= cells.length + 1 && heads.length < cells.length) paired++;
  }
  return paired * 2 > rows.length;
}

/** In tables without headings, the first of two cells that ends in a colon or is called a label. */
function isLabelCell(cell: Element, cells: number): boolean {
  if (cells > 4 || (cell.textContent ?? '').length > 60) return false;
  return (
    /[:：]\s*$/.test(cell.textContent ?? '') ||
    /(?:^|[\s_-])(?:label|key|name|term)(?:$|[\s_-])/.test(attributeOf(cell, 'class'))
  );
}

function rowsOf(table: Element, most: number): readonly Element[] {
  const rows: Element[] = [];
  for (const row of table.querySelectorAll('tr')) {
    if (row.closest('table') === table) rows.push(row);
    if (rows.length >= most) break;
  }
  return rows;
}

function readPropertyTable(table: Element, signals: Signals): void {
  if (!isPropertyTable(table)) return;
  for (const row of rowsOf(table, 60)) {
    let label: Element | null = null;
    for (const cell of row.children) {
      const isHead =
        cell.nodeName.toUpperCase() === 'TH' || (label === null && isLabelCell(cell, row.childElementCount));
      if (isHead) label = cell;
      else {
        const name = nameOfCell(cell, label, row);
        if (name !== null && isSmall(cell)) signals.put(name, wordInLink(cell, name) ?? valueText(cell, name));
        label = null;
      }
    }
  }
}

/** What a cell is about: by `headers`, by its own or its heading's class and id, by what the heading says. */
function nameOfCell(cell: Element, label: Element | null, row: Element): string | null {
  const headers = attributeOf(cell, 'headers').split(/\s+/)[0] ?? '';
  const codes = [headers, ...codesOf(cell), ...(label ? codesOf(label) : []), ...codesOf(row)];
  for (const code of codes) {
    const signal = code === '' ? null : signalInCode(code);
    if (signal) return signal.name;
  }
  // A code that names something we do not know, such as `h_reporter`, still keeps the label's language out.
  const unknown = headers.replace(/^h[_-]/, '').toLowerCase();
  if (unknown !== '' && /^[a-z_-]{2,30}$/.test(unknown)) return signalOfLabel(unknown.replace(/[_-]/g, ' '));
  return label ? signalOfLabel(textOf(label, 40)) : null;
}

function codesOf(element: Element): string[] {
  return [
    attributeOf(element, 'data-field'),
    attributeOf(element, 'data-name'),
    attributeOf(element, 'data-col'),
    attributeOf(element, 'data-column'),
    attributeOf(element, 'itemprop'),
    attributeOf(element, 'id'),
    ...attributeOf(element, 'class').split(/\s+/),
  ].filter((code) => code !== '' && code.length < 60);
}

function readTerms(list: Element, signals: Signals): void {
  let label: Element | null = null;
  let read = 0;
  for (const item of list.querySelectorAll('dt, dd')) {
    if (++read > 80) return;
    if (item.nodeName.toUpperCase() === 'DT') label = item;
    else if (label) {
      const name = nameOfCell(item, label, label);
      if (name !== null && isSmall(item)) signals.put(name, wordInLink(item, name) ?? valueText(item, name));
      label = null;
    }
  }
}

/** The signal a column of a table is about. */
export function signalOfColumn(cell: Element, heading: Element | undefined): string | null {
  const name = nameOfCell(cell, heading ?? null, cell);
  return name !== null && isKnownSignal(name) ? name : null;
}

/* ---- headings and selects ---- */

/** `Bridge closed (closed: fixed)`, `[solved] Bridge closed`: what stands in brackets, if it is a word for how things stand. */
export function readBrackets(text: string, signals: Signals): void {
  const found =
    /[([]\s*([\p{L} -]{2,20}?)(?:\s*[:,]\s*([\p{L} -]{2,20}))?\s*[)\]]\s*$/u.exec(text) ??
    /^\s*\[([\p{L} -]{2,20})\]()/u.exec(text);
  if (!found || !isStatusWord(found[1]!)) return;
  signals.put('status', found[1]!);
  if (found[2]) signals.put('resolution', found[2]);
}

function readHeadings(page: Document, main: Element, signals: Signals): void {
  let looked = 0;
  for (const heading of main.querySelectorAll('h1, h2')) {
    if (++looked > 2) break;
    if ((heading.textContent ?? '').length < 400) readBrackets(textOf(heading, 300), signals);
  }
  readBrackets(page.title.slice(0, 300), signals);
}

/** What names a field: its label, or the cell before its own. */
export function labelOfField(field: Element): Element | null {
  const id = attributeOf(field, 'id');
  const named = /^[\w:.-]+$/.test(id)
    ? (field.closest('form, table, body')?.querySelector(`label[for="${id}"]`) ?? null)
    : null;
  return named ?? field.closest('label') ?? field.closest('td, dd')?.previousElementSibling ?? null;
}

/** What the thing's own selects are set to in the code of the page: not what somebody is choosing right now. */
function readSelects(main: Element, signals: Signals, url: URL): void {
  const proposed = new Set([...url.searchParams].map(([, value]) => value.toLowerCase()));
  let looked = 0;
  for (const select of main.querySelectorAll('select')) {
    if (++looked > 20) return;
    const name =
      (signalInCode(attributeOf(select, 'name')) ?? signalInCode(attributeOf(select, 'id')))?.name ??
      signalOfLabel(labelOfField(select)?.textContent?.slice(0, 80) ?? '');
    if (
      !name ||
      name === 'resolution' ||
      !BY_CLASS.has(name) ||
      select.closest('[role="search"], nav, header, [class*="filter"], [class*="search"], form[method="get" i]')
    )
      continue;
    const chosen = select.querySelector('option[selected]');
    if (!chosen) continue;
    const code = attributeOf(chosen, 'value');
    // `open (unchanged)`
    const said = oneLine(chosen.textContent ?? '').replace(/(\S) \([^)]*\)$/, '$1');
    const value = /^[a-z][a-z_ -]{1,30}$/i.test(code) ? code.replace(/_/g, ' ') : said;
    if (!proposed.has(value.toLowerCase())) signals.put(name, value);
  }
}
