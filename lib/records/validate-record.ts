import type { LogRecord, RecordKind } from './record.ts';

const KINDS: ReadonlySet<string> = new Set<RecordKind>([
  'action',
  'outcome',
  'statement',
  'observation',
  'decision',
  'feedback',
  'annotation',
  'setting',
  'tombstone',
]);
const TEXT_FIELDS = ['app', 'space', 'thread', 'text', 'episode', 'role', 'of', 'model', 'prompt_version'] as const;

/** Largest record taken, in characters of its JSON: a page of 40,000 words fits, a pasted book does not. */
const LARGEST_RECORD_IN_CHARACTERS = 262_144;

export type Validation =
  | { readonly ok: true; readonly record: LogRecord }
  | { readonly ok: false; readonly id: string | null; readonly reason: string };

/**
 * Checks one line of a log by the replay contract. Never throws, whatever it is given.
 *
 * The record comes back with its instants in the one fixed form (`…Z`, milliseconds), so that text order is time order;
 * fields we do not know are kept as they are. What is wrong is said in words a person can act on.
 */
export function validateRecord(input: unknown): Validation {
  try {
    return check(input);
  } catch {
    // A getter that throws or a proxy that lies: not data, whatever it is.
    return { ok: false, id: null, reason: 'it could not be read' };
  }
}

function check(input: unknown): Validation {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return refuse(null, 'it is not a JSON object');
  const line = input as Record<string, unknown>;
  const id = typeof line.id === 'string' && line.id !== '' ? line.id : null;
  if (typeof line.kind !== 'string') return refuse(id, 'it has no kind');
  if (!KINDS.has(line.kind)) return refuse(id, `kind “${line.kind.slice(0, 40)}” is unknown`);
  if (id === null) return refuse(null, 'it has no id');
  if (id.length > 512) return refuse(id.slice(0, 80), 'its id is longer than 512 characters');

  const t = instantOf(line.t);
  if (t === null) return refuse(id, 't is not an instant');
  const fixed: Record<string, unknown> = { ...line, t };

  if ((line.kind === 'action' || line.kind === 'outcome') && !isText(line.type)) return refuse(id, 'it has no type');
  for (const field of TEXT_FIELDS) {
    const value = line[field];
    if (value === undefined) continue;
    if (value === null) delete fixed[field];
    else if (typeof value !== 'string') return refuse(id, `${field} is not text`);
  }
  if (line.happened !== undefined && line.happened !== null) {
    const happened = instantOf(line.happened);
    if (happened === null) return refuse(id, 'happened is not an instant');
    if (happened > t) return refuse(id, 'happened is later than t');
    fixed.happened = happened;
  } else delete fixed.happened;

  if (fixed.form === null) delete fixed.form;
  else if (fixed.form !== undefined && fixed.form !== 'summary' && fixed.form !== 'skeleton') {
    return refuse(id, 'form is neither summary nor skeleton');
  }

  const wrong =
    numberIn(line, 'confidence', 0, 1) ??
    (line.kind === 'outcome' ? numberIn(line, 'value', -1, 1) : null) ??
    featuresOf(line.features, 'features') ??
    contextOf(line.context) ??
    textsOf(line, 'entities') ??
    textsOf(line, 'links') ??
    byKind(line);
  if (wrong !== null) return refuse(id, wrong);
  for (const field of ['features', 'context', 'entities', 'links', 'confidence', 'value'] as const) {
    if (fixed[field] === null && line.kind !== 'setting') delete fixed[field];
  }

  if (
    lengthAtMost(fixed) > LARGEST_RECORD_IN_CHARACTERS &&
    JSON.stringify(fixed).length > LARGEST_RECORD_IN_CHARACTERS
  ) {
    return refuse(id, `it is longer than ${LARGEST_RECORD_IN_CHARACTERS} characters`);
  }
  return { ok: true, record: withoutMinusZero(fixed) as LogRecord };
}

/** Characters of a number in JSON, of `false` and of a sign that is written as `\u0000`, at most. */
const LONGEST_NUMBER = 25;
const LONGEST_SIGN = 6;

/** No JSON of a value is longer than this. Nearly all records are far shorter than is allowed, and then none is made to measure it. */
function lengthAtMost(value: unknown): number {
  if (typeof value === 'string') return LONGEST_SIGN * value.length + 2;
  // Of these JSON says no length, or says it by itself.
  if (typeof value === 'bigint' || (typeof value === 'object' && value !== null && 'toJSON' in value))
    return Number.POSITIVE_INFINITY;
  if (typeof value !== 'object' || value === null) return LONGEST_NUMBER;
  let length = 2;
  for (const [name, member] of Object.entries(value)) length += LONGEST_SIGN * name.length + 4 + lengthAtMost(member);
  return length;
}

/** JSON, in which a record is kept and exported, writes −0 as 0: it must not be another number before than after. */
function withoutMinusZero(value: unknown): unknown {
  if (value === 0) return 0;
  if (typeof value !== 'object' || value === null) return value;
  let changed: Record<string, unknown> | null = null;
  for (const [name, member] of Object.entries(value)) {
    const plain = withoutMinusZero(member);
    if (Object.is(plain, member)) continue;
    changed ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    changed[name] = plain;
  }
  return changed ?? value;
}

function byKind(line: Record<string, unknown>): string | null {
  switch (line.kind) {
    case 'decision':
      if (!isText(line.about)) return 'it does not say what was decided about';
      if (!Array.isArray(line.candidates)) return 'it has no candidates';
      for (const candidate of line.candidates as unknown[]) {
        if (!isObject(candidate) || !isObject(candidate.ref)) return 'a candidate has no ref';
        if (!isFiniteIn(candidate.propensity, 0, 1)) return 'a propensity is not in [0, 1]';
        if (typeof candidate.chosen !== 'boolean') return 'a candidate does not say whether it was chosen';
        const wrong = featuresOf(candidate.features, 'features of a candidate');
        if (wrong) return wrong;
      }
      return null;
    case 'feedback':
      if (!isText(line.verdict)) return 'it has no verdict';
      if (line.target !== undefined && line.target !== null && !isObject(line.target))
        return 'its target is not an object';
      return typeof line.value === 'number' && !Number.isFinite(line.value) ? 'value is not finite' : null;
    case 'annotation':
      return isText(line.of) ? featuresOf(line.scores, 'scores') : 'it does not say what it is of';
    case 'setting':
      return isText(line.name) ? null : 'it has no name';
    case 'tombstone':
      return Array.isArray(line.h) && line.h.every((hash) => typeof hash === 'string') ? null : 'it has no hashes';
    case 'action':
      if (line.instead_of === undefined || line.instead_of === null) return null;
      if (!Array.isArray(line.instead_of) || !line.instead_of.every(isObject))
        return 'instead_of is not a list of options';
      for (const option of line.instead_of) {
        const wrong = featuresOf(option.features, 'features of an option');
        if (wrong) return wrong;
      }
      return null;
    default:
      return null;
  }
}

const FIXED_FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ISO_FORM = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** An ISO instant in the one fixed form, or null. An instant without an offset is taken as UTC: answers must not depend on the machine. */
export function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' || !ISO_FORM.test(value)) return null;
  const zoned = /T/i.test(value) && !/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? `${value}Z` : value;
  const time = Date.parse(zoned);
  if (Number.isNaN(time)) return null;
  // Written anew even where it looks right: 24:00 is another day. Years of more than four digits have another form.
  const instant = new Date(time).toISOString();
  return FIXED_FORM.test(instant) ? instant : null;
}

function refuse(id: string | null, reason: string): Validation {
  return { ok: false, id, reason };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFiniteIn(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}

function numberIn(line: Record<string, unknown>, field: string, low: number, high: number): string | null {
  const value = line[field];
  if (value === undefined || value === null || isFiniteIn(value, low, high)) return null;
  return `${field} is not a number in [${low}, ${high}]`;
}

function featuresOf(value: unknown, name: string): string | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) return `${name} is not an object of numbers`;
  for (const key of Object.keys(value)) {
    if (typeof value[key] !== 'number' || !Number.isFinite(value[key])) {
      return `${name}: “${key.slice(0, 40)}” is not a finite number`;
    }
  }
  return null;
}

function contextOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) return 'context is not an object';
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (typeof member !== 'string' && !(typeof member === 'number' && Number.isFinite(member))) {
      return `context: “${key.slice(0, 40)}” is neither text nor a finite number`;
    }
  }
  return null;
}

function textsOf(line: Record<string, unknown>, field: string): string | null {
  const value = line[field];
  if (value === undefined || value === null) return null;
  return Array.isArray(value) && value.every((member) => typeof member === 'string')
    ? null
    : `${field} is not a list of texts`;
}
