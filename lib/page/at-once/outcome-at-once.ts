import { newId } from '../../records/new-id.ts';
import type { Context, Features, OutcomeRecord } from '../../records/record.ts';
import type { Capture } from '../capture.ts';

/** What came of an act at once, before it is a record. */
export interface AtOnce {
  /** `verb:object` of the outcome type. */
  readonly about: string;
  readonly value: number;
  readonly confidence: number;
  readonly text?: string | undefined;
  readonly features?: Features;
  /** Id of the act it came of; null: nobody knows which. */
  readonly act: string | null;
  /** Where the act was done, if not on this page. */
  readonly thread?: string | undefined;
  /** Said once of an act: the id of the record follows from it. */
  readonly once?: string;
}

/** The record of an outcome of this page, valued by its structure. */
export function outcomeAtOnce(capture: Capture, told: AtOnce): OutcomeRecord {
  const { about, value, confidence, text, features, act, once } = told;
  const thread = told.thread ?? capture.thread();
  const context: Context = { valued_by: 'structure' };
  return {
    kind: 'outcome',
    id: act !== null && once !== undefined ? `${act}.${once}` : newId(),
    t: capture.now(),
    ...(thread !== undefined && { thread }),
    type: `${capture.pack().id}:${about}`,
    value,
    confidence,
    ...(text !== undefined && text !== '' && { text }),
    ...(features && { features }),
    ...(value !== 0 && { context }),
    ...(act !== null && { links: [act] }),
  };
}
