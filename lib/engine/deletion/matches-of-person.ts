/** Records about a person, however the person is named: for a list that the user looks through before anything is deleted. */
import { hashPersonalIds } from '../../privacy/hash-personal-ids.ts';
import type { LogRecord } from '../../records/record.ts';

export interface PersonMatch {
  readonly id: string;
  /** `certain`: among the record's entities. `named`: its text, thread or context holds the name as whole words. */
  readonly by: 'certain' | 'named';
}

const TOKEN = /^person:/;

/**
 * Everything about a person, in the order of the records.
 * @param person an e-mail address, phone number or @account (found by its keyed hash, if a key is given), an entity such as
 *   `person:ana`, or a name.
 * @param keys of this device and of those whose backups it took.
 */
export function matchesOfPerson(
  records: Iterable<LogRecord>,
  person: string,
  keys: Iterable<Uint8Array> = [],
): PersonMatch[] {
  const asked = person.trim();
  if (asked === '') return [];
  const names = new Set([asked, ...Array.from(keys, (key) => hashPersonalIds(asked, key))]);
  // An address is its hash; in words it may stand in records that were never hashed.
  const tokens = new Set(
    [...names].flatMap((name) => (TOKEN.test(name) ? [name] : [name, `person:${name}`])).map(lower),
  );
  const words = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${[...names].map((name) => escaped(lower(name))).join('|')})(?![\\p{L}\\p{N}])`,
    'u',
  );
  const matches: PersonMatch[] = [];
  for (const record of records) {
    if (record.kind === 'tombstone' || record.kind === 'setting') continue;
    if (record.entities?.some((entity) => tokens.has(lower(entity)))) matches.push({ id: record.id, by: 'certain' });
    else if (textsOf(record).some((text) => words.test(lower(text)))) matches.push({ id: record.id, by: 'named' });
  }
  return matches;
}

/** All that is written in a record in words of somebody's. */
function textsOf(record: LogRecord): string[] {
  const refused = record.kind === 'action' ? (record.instead_of ?? []).map(({ text }) => text) : [];
  const refs = record.kind === 'decision' ? record.candidates.map(({ ref }) => ref.text) : [];
  const target = record.kind === 'feedback' ? [record.target?.text] : [];
  const context = Object.values(record.context ?? {}).map(String);
  return [record.text, record.thread, ...(record.entities ?? []), ...context, ...refused, ...refs, ...target].filter(
    (text) => text !== undefined,
  );
}

function lower(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
