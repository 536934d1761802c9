import { defineContentScript } from 'wxt/utils/define-content-script';
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

/** What reads pages in quiet moments, and observes what can wait until then; the background starts it beside the capture script once a page is recorded. */
export default defineContentScript({
  registration: 'runtime',
  main() {
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
      observeMoves,
    });
  },
});
