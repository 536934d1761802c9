/**
 * What a visit says of what was done earlier: the difference between what is remembered of a thing and what a page shows now, as
 * records for the log. Made once, when it is noticed; a rebuild reads the records and does not compare again.
 *
 *     page of the thing ──▶ observation, and outcomes: words kept or gone, signals changed, replies received, news
 *     rows, links, mails ──▶ for each thing the user acted on: what changed as an outcome of its thread, and a small observation
 */
import type { Mention, Sighting, SightingNews } from '../engine/api.ts';
import { packOf } from '../linking/kinds-of-act.ts';
import type { Context, ObservationRecord, OutcomeRecord } from '../records/record.ts';
import { COUNTS_OF_REPLIES, changedSignals } from './changed-signals.ts';
import { type Entities, type EntityMemory, KEPT, OWN_REPLY, type OwnEdit, REPLIES, REPLY } from './entity-memory.ts';
import { newReplies, replyHash, replyInMessage, unknownReplies } from './new-replies.ts';
import { ownRepliesGone, ownRepliesIn } from './own-replies-gone.ts';
import { sharesOnPage, survivalOf } from './survival-of-words.ts';
import type { Told } from './told-outcome.ts';

const MOST_NAMES_OF_AN_OUTCOME = 12;
const MOST_REPLIES_REMEMBERED_AT_ONCE = 60;

export interface CompareHints {
  /** Word hashes of what was pasted by an act, where they are held in memory because its text may not be kept. */
  readonly pasted?: (action: string) => readonly number[] | undefined;
}

/**
 * The observation a sighting becomes, the outcomes that follow from it, and observations of the things it mentions. Ids follow from
 * the sighting's. Pure: the memory is not changed; applying the records does that.
 */
export function compareSighting(
  entities: Entities,
  sighting: Sighting,
  { pasted = () => undefined }: CompareHints = {},
): readonly [ObservationRecord, ...(ObservationRecord | OutcomeRecord)[]] {
  const memory = entities.of(sighting.thread, sighting.space);
  const edits = memory?.edits.filter((edit) => edit.t < sighting.t) ?? [];
  // What stands on the page of a thing that is gone says nothing of the words on it.
  const shown = sighting.state.gone === 1 ? undefined : sighting.shingles;
  const shares = sharesOnPage(edits, shown, pasted);
  const records: (ObservationRecord | OutcomeRecord)[] = [];
  const told = new Set(memory?.told);
  let outcomes = 0;

  const tell = (found: Told, of: { readonly memory: EntityMemory; readonly once: boolean }) => {
    const marks = found.links.map((link) => `${found.type} ${link}`);
    if (of.once && marks.some((mark) => told.has(mark))) return;
    for (const mark of marks) told.add(mark);
    records.push(outcomeOf(found, `${sighting.id}.${++outcomes}`, sighting, of.memory));
  };

  if (memory) {
    for (const news of sighting.news ?? []) {
      const edit = editOf(news, edits);
      if (edit) tell(newsOf(news, edit, sighting), { memory, once: true });
    }
    const isTold = (type: string, action: string) => told.has(`${type} ${action}`);
    for (const fate of survivalOf(memory, edits, shares, sighting, isTold)) {
      tell(fate, { memory, once: fate.features?.kept === undefined });
    }
    for (const gone of ownRepliesGone(memory, sighting)) {
      const isSaid = gone.links.some((action) => isTold(`${packOf(gone.type)}:revert:edit`, action));
      if (!isSaid) tell(gone, { memory, once: true });
    }
    const replies = newReplies(memory, sighting);
    for (const reply of replies) tell(reply, { memory, once: false });
    const quiet = (name: string) => sighting.replies !== undefined && COUNTS_OF_REPLIES.test(name);
    for (const change of changedSignals(memory, sighting, quiet)) {
      if (change.told) tell(change.told, { memory, once: false });
    }
  }
  const mentioned = new Map<EntityMemory, Record<string, string | number>>();
  for (const mention of sighting.mentions ?? []) {
    const of = memoryOf(mention, entities, sighting);
    if (!of || of === memory) continue;
    const seen = mentioned.get(of) ?? {};
    const state = Object.fromEntries(Object.entries(mention.state).filter(([name]) => !(name in seen)));
    const changed = changedSignals(
      of,
      { ...sighting, ...titled(of, mention), state, worth: undefined, happened: mention.happened },
      () => false,
    );
    for (const change of changed) if (change.told) tell(change.told, { memory: of, once: false });
    // A message is read once; seen again, it is no other.
    const reply = memory?.lastSeen == null ? replyInMessage(of, mention, sighting) : null;
    if (reply) tell(reply, { memory: of, once: false });
    const names = new Set(changed.map(({ name }) => name));
    for (const [name, value] of Object.entries(state)) {
      if (names.has(name) || !of.signals.has(name)) seen[name] = value;
    }
    mentioned.set(of, seen);
  }
  let observations = 0;
  for (const [of, state] of mentioned) {
    if (Object.keys(state).length > 0)
      records.push(mentionOf(of, state, `${sighting.id}.m${++observations}`, sighting));
  }
  return [observationOf(sighting, memory, shares), ...records];
}

function titled(of: EntityMemory, mention: Mention): { readonly title: string } {
  return { title: of.title ?? mention.title };
}

/** The thing a page names, if the user acted on it: by its address on the same site, else by a name of its own. */
function memoryOf(mention: Mention, entities: Entities, { app, space }: Sighting): EntityMemory | undefined {
  const direct = mention.thread === undefined ? undefined : entities.of(`${app}/${mention.thread}`, space);
  const of = direct ?? entities.named(mention.entities, space ?? null);
  return of && of.firstAct !== null ? of : undefined;
}

function newsOf(news: SightingNews, edit: OwnEdit, sighting: Sighting): Told {
  return {
    type: news.type,
    value: news.value,
    ...(news.confidence !== undefined && { confidence: news.confidence }),
    valuedBy: 'structure',
    ...(news.happened !== undefined && news.happened <= sighting.t && { happened: news.happened }),
    text: news.text ?? sighting.title,
    links: [edit.action],
  };
}

/** The edit a piece of news is about: by its revision, else the latest before it happened. */
function editOf(news: SightingNews, edits: readonly OwnEdit[]): OwnEdit | null {
  if (news.revision !== undefined) return edits.find((edit) => edit.revision === news.revision) ?? null;
  return edits.findLast((edit) => news.happened === undefined || edit.t < news.happened) ?? null;
}

function outcomeOf(told: Told, id: string, sighting: Sighting, of: EntityMemory): OutcomeRecord {
  const app = of.app ?? sighting.app;
  const names = [...new Set([...of.names, ...(sighting.entities ?? [])])].slice(0, MOST_NAMES_OF_AN_OUTCOME);
  const context: Context = {
    ...told.context,
    valued_by: told.valuedBy,
    ...(sighting.app !== app && { noticed_in: sighting.app }),
  };
  return {
    kind: 'outcome',
    id,
    t: sighting.t,
    app,
    ...(sighting.space !== undefined && { space: sighting.space }),
    thread: of.thread,
    type: told.type,
    value: told.value,
    ...(told.confidence !== undefined && { confidence: told.confidence }),
    ...(told.happened !== undefined && { happened: told.happened }),
    ...(told.text !== undefined && { text: told.text }),
    ...(told.features && { features: told.features }),
    context,
    ...(names.length > 0 && { entities: names }),
    ...(told.links.length > 0 && { links: told.links }),
  };
}

function observationOf(
  sighting: Sighting,
  memory: EntityMemory | undefined,
  shares: ReadonlyMap<string, number>,
): ObservationRecord {
  const features: Record<string, number> = { sighting: 1 };
  for (const [action, share] of shares) features[KEPT + action] = Math.round(share * 1_000) / 1_000;
  if (sighting.replies !== undefined) {
    features[REPLIES] = sighting.replies.length;
    const unknown = unknownReplies(memory, sighting.replies).slice(-MOST_REPLIES_REMEMBERED_AT_ONCE);
    for (const reply of unknown) features[REPLY + replyHash(reply)] = 1;
    for (const own of ownRepliesIn(memory, sighting)) if (!memory?.ownReplies.has(own)) features[OWN_REPLY + own] = 1;
  }
  return {
    kind: 'observation',
    id: sighting.id,
    t: sighting.t,
    app: sighting.app,
    ...(sighting.space !== undefined && { space: sighting.space }),
    thread: sighting.thread,
    text: sighting.title,
    features,
    context: sighting.state,
    ...(sighting.entities && sighting.entities.length > 0 && { entities: sighting.entities }),
  };
}

/** What was seen of a thing elsewhere than on its page: the signals that were new, and nothing else. */
function mentionOf(of: EntityMemory, state: Context, id: string, sighting: Sighting): ObservationRecord {
  return {
    kind: 'observation',
    id,
    t: sighting.t,
    app: sighting.app,
    ...(sighting.space !== undefined && { space: sighting.space }),
    thread: of.thread,
    features: { mention: 1 },
    context: state,
  };
}
