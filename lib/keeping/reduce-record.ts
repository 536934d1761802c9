/**
 * The three forms of a record.
 *
 * | form | what is kept |
 * | --- | --- |
 * | full | all of it |
 * | `summary` | kind, type, time, place, thread, episode, entities, context, features, links, value; of the text a few words |
 * | `skeleton` | the same without words, and of the features those that rules read |
 *
 * Credit reads no texts but for the words by which an outcome finds what was done elsewhere (`linking/content-index.ts`), so the
 * skeleton of everything gives the credit of everything that is tied by thread, episode, link or entity.
 */
import type { DecisionCandidate, Features, LogRecord, ReducedForm } from '../records/record.ts';

/**
 * Features that a rule of `linking/`, `outcomes/` or `credit/` reads from a record of the past. Names with a colon
 * (`reply:…`, `kept:…`) belong to sightings and are read too. The others describe a text, and go with it.
 */
const READ_BY_RULES: ReadonlySet<string> = new Set([
  ...['presence', 'sighting', 'mention', 'censored', 'hazard', 'waited_days', 'kept', 'without_text', 'replies'],
  ...['added_words', 'removed_words', 'was_empty'],
]);

/**
 * The record in a smaller form. Id, time and kind stay: it is the same record, and whoever refers to it finds it. A
 * record that would lose nothing comes back as it is, and no form ever grows.
 *
 * @param words of a summary: each a word of the text, in any order. Not used for a skeleton.
 */
export function reduceRecord<R extends LogRecord>(record: R, form: ReducedForm, words: readonly string[] = []): R {
  if (record.form === 'skeleton') return record;
  const { text: _, form: __, ...rest } = record;
  const bare = withoutOptionTexts(rest as unknown as R);
  if (form === 'summary' && words.length > 0) {
    return { ...bare, text: [...new Set(words)].sort().join(' '), form: 'summary' };
  }
  if (!losesAnything(record)) return record;
  const features = record.features && readByRules(record.features);
  const { features: ___, ...without } = bare;
  return {
    ...(without as R),
    ...(features && Object.keys(features).length > 0 && { features }),
    form: 'skeleton',
  };
}

/** Whether a skeleton would be less than the record. */
function losesAnything(record: LogRecord): boolean {
  if (record.text !== undefined) return true;
  const { features = {} } = record;
  if (Object.keys(readByRules(features)).length < Object.keys(features).length) return true;
  if (record.kind === 'decision') return record.candidates.some((each) => each !== withoutText(each));
  return record.kind === 'action' && (record.instead_of ?? []).some(({ text }) => text !== undefined);
}

function readByRules(features: Features): Features {
  return Object.fromEntries(Object.entries(features).filter(([name]) => READ_BY_RULES.has(name) || name.includes(':')));
}

/** What was refused instead, and the lines a decision weighed, stay with their numbers; names stay, their texts go. */
function withoutOptionTexts<R extends LogRecord>(record: R): R {
  if (record.kind === 'decision') return { ...record, candidates: record.candidates.map(withoutText) };
  if (record.kind !== 'action' || !record.instead_of) return record;
  return { ...record, instead_of: record.instead_of.map(({ text: _, ...option }) => option) };
}

/** A line without a subject is named by its text, so it keeps it. */
function withoutText(candidate: DecisionCandidate): DecisionCandidate {
  const { text, ...ref } = candidate.ref;
  return candidate.ref.about === undefined || text === undefined ? candidate : { ...candidate, ref };
}
