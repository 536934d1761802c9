/**
 * What a visit says of what was done earlier: the difference between what is remembered of an entity and what its page shows
 * now, as records for the log. Made once, when it is noticed; a rebuild reads the records and does not compare again.
 */
import type { Sighting, SightingNews } from '../engine/api.ts';
import type { Context, Features, ObservationRecord, OutcomeRecord } from '../records/record.ts';
import { survivingShare } from '../records/shingles.ts';
import { type EntityMemory, KEPT, type OwnEdit } from './entity-memory.ts';
import { valueOfChange } from './value-of-change.ts';

/** An edit counts as seen on the page from this share of its words on. */
const SEEN_FROM = 0.6;
/** Of what had been seen: below it is gone, below it is reworded. */
const GONE_BELOW = 0.2;
const REWORDED_BELOW = 0.7;
const KEPT_FROM = 0.8;
/** An edit that is still there after a day was kept. Silence before that is no verdict. */
const KEPT_AFTER_IN_MS = 24 * 3_600_000;
/** Fewer word hashes than this on a page, and it did not show its text. */
const FEWEST_SHINGLES_OF_A_PAGE = 3;

/**
 * The observation a sighting becomes, and the outcomes that follow from it. Ids follow from the sighting's. Pure: the
 * memory is not changed; applying the records does that.
 */
export function compareSighting(
  memory: EntityMemory | undefined,
  sighting: Sighting,
): readonly [ObservationRecord, ...OutcomeRecord[]] {
  const page = new Set(sighting.shingles);
  const showsText = page.size >= FEWEST_SHINGLES_OF_A_PAGE;
  const edits = memory?.edits.filter((edit) => edit.t < sighting.t) ?? [];
  const shares = new Map<string, number>();
  if (showsText) {
    for (const edit of edits)
      if (edit.shingles.length > 0) shares.set(edit.action, survivingShare(edit.shingles, page));
  }

  const outcomes: OutcomeRecord[] = [];
  const told = new Set(memory?.told);
  const tell = (type: string, edit: OwnEdit | null, more: Partial<OutcomeRecord> & { value: number }) => {
    const mark = `${type} ${edit?.action ?? ''}`;
    if (edit && told.has(mark)) return;
    told.add(mark);
    outcomes.push({
      kind: 'outcome',
      id: `${sighting.id}.${outcomes.length + 1}`,
      t: sighting.t,
      app: sighting.app,
      ...(sighting.space !== undefined && { space: sighting.space }),
      thread: sighting.thread,
      type,
      ...more,
      ...(edit && { links: [edit.action] }),
    });
  };

  for (const news of sighting.news ?? []) {
    const edit = editOf(news, edits);
    if (edit) tell(news.type, edit, newsOutcome(news, sighting));
  }
  for (const edit of edits) {
    const share = shares.get(edit.action);
    if (share === undefined || edit.seen === null || edit.seen < SEEN_FROM) continue;
    const left = share / edit.seen;
    const pack = edit.type.split(':')[0]!;
    const undoneByUser = edits.some((later) => later.t > edit.t && later.removed);
    if (left < GONE_BELOW && !undoneByUser) {
      tell(`${pack}:revert:edit`, edit, { value: -1, confidence: confidenceOf(edit), text: sighting.title });
    } else if (left < REWORDED_BELOW && left >= GONE_BELOW && !undoneByUser) {
      tell(`${pack}:reword:edit`, edit, { value: -0.3, confidence: confidenceOf(edit), text: sighting.title });
    } else if (left >= KEPT_FROM && Date.parse(sighting.t) - Date.parse(edit.t) >= KEPT_AFTER_IN_MS) {
      if (!told.has(`${pack}:revert:edit ${edit.action}`))
        tell(`${pack}:keep:edit`, edit, { value: 1, text: sighting.title });
    }
  }
  for (const [signal, before, now] of changedSignals(memory?.state ?? {}, sighting.state)) {
    const { value, confidence } = valueOfChange(before, now);
    const pack = edits.at(-1)?.type.split(':')[0] ?? 'web';
    tell(`${pack}:change:${signal}`, null, { value, confidence, text: `${sighting.title}: ${before} → ${now}` });
  }
  return [observationOf(sighting, shares), ...outcomes];
}

function newsOutcome(news: SightingNews, sighting: Sighting): Partial<OutcomeRecord> & { value: number } {
  return {
    value: news.value,
    ...(news.confidence !== undefined && { confidence: news.confidence }),
    ...(news.happened !== undefined && news.happened <= sighting.t && { happened: news.happened }),
    text: news.text ?? sighting.title,
  };
}

/** The edit a piece of news is about: by its revision, else the latest before it happened. */
function editOf(news: SightingNews, edits: readonly OwnEdit[]): OwnEdit | null {
  if (news.revision !== undefined) return edits.find((edit) => edit.revision === news.revision) ?? null;
  return edits.findLast((edit) => news.happened === undefined || edit.t < news.happened) ?? null;
}

/** Long passages do not vanish by chance; of a few words one cannot be so sure. */
function confidenceOf(edit: OwnEdit): number {
  return Math.min(0.95, 0.6 + 0.05 * edit.shingles.length);
}

/** Named signals that were known and are different now; the revision is not news in itself. */
function changedSignals(before: Context, now: Context): (readonly [string, string, string])[] {
  return Object.keys(now)
    .filter((name) => name !== 'revision' && before[name] !== undefined && before[name] !== now[name])
    .sort()
    .map((name) => [name, String(before[name]), String(now[name])] as const);
}

function observationOf(sighting: Sighting, shares: ReadonlyMap<string, number>): ObservationRecord {
  const features: Record<string, number> = { sighting: 1 };
  for (const [action, share] of shares) features[KEPT + action] = Math.round(share * 1_000) / 1_000;
  return {
    kind: 'observation',
    id: sighting.id,
    t: sighting.t,
    app: sighting.app,
    ...(sighting.space !== undefined && { space: sighting.space }),
    thread: sighting.thread,
    text: sighting.title,
    features: features satisfies Features,
    context: sighting.state,
  };
}
