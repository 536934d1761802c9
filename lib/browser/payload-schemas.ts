/**
 * What a content script may send, checked before it is looked at: content scripts share a process with the page, so a page that
 * breaks out of its own must not reach further than this. Records themselves are checked by the log.
 */
import * as v from 'valibot';
import type { MessageName, Payload } from './protocol.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const instant = v.pipe(v.string(), v.isoTimestamp());
const thread = v.pipe(v.string(), v.maxLength(1_000));
const number = v.pipe(v.number(), v.finite());
const context = v.record(
  v.pipe(v.string(), v.maxLength(80)),
  v.union([v.pipe(v.string(), v.maxLength(1_000)), number]),
);

const news = v.object({
  type: v.pipe(v.string(), v.maxLength(200)),
  value: v.pipe(v.number(), v.minValue(-1), v.maxValue(1)),
  confidence: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  happened: v.optional(instant),
  text: v.optional(v.pipe(v.string(), v.maxLength(4_000))),
  revision: v.optional(v.pipe(v.string(), v.maxLength(80))),
});

const SCHEMAS = {
  'capture>log:append': v.object({ records: v.pipe(v.array(v.looseObject({})), v.maxLength(500)) }),
  'capture>engine:sighting': v.object({
    id,
    t: instant,
    thread,
    title: v.pipe(v.string(), v.maxLength(1_000)),
    state: context,
    shingles: v.optional(v.pipe(v.array(number), v.maxLength(30_000))),
    news: v.optional(v.pipe(v.array(news), v.maxLength(200))),
  }),
  'chat>engine:offer': v.object({
    draft: v.pipe(v.string(), v.maxLength(20_000)),
    t: instant,
    thread: v.optional(thread),
    budget: v.optional(v.pipe(number, v.minValue(1), v.maxValue(2_000))),
  }),
  'chat>engine:used': v.object({
    offer: id,
    t: instant,
    thread: v.optional(thread),
    verdict: v.picklist(['added', 'dismissed', 'undone', 'copied']),
    kept: v.pipe(v.array(v.pipe(number, v.integer(), v.minValue(0))), v.maxLength(50)),
  }),
  'chat>browser:open-panel': v.object({ route: v.pipe(v.string(), v.maxLength(200)) }),
} satisfies Partial<Record<MessageName, v.GenericSchema>>;

/**
 * The payload, if it has the form its message needs; messages without a form of their own pass as they are.
 * @throws Error that says what is wrong with it.
 */
export function checkedPayload<N extends MessageName>(name: N, payload: unknown): Payload<N> {
  if (!Object.hasOwn(SCHEMAS, name)) return payload as Payload<N>;
  const checked = v.safeParse(SCHEMAS[name as keyof typeof SCHEMAS] as v.GenericSchema, payload);
  if (checked.success) return checked.output as Payload<N>;
  const [issue] = checked.issues;
  throw new Error(`${name} was not understood: ${v.getDotPath(issue) ?? 'payload'}: ${issue.message}`);
}
