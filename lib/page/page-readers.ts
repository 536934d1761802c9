import type { entitiesOfAct } from '../sites/entities-of.ts';
import type { SitePack } from '../sites/site-pack.ts';
import type { observeOutcomes } from './at-once/observe-outcomes.ts';
import type { followPastes } from './follow-pastes.ts';
import type { observeCanvas } from './observe-canvas.ts';
import type { observeDrafts } from './observe-drafts.ts';
import type { observeDwell } from './observe-dwell.ts';
import type { observeMoves } from './observe-moves.ts';
import type { accessibleName, shortSelector } from './read-control.ts';
import type { readSighting } from './read-sighting.ts';

/** What reads a page in quiet moments, and what can wait until then. It comes as a script of its own, once a page is being recorded (entrypoints/sights.content). */
export interface PageReaders {
  readonly readSighting: typeof readSighting;
  /** The generic pack with all its readers. */
  readonly anySite: SitePack;
  readonly entitiesOfAct: typeof entitiesOfAct;
  readonly observeOutcomes: typeof observeOutcomes;
  /** A control's name as assistive technology says it. */
  readonly accessibleName: typeof accessibleName;
  /** A short selector that finds an element and no other. */
  readonly shortSelector: typeof shortSelector;
  /** What is observed only after the page has had its first moments. */
  readonly observeDwell: typeof observeDwell;
  readonly followPastes: typeof followPastes;
  readonly observeDrafts: typeof observeDrafts;
  readonly observeCanvas: typeof observeCanvas;
  readonly observeMoves: typeof observeMoves;
}

/** The place lies in our own isolated world, where the page cannot see it. */
const place = globalThis as typeof globalThis & { retraceReaders?: PageReaders };

/** Hands the readers to whatever script of ours waits for them in this page. */
export function offerReaders(readers: PageReaders): void {
  place.retraceReaders = readers;
}

/** The readers, if their script has run in this page. */
export function readersHere(): PageReaders | null {
  return place.retraceReaders ?? null;
}
