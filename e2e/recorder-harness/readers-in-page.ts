/** The readers as their content script offers them. Built into one script by open-recorder.ts, which runs it before the recorder. */
import { observeOutcomes } from '../../lib/page/at-once/observe-outcomes.ts';
import { followPastes } from '../../lib/page/follow-pastes.ts';
import { observeCanvas } from '../../lib/page/observe-canvas.ts';
import { observeDrafts } from '../../lib/page/observe-drafts.ts';
import { observeDwell } from '../../lib/page/observe-dwell.ts';
import { observeMoves } from '../../lib/page/observe-moves.ts';
import { offerReaders } from '../../lib/page/page-readers.ts';
import { accessibleName, shortSelector } from '../../lib/page/read-control.ts';
import { readSighting } from '../../lib/page/read-sighting.ts';
import { anySite } from '../../lib/sites/any-site.ts';
import { entitiesOfAct } from '../../lib/sites/entities-of.ts';

declare global {
  /** Whether all that listens does. */
  var retraceListens: boolean;
}

offerReaders({
  readSighting,
  anySite,
  entitiesOfAct,
  accessibleName,
  observeOutcomes,
  shortSelector,
  observeDwell,
  followPastes,
  observeDrafts,
  observeCanvas,
  // The last to be begun.
  observeMoves(capture) {
    observeMoves(capture);
    globalThis.retraceListens = true;
  },
});
