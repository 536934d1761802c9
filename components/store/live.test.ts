import { expect, test, vi } from 'vitest';
import { COALESCED_WITHIN_IN_MS, createLive } from './live.ts';

test('a burst of news is one redraw within 250 ms', () => {
  vi.useFakeTimers();
  const live = createLive();
  const engine = vi.fn();
  const recording = vi.fn();
  live.subscribe('engine', engine);
  live.subscribe('recording', recording);
  for (let i = 0; i < 40; i++) live.changed('engine');
  expect(engine).not.toHaveBeenCalled();
  vi.advanceTimersByTime(COALESCED_WITHIN_IN_MS);
  expect(engine).toHaveBeenCalledTimes(1);
  expect(recording).not.toHaveBeenCalled();
  live.changed('recording');
  vi.advanceTimersByTime(COALESCED_WITHIN_IN_MS);
  expect(recording).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
