/**
 * Says what outcomes are worth that their structure says nothing of: as the user said of the like on this site, else by their
 * words, where the model is sure. Done once, before they are stored: what a model said is a fact of the log, with its id.
 */
import type { CorrectedValues } from '../outcomes/corrected-values.ts';
import { textToValue, valueOfText } from '../outcomes/value-of-text.ts';
import { HEAD_IS_FOR } from '../outcomes/value-of-text.weights.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';

/** What the user said of the like of it; not of this very one. */
const CONFIDENCE_BY_SITE = 0.9;
/** Signals whose words are a verdict; a priority or an owner is none. */
const SAYS_HOW_IT_STANDS =
  /stat(?:e|us)|resol|verdict|decision|review|result|outcome|conclusion|check|approval|phase|stage/i;

export interface ValueSources {
  readonly corrected: CorrectedValues;
  /** Id of the embedding model. */
  readonly model: string;
  /** Vector of a text; undefined where there is no model to ask. */
  readonly vectorOf: (text: string) => Promise<ArrayLike<number> | undefined>;
}

/** The records with their outcomes valued; others, and outcomes that are valued already, are as they were. */
export function valueOutcomes<R extends LogRecord>(records: readonly R[], sources: ValueSources): Promise<R[]> {
  return Promise.all(
    records.map(async (record) => (record.kind === 'outcome' ? ((await valued(record, sources)) as R) : record)),
  );
}

async function valued(outcome: OutcomeRecord, { corrected, model, vectorOf }: ValueSources): Promise<OutcomeRecord> {
  if (outcome.features?.censored === 1 || outcome.type.startsWith('retrace:')) return outcome;
  const byUser = corrected.valueFor(outcome);
  if (byUser !== null) {
    return {
      ...outcome,
      value: byUser,
      confidence: CONFIDENCE_BY_SITE,
      context: { ...outcome.context, valued_by: 'site' },
    };
  }
  const text = model === HEAD_IS_FOR ? wordsToValue(outcome) : '';
  const vector = text === '' ? undefined : await vectorOf(text).catch(() => undefined);
  const said = vector && valueOfText(vector);
  if (!said?.sure) return outcome;
  return {
    ...outcome,
    value: said.value,
    confidence: said.confidence,
    context: { ...outcome.context, valued_by: 'text', valued_model: model },
  };
}

/** The words by which an outcome may be valued; empty where something has valued it, or there are none. */
function wordsToValue({ value, text, context, features }: OutcomeRecord): string {
  if (value !== 0 || text === undefined || features?.without_text === 1) return '';
  const by = context?.valued_by;
  if (by !== undefined && by !== 'nobody') return '';
  const signal = context?.changed_signal;
  if (signal === undefined) return textToValue(text);
  return SAYS_HOW_IT_STANDS.test(String(signal)) ? textToValue(`${signal}: ${context!.changed_to}`) : '';
}
