import { newId } from '../records/new-id.ts';
import type { ActionRecord, Context, Features, Instant, RefusedOption } from '../records/record.ts';
import type { PageKind } from '../sites/site-pack.ts';
import type { Capture } from './capture.ts';

/** When and where an act happened: settled in its handler; what it was may be read in a quiet moment. */
export interface BegunAct {
  readonly id: string;
  readonly t: Instant;
  readonly thread: string | undefined;
  readonly pack: string;
  readonly page: PageKind;
}

/** What an act was. */
export interface ActDetails {
  readonly verb: string;
  readonly object: string;
  readonly text?: string | undefined;
  readonly features?: Features;
  readonly context?: Context;
  readonly entities?: readonly string[];
  readonly links?: readonly string[];
  readonly control?: string | undefined;
  readonly instead_of?: readonly RefusedOption[];
  /** Of a copy or a paste: word hashes of what was copied or pasted (engine/api.ts, CapturedRecord). */
  readonly clip?: readonly number[];
}

/** Takes the moment and the place of an act. Cheap: fit for an event handler. */
export function beginAct(capture: Capture): BegunAct {
  return {
    id: newId(),
    t: capture.now(),
    thread: capture.thread(),
    pack: capture.pack().id,
    page: capture.pageKind(),
  };
}

/** The record of an act, without what is empty. */
export function actionOf({ id, t, thread, pack, page }: BegunAct, details: ActDetails): ActionRecord {
  const { verb, object, text, features, context, entities, links, control, instead_of, clip } = details;
  return {
    kind: 'action',
    id,
    t,
    ...(thread !== undefined && { thread }),
    type: `${pack}:${verb}:${object}`,
    ...(text !== undefined && text !== '' && { text }),
    ...(features && Object.keys(features).length > 0 && { features }),
    context: { ...context, page },
    ...(entities && entities.length > 0 && { entities }),
    ...(links && links.length > 0 && { links }),
    ...(control !== undefined && control !== '' && { control }),
    ...(instead_of && instead_of.length > 0 && { instead_of }),
    ...(clip && clip.length > 0 && { clip }),
  };
}
