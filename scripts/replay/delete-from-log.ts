/** `npm run replay -- --in LOG --delete WHAT`: a log without something, as a deletion in the extension leaves it (docs/replay.md). */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DeletePreviewView, DeleteScope } from '../../lib/engine/api.ts';
import { idsToDelete } from '../../lib/engine/deletion/ids-to-delete.ts';
import { matchesOfPerson } from '../../lib/engine/deletion/matches-of-person.ts';
import { matchesOfTopic } from '../../lib/engine/deletion/matches-of-topic.ts';
import { Engine } from '../../lib/engine/engine.ts';
import { deletePreview } from '../../lib/engine/views/delete-preview.ts';
import { tombstoneHash } from '../../lib/log/tombstone-hash.ts';
import { tombstonesOf } from '../../lib/log/tombstones-of.ts';
import { Recall } from '../../lib/recall/recall.ts';
import { inLogOrder } from '../../lib/records/order.ts';
import type { LogRecord, TombstoneRecord } from '../../lib/records/record.ts';
import { instantOf } from '../../lib/records/validate-record.ts';

export const FORMS_OF_WHAT = 'event:ID, thread:T, site:APP, person:X, time:FROM/TO, topic:WORDS, space:S';

/** Why a record goes. `along`: it is there only because of others that go. */
export type Reason = 'named' | 'certain' | 'words' | 'along';

export interface DeletedFromLog {
  /** What is left, in log order; with its tombstones if there is a key. */
  readonly records: readonly LogRecord[];
  /** What goes, in log order. */
  readonly gone: readonly { readonly id: string; readonly by: Reason }[];
  readonly preview: DeletePreviewView;
}

/**
 * @param records all of the log, in log order.
 * @param whats forms as in `FORMS_OF_WHAT`; what any of them names goes.
 * @param personKeys under which addresses may be hashed.
 * @param tombstoneKey without one no tombstone can be made.
 * @param now instant of the deletion.
 * @throws Error that says which forms there are.
 */
export async function deleteFromLog(
  records: readonly LogRecord[],
  whats: readonly string[],
  {
    personKeys,
    tombstoneKey,
    now,
  }: {
    readonly personKeys: readonly Uint8Array[];
    readonly tombstoneKey: Uint8Array | undefined;
    readonly now: string;
  },
): Promise<DeletedFromLog> {
  const engine = new Engine();
  for (const record of records) engine.apply(record);
  const by = new Map<string, Reason>();
  for (const what of whats) {
    for (const [id, reason] of await named(records, what, personKeys, engine)) if (!by.has(id)) by.set(id, reason);
  }
  const { along } = idsToDelete(records, { ids: [...by.keys()] }, engine);
  for (const id of along) by.set(id, 'along');
  const gone = records.filter(({ id }) => by.has(id));
  const left = records.filter(({ id }) => !by.has(id));
  if (gone.length > 0 && tombstoneKey) left.push(...tombstonesFor(gone, tombstoneKey, now));
  return {
    records: inLogOrder(left),
    gone: gone.map(({ id }) => ({ id, by: by.get(id)! })),
    preview: deletePreview(engine, gone, now, along.length),
  };
}

async function named(
  records: readonly LogRecord[],
  what: string,
  keys: readonly Uint8Array[],
  engine: Engine,
): Promise<readonly (readonly [id: string, by: Reason])[]> {
  const colon = what.indexOf(':');
  const value = what.slice(colon + 1).trim();
  const within = (scope: DeleteScope) => idsToDelete(records, scope, engine).named.map((id) => [id, 'named'] as const);
  if (colon > 0 && (value !== '' || what.startsWith('space:'))) {
    switch (what.slice(0, colon)) {
      case 'event':
        return within({ ids: [value] });
      case 'thread':
        return within({ thread: value });
      case 'site':
        return within({ app: value });
      case 'space':
        return within({ space: value === '' ? null : value });
      case 'time':
        return within(timeOf(value));
      case 'person':
        return matchesOfPerson(records, value, keys).map((match) => [match.id, match.by] as const);
      case 'topic':
        return (await matchesOfWords(records, value)).map(({ id }) => [id, 'words'] as const);
    }
  }
  throw new Error(`“${what}” is none of ${FORMS_OF_WHAT}`);
}

/** By words alone: what is deleted unseen should be what was said. */
function matchesOfWords(records: readonly LogRecord[], topic: string) {
  const recall = new Recall();
  for (const record of records) recall.add(record);
  return matchesOfTopic(topic, { recall });
}

/** Either end may be left out. A day stands for its beginning. */
function timeOf(value: string): DeleteScope {
  const ends = value.split('/');
  const [from, to] = ends.map((end) => (end === '' ? undefined : instantOf(end)));
  if (ends.length !== 2 || from === null || to === null || (from === undefined && to === undefined)) {
    throw new Error(`“time:${value}” is not time:FROM/TO with ISO instants, of which one may be left out`);
  }
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** Named by what is deleted, so that the same deletion of the same log gives the same bytes. */
function tombstonesFor(gone: readonly LogRecord[], key: Uint8Array, t: string): TombstoneRecord[] {
  const ids = gone.map(({ id }) => id).sort();
  const name = bytesToHex(sha256(utf8ToBytes(ids.map((id) => tombstoneHash(key, id)).join(' ')))).slice(0, 26);
  return tombstonesOf(ids, key, { id: `deleted-${name}`, t });
}

/** What goes and what is weaker for it, a line a matter. */
export function sayWhatGoes({ events, along, first, last, apps, weakened, effects }: DeletePreviewView): string[] {
  if (events === 0) return ['Nothing fits: nothing goes.'];
  const share = (name: string, { before, after }: { readonly before: number; readonly after: number }) =>
    after === 0 ? `goes: ${name}` : `weaker: ${name} (${after} of ${before} left)`;
  return [
    `${events} records go${along > 0 ? `, ${along} of them because of others that go` : ''}; from ${first} to ${last}.`,
    ...apps.map((app) => `${app.app}: ${app.events}`),
    ...weakened.map((card) => share(card.text, card)),
    ...effects.map((effect) => share(`effects on ${effect.outcomeType}`, effect)),
  ];
}
