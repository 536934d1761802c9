import type { CDPSession } from 'playwright-core';
import type { TraceEvent } from './our-part.ts';

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.stack',
  'v8.execute',
  'blink.user_timing',
];

/** Records what the browser does until it is told to stop. */
export async function recordTrace(browser: CDPSession): Promise<() => Promise<readonly TraceEvent[]>> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: readonly unknown[] }) => {
    for (const event of value) events.push(event as TraceEvent);
  };
  browser.on('Tracing.dataCollected', collect);
  await browser.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordUntilFull', traceBufferSizeInKb: 400_000, includedCategories: CATEGORIES },
  });
  return async () => {
    const complete = new Promise<{ dataLossOccurred: boolean }>((resolve) =>
      browser.once('Tracing.tracingComplete', resolve),
    );
    await browser.send('Tracing.end');
    const { dataLossOccurred } = await complete;
    browser.off('Tracing.dataCollected', collect);
    if (dataLossOccurred) throw new Error('The browser lost a part of its trace.');
    return events;
  };
}
