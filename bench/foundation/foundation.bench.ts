import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import type { Benchmark } from '../benchmark.ts';
import { measureHandlers } from './handlers.ts';
import { acknowledgementP99, firefoxColdStart, largeLog, lostOrDoubled, panelFirstPaint } from './in-browser.ts';
import { contentScriptKilobytes, embeddingMs, replaySeconds, storeAndEngineSeconds } from './in-node.ts';

/** Measured on the build in .output: `npm run build && npm run build:firefox` first. */
export const benchmark: Benchmark = {
  name: 'foundation',
  about: 'what the log, the engine, the model and the panel cost, and what a kill costs',
  async run({ quick, say }) {
    const figures: Record<string, number> = {};
    const notes: string[] = [];
    const put = (key: string, figure: number) => {
      figures[key] = Number(figure.toFixed(3));
      say(`${key} ${figures[key]}`);
    };
    put('content_script_kb', contentScriptKilobytes());
    put('store_and_engine_s', await storeAndEngineSeconds(quick ? 1_000 : 10_000));
    put('replay_s', await replaySeconds(quick ? 500 : 10_000));
    put('embedding_ms', await embeddingMs(quick ? 5 : 60));

    const chromium = findBrowser('chromium', false);
    if ('missing' in chromium) notes.push(`Chromium: ${chromium.missing}`);
    else if (quick) put('acknowledgement_p99_ms', await acknowledgementP99(20));
    else {
      put('acknowledgement_p99_ms', await acknowledgementP99(500));
      put('handler_p95_ms', await measureHandlers());
      put('lost_or_doubled', await lostOrDoubled(200, 1, say));
      put('panel_first_paint_ms', await panelFirstPaint(10_000));
      const large = await largeLog(100_000, say);
      put('delete_out_of_sight_ms', large.outOfSightMs);
      put('delete_gone_s', large.goneSeconds);
      put('idle_memory_mb', large.memoryMb);
      put('idle_cpu_percent', large.idleCpuPercent);
    }
    const firefox = findBrowser('firefox', false);
    if ('missing' in firefox) notes.push(`Firefox: ${firefox.missing}`);
    else if (!quick) put('firefox_cold_start_ms', await firefoxColdStart(100_000, say));

    return {
      figures,
      notes,
      targets: {
        lost_or_doubled: { at_most: 0 },
        acknowledgement_p99_ms: { at_most: 250 },
        content_script_kb: { at_most: 40 },
        handler_p95_ms: { at_most: 1 },
        embedding_ms: { at_most: 20 },
        replay_s: { at_most: 10 },
        store_and_engine_s: { at_most: 1 },
        delete_gone_s: { at_most: 20 },
        firefox_cold_start_ms: { at_most: 1_500 },
        panel_first_paint_ms: { at_most: 150 },
        idle_cpu_percent: { at_most: 0.5 },
      },
    };
  },
};
