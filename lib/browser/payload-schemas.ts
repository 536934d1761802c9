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

const entities = v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(50));
const shingles = v.pipe(v.array(number), v.maxLength(30_000));

const reply = v.object({
  key: v.pipe(v.string(), v.maxLength(300)),
  text: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  shingles: v.optional(v.pipe(shingles, v.maxLength(3_000))),
  by: v.optional(v.pipe(v.string(), v.maxLength(200))),
  own: v.optional(v.boolean()),
  happened: v.optional(instant),
  value: v.optional(v.pipe(v.number(), v.minValue(-1), v.maxValue(1))),
});

const mention = v.object({
  thread: v.optional(thread),
  entities,
  title: v.pipe(v.string(), v.maxLength(300)),
  state: context,
  text: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  said: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  happened: v.optional(instant),
});

const taught = v.object({ css: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) });

const SCHEMAS = {
  'capture>log:append': v.object({
    records: v.pipe(v.array(v.looseObject({})), v.maxLength(500)),
    keepsText: v.boolean(),
  }),
  'capture>engine:sighting': v.object({
    id,
    t: instant,
    thread,
    title: v.pipe(v.string(), v.maxLength(1_000)),
    state: context,
    shingles: v.optional(shingles),
    news: v.optional(v.pipe(v.array(news), v.maxLength(200))),
    entities: v.optional(entities),
    worth: v.optional(v.record(v.pipe(v.string(), v.maxLength(80)), v.pipe(v.number(), v.minValue(-1), v.maxValue(1)))),
    replies: v.optional(v.pipe(v.array(reply), v.maxLength(50))),
    mentions: v.optional(v.pipe(v.array(mention), v.maxLength(100))),
  }),
  'capture>browser:doing': v.object({
    secret: v.boolean(),
    dropped: v.pipe(number, v.integer(), v.minValue(0), v.maxValue(100_000)),
  }),
  'capture>browser:trail': v.object({ reloaded: v.boolean() }),
  'capture>browser:shown': v.object({ notices: v.pipe(v.array(number), v.maxLength(20)) }),
  'capture>browser:left': v.object({
    unsent: v.nullable(
      v.object({
        kind: v.literal('outcome'),
        id,
        t: instant,
        thread: v.optional(thread),
        type: v.pipe(v.string(), v.maxLength(200)),
        value: v.pipe(number, v.minValue(-1), v.maxValue(1)),
        confidence: v.optional(v.pipe(number, v.minValue(0), v.maxValue(1))),
        features: v.optional(v.record(v.pipe(v.string(), v.maxLength(80)), number)),
        context: v.optional(context),
        links: v.optional(v.pipe(v.array(id), v.maxLength(5))),
      }),
    ),
  }),
  'capture>browser:packs': v.object({
    ids: v.pipe(v.array(v.pipe(v.string(), v.maxLength(120))), v.maxLength(40)),
  }),
  'capture>browser:fit': v.object({
    fits: v.pipe(
      v.array(
        v.object({
          pack: v.pipe(v.string(), v.maxLength(60)),
          missing: v.pipe(v.array(v.pipe(v.string(), v.maxLength(120))), v.maxLength(40)),
        }),
      ),
      v.maxLength(5),
    ),
  }),
  'teach>browser:keep': v.object({
    taught: v.object({
      title: v.optional(taught),
      state: v.optional(
        v.object({
          ...taught.entries,
          worth: v.optional(
            v.record(v.pipe(v.string(), v.maxLength(60)), v.pipe(v.number(), v.minValue(-1), v.maxValue(1))),
          ),
        }),
      ),
      good: v.optional(taught),
      bad: v.optional(taught),
    }),
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
