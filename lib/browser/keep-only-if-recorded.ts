/**
 * What the capture script says, and what becomes of it: kept only of sites that are recorded now, stamped by the sender, without the
 * texts where none are kept, and with a count of what was refused.
 */
import type { AppendResult } from '../engine/api.ts';
import { recordWithoutTexts, sightingWithoutTexts } from '../privacy/without-texts.ts';
import type { LogRecord, OutcomeRecord, Refusal } from '../records/record.ts';
import { pageAddress } from '../sites/page-address.ts';
import type { EngineHost } from './engine-host.ts';
import type { Caller, Handlers } from './messages.ts';
import type { Payload } from './protocol.ts';
import type { RecordingControl } from './recording-control.ts';
import { countRefused } from './refusals.ts';
import { startReaders } from './register-scripts.ts';
import { noteFits, packsOf, startPacks } from './site-packs.ts';
import { recordsFromPage, sightingFromPage, spaceOfCaller, stampRecord, stampSighting } from './stamp.ts';
import type { Place, TabTrails } from './tab-trail.ts';

const GIVEN_UP =
  'The page made more than can be recorded, something on it failed again and again, or Retrace could not be reached for too long.';
const NOTHING: AppendResult = { stored: [], refused: [] };

export interface KeepingParts {
  readonly host: EngineHost;
  readonly control: Pick<RecordingControl, 'modeOf' | 'spaceOf' | 'toolbar'>;
  readonly trails: TabTrails;
  /** Tells what was left unsent in its tab and is not taken up any more; of the tab that was closed, or of all. */
  readonly tellGivenUp: (tab?: number) => Promise<void>;
  /** How well a site is read has changed. */
  readonly onFitChanged: () => void;
  readonly isOpen: (tab: number) => Promise<boolean>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Hands records to the engine. What cannot be kept is shown on the icon, and goes away with the first that can. */
export async function storeCaptured(
  { host, control }: Pick<KeepingParts, 'host' | 'control'>,
  records: readonly LogRecord[],
): Promise<AppendResult> {
  try {
    const result = await host.call('captured', [records]);
    control.toolbar.trouble(false);
    return result;
  } catch (error) {
    control.toolbar.trouble(true);
    throw error;
  }
}

/** Answers to the capture script. */
export function keepOnlyIfRecorded(parts: KeepingParts): Handlers {
  const { host, control, trails, tellGivenUp, onFitChanged, isOpen, now } = parts;
  const isRecorded = async ({ site }: Caller) => (await control.modeOf(site)).recording;

  /** Where a page's own document acts, for the trail of its tab; null: it is a frame in it, or not recorded. */
  async function placeOf(caller: Caller): Promise<Place | null> {
    if (!caller.tab || caller.frame !== 0 || !(await isRecorded(caller))) return null;
    const space = spaceOfCaller(caller, await control.spaceOf(caller.site));
    return { tab: caller.tab.id, site: caller.site, space, address: pageAddress(caller.url) };
  }

  function count(site: string, refused: readonly Refusal[]): void {
    const last = refused.at(-1);
    if (last) void countRefused(site, refused.length, last.reason, new Date(now()));
  }

  async function append({ records, keepsText }: Payload<'capture>log:append'>, caller: Caller): Promise<AppendResult> {
    const { fit, refused } = recordsFromPage(records, now());
    const { recording, keepText } = await control.modeOf(caller.site);
    // Off or paused since: dropped on purpose, and acknowledged so that the page does not send it again.
    if (!recording) return { stored: fit.map(({ id }) => id), refused };
    // A script may not have heard yet that texts are to be left out.
    const kept = keepText ? fit : fit.flatMap((record) => recordWithoutTexts(record, !keepsText) ?? []);
    const space = await control.spaceOf(caller.site);
    const stamped = kept.map((record) => stampRecord(record, caller, space));
    // Before it is stored: the next document may ask at any moment.
    const place = await placeOf(caller);
    if (place) void trails.note(place, stamped);
    void tellGivenUp().catch(() => undefined);
    const result = await storeCaptured(parts, stamped);
    const all = [...refused, ...result.refused];
    count(caller.site, all);
    const leftOut = fit.filter(({ id }) => !kept.some((record) => record.id === id));
    return { stored: [...result.stored, ...leftOut.map(({ id }) => id)], refused: all };
  }

  async function sight(sighting: Payload<'capture>engine:sighting'>, caller: Caller): Promise<AppendResult> {
    const { recording, keepText } = await control.modeOf(caller.site);
    if (!recording) return NOTHING;
    const { fit, refused } = sightingFromPage(sighting, now());
    count(caller.site, refused);
    if (!fit) return { stored: [], refused };
    const kept = keepText ? fit : sightingWithoutTexts(fit);
    return host.call('sighting', [stampSighting(kept, caller, await control.spaceOf(caller.site))]);
  }

  async function leave({ unsent }: Payload<'capture>browser:left'>, caller: Caller): Promise<void> {
    const place = await placeOf(caller);
    if (!place) return;
    const { fit, refused } = recordsFromPage(unsent ? [unsent] : [], now());
    count(caller.site, refused);
    if (refused.length > 0) return;
    const space = await control.spaceOf(caller.site);
    const [stamped = null] = fit.map((record) => stampRecord(record, caller, space));
    await trails.leave(place, stamped as OutcomeRecord | null);
    // The word of a page that goes with its tab may come after the tab is gone.
    if (!(await isOpen(place.tab))) await tellGivenUp(place.tab);
  }

  return {
    'capture>browser:mode': { from: ['content-script'], handle: (_, caller) => control.modeOf(caller.site) },
    'capture>browser:packs': {
      from: ['content-script'],
      handle: async ({ ids }, caller) => {
        if (!caller.tab || !(await isRecorded(caller))) return [];
        await startPacks(caller.tab.id, caller.frame);
        return packsOf(caller.site, ids);
      },
    },
    'capture>browser:readers': {
      from: ['content-script'],
      handle: async (_, caller) => {
        if (caller.tab && (await isRecorded(caller))) await startReaders(caller.tab.id, caller.frame);
      },
    },
    'capture>browser:trail': {
      from: ['content-script'],
      handle: async ({ reloaded }, caller) => {
        const place = await placeOf(caller);
        if (!place) return null;
        const trail = await trails.arrive(place, reloaded);
        // What could not be stored is told the next time; the page gets its trail all the same.
        await tellGivenUp().catch(() => undefined);
        return trail;
      },
    },
    'capture>browser:shown': {
      from: ['content-script'],
      handle: async ({ notices }, caller) => {
        const place = await placeOf(caller);
        if (place) await trails.show(place, notices);
      },
    },
    'capture>browser:left': { from: ['content-script'], handle: leave },
    'capture>browser:fit': {
      from: ['content-script'],
      handle: async ({ fits }, caller) => {
        if ((await isRecorded(caller)) && (await noteFits(caller.site, fits))) onFitChanged();
      },
    },
    'capture>log:append': { from: ['content-script'], handle: append },
    'capture>browser:doing': {
      from: ['content-script'],
      handle: async ({ secret, dropped }, caller) => {
        const isOn = await isRecorded(caller);
        // That it holds a secret no more is heard of any page: the icon must not go on saying so.
        if (caller.tab) control.toolbar.holdsSecret(caller.tab.id, caller.frame, secret && isOn);
        if (dropped > 0 && isOn) void countRefused(caller.site, dropped, GIVEN_UP, new Date(now()));
      },
    },
    'capture>engine:sighting': { from: ['content-script'], handle: sight },
  };
}
