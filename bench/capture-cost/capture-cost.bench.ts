/**
 * What the recorder costs the page it records: the built extension in a real Chromium, on a page of 20,000 elements with a thousand
 * changes a second and a person who types twelve keys a second, clicks, copies, pastes, sends, scrolls and goes elsewhere. On and off
 * by turns, in one run. `npm run build` first.
 *
 * Targets hold processor time of the page's thread, since other work on the machine does not count in it; time by the clock is
 * beside it. `--rounds N`: so many rounds each, on and off.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Benchmark } from '../benchmark.ts';
import { alternateRounds } from './alternate-rounds.ts';
import { byKind, figuresOf, isStart } from './figures-of-rounds.ts';

const SCRIPT = join(import.meta.dirname, '../../.output/chrome-mv3/content-scripts/capture.js');
const ROUNDS = 6;
const SECONDS = 12;

export const benchmark: Benchmark = {
  name: 'capture-cost',
  about: 'what the recorder costs a page of 20,000 elements that never rests, on against off',
  async run({ quick, flags = [], say }) {
    const at = flags.indexOf('--rounds');
    const pairs = quick ? 1 : at < 0 ? ROUNDS : Number(flags[at + 1]);
    const rounds = await alternateRounds(pairs, quick ? 4 : SECONDS);
    const parts = [...rounds.on.map(({ part }) => part), rounds.leaving];
    const calls = parts.flatMap(({ calls: all }) => all).filter((call) => !isStart(call));
    for (const { kind, calls: list } of byKind(calls)) {
      const [longest] = list;
      const p95 = list[Math.floor(list.length * 0.05)]!;
      const [most, all, garbage] = [longest!.cpuMs, p95.cpuMs, longest!.gcCpuMs].map((ms) => ms.toFixed(2));
      say(`${kind}: ${list.length} calls, p95 ${all} ms`);
      say(
        `  longest ${most} ms, ${garbage} of it collecting garbage (${longest!.by}, ${longest!.where || 'no function'})`,
      );
    }
    for (const place of new Set(parts.flatMap(({ forced }) => forced))) say(`forced: ${place}`);
    const figures: Record<string, number> = { script_gzip_kb: gzipSync(readFileSync(SCRIPT)).length / 1_024 };
    Object.assign(figures, figuresOf(rounds));
    for (const [key, figure] of Object.entries(figures)) figures[key] = Number(figure.toFixed(3));
    return {
      figures,
      targets: {
        script_gzip_kb: { at_most: 40 },
        nodes: { at_least: 20_000 },
        changes_a_second: { at_least: 990 },
        keys_a_second: { at_least: 11.9 },
        handler_p95_ms: { at_most: 1 },
        handler_max_ms: { at_most: 8 },
        forced_layouts: { at_most: 0 },
        long_tasks_added: { at_most: 0 },
        heap_growth_mb: { at_most: 2 },
      },
      notes: [
        'figures in ms without "clock" are processor time of the thread of the page; handler_p95_ms is of the kind of handler that fares worst, of those called 20 times or more',
        ...[...new Set(rounds.errors)].map((error) => `the extension: ${error}`),
      ],
    };
  },
};
