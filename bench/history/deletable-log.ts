/** Small logs in which everything that a deletion must reach occurs: for the proof that it does. */
import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { ALL_WORLDS } from '../worlds/all-worlds.ts';

const PEOPLE = ['person:ana', 'person:ben', 'person:caroline'];
const TOPICS = ['bridge opening', 'winter ferry', 'harbour concert'];
const SAID = [
  'Use British spelling.',
  'Please, no bullet points.',
  'I live near the harbour.',
  'Keep answers short.',
  'Never use emojis.',
];
const SPACES = [undefined, 'work', 'private'] as const;
/** Worlds whose cases are short: a log of a hundred records holds several. */
const WORLDS = ALL_WORLDS.filter(({ name }) =>
  ['a', 'b', 'links-20-5', 'drift', 'chain', 'superstition', 'offers', 'ratings', 'delays'].includes(name),
);

/**
 * A log of about `size` records: cases of a planted world, and beside them sightings with the outcomes that were worked out from them,
 * statements and verdicts, offers that quote, annotations, settings, people and topics, in three spaces. The same seed gives the same.
 */
export function deletableLog(seed: number, size = 90): LogRecord[] {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const planted = pick(WORLDS)
    .generate({ seed, outcomes: 6 })
    .records.slice(0, Math.ceil(size / 2));
  const from = Date.parse(planted[0]!.t);
  const to = Math.max(Date.parse(planted.at(-1)!.t), from + 86_400_000);
  const records: LogRecord[] = planted.map((record) => {
    const space = pick(SPACES);
    return { ...record, ...(space && { space }), ...(random() < 0.3 && { entities: [pick(PEOPLE)] }) };
  });
  const moments = Array.from({ length: size - planted.length }, () =>
    new Date(from + random() * (to - from)).toISOString(),
  );
  moments.sort().forEach((t, i) => {
    const space = pick(SPACES);
    const base = {
      id: `x${i}`,
      t,
      app: pick(['wiki.example', 'mail.example', 'chat.example']),
      thread: `wiki/page:${Math.floor(random() * 6)}`,
      ...(space && { space }),
      ...(random() < 0.4 && { entities: [pick(PEOPLE)] }),
    };
    const earlier = pick(records);
    const kind = random();
    if (kind < 0.2) {
      const title = `${pick(TOPICS)} (${i})`;
      records.push(
        { ...base, kind: 'observation', text: title, features: { sighting: 1 }, context: { revision: i } },
        { ...base, kind: 'outcome', id: `x${i}.1`, type: 'mediawiki:revert:edit', value: -1, links: [earlier.id] },
        { ...base, kind: 'annotation', id: `x${i}.task`, of: `x${i}`, model: 'm', context: { task: 'edit' } },
      );
    } else if (kind < 0.45) {
      records.push({
        ...base,
        kind: 'action',
        type: 'mediawiki:save:edit',
        text: `About the ${pick(TOPICS)} (number ${i})`,
      });
    } else if (kind < 0.6) records.push({ ...base, kind: 'statement', role: 'settings', text: pick(SAID) });
    else if (kind < 0.72) {
      const target = { kind: 'preference', text: pick(SAID) };
      records.push({ ...base, kind: 'feedback', verdict: pick(['confirm', 'reject', 'pin', 'end', 'delete']), target });
    } else if (kind < 0.8) {
      records.push({
        ...base,
        kind: 'feedback',
        verdict: 'value',
        of: earlier.id,
        value: Math.round(random() * 20 - 10) / 10,
      });
    } else if (kind < 0.92) {
      const chosen = random() < 0.5;
      const ref =
        random() < 0.5
          ? { kind: 'episode', text: earlier.text ?? 'nothing' }
          : { kind: 'preference', about: 'style', text: pick(SAID) };
      records.push(
        { ...base, kind: 'decision', about: 'offer', candidates: [{ ref, propensity: 0.5, chosen }] },
        { ...base, kind: 'outcome', id: `x${i}.added`, type: 'retrace:use:offer', value: 1, links: [`x${i}`] },
      );
    } else records.push({ ...base, kind: 'setting', name: `site:${base.app}`, value: pick(['on', 'off']) });
  });
  return records;
}

export { PEOPLE as PEOPLE_IN_LOG, TOPICS as TOPICS_IN_LOG };
