import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';

const APPS = ['wiki.example', 'mail.example', 'tickets.example', 'chat.example'] as const;
const ACTIONS = [
  'edit:page',
  'save:edit',
  'send:message',
  'comment:ticket',
  'close:ticket',
  'prompt:answer',
  'open:page',
];
const OUTCOMES = ['revert:edit', 'receive:reply', 'reopen:ticket', 'keep:edit'];
const WORDS =
  'bridge ferry timetable source summary review draft release note table budget invoice meeting agenda reply venue date winter opening harbour council question answer plan harvest station platform ticket error login page index chapter figure map river border garden school library museum concert poster'.split(
    ' ',
  );

/**
 * A log of somebody's working days: threads in four apps, three actions and now and then a consequence in each, plain
 * English texts of 6 to 30 words. For load, not for meaning: nothing is planted in it.
 *
 * @param distinct how many different texts there are: people repeat themselves, and a benchmark of the log need not wait for
 *   every text to be embedded. Left out: each text is new.
 */
export function* workingLog(
  events: number,
  seed: number,
  {
    start = '2025-01-06T08:00:00.000Z',
    distinct = Number.POSITIVE_INFINITY,
  }: { start?: string; distinct?: number } = {},
): Generator<LogRecord> {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const newText = () => Array.from({ length: 6 + Math.floor(random() * 25) }, () => pick(WORDS)).join(' ');
  const pool = Number.isFinite(distinct) ? Array.from({ length: distinct }, newText) : null;
  const text = () => (pool ? pick(pool) : newText());
  let t = Date.parse(start);
  for (let i = 0; i < events; i++) {
    t += Math.floor(random() * 240_000) + 1;
    const app = pick(APPS);
    const base = {
      id: `e${String(i).padStart(7, '0')}`,
      t: new Date(t).toISOString(),
      app,
      thread: `${app}/${Math.floor(Math.sqrt(random()) * (events / 12 + 1))}`,
      text: text(),
    };
    const kind = random();
    if (kind < 0.72) {
      const features = { words: base.text.split(' ').length, has_question: random() < 0.3 ? 1 : 0 };
      yield { ...base, kind: 'action', type: `${app.split('.')[0]}:${pick(ACTIONS)}`, features };
    } else if (kind < 0.8) {
      yield {
        ...base,
        kind: 'outcome',
        type: `${app.split('.')[0]}:${pick(OUTCOMES)}`,
        value: random() < 0.5 ? 1 : -1,
      };
    } else if (kind < 0.95) yield { ...base, kind: 'observation' };
    else yield { ...base, kind: 'statement', role: 'user' };
  }
}
