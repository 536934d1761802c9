import type { NamedTime, Sharpness } from './parse-dates-in-question.ts';

/**
 * What a named time is worth, where 1 is the best match of words and meaning. In the proportions of science 4.3 (a day 6, a day
 * beside it or a third of a month 3, a month 2, the best match about 8).
 */
const LIFT: Readonly<Record<Sharpness, number>> = {
  day: 0.75,
  week: 0.375,
  'part of a month': 0.375,
  month: 0.25,
  'every such weekday': 0.2,
  year: 0.1,
};
const LIFT_BESIDE_A_DAY = 0.375;

/** By how much what happened on a day is lifted, for every day that a question names; the most where it names it twice. */
export function liftNamedDays(named: readonly NamedTime[]): ReadonlyMap<number, number> {
  const lifts = new Map<number, number>();
  const lift = (day: number, by: number) => lifts.set(day, Math.max(by, lifts.get(day) ?? 0));
  for (const { from, to, sharpness } of named) {
    for (let day = from; day <= to; day++) lift(day, LIFT[sharpness]);
    if (sharpness !== 'day') continue;
    lift(from - 1, LIFT_BESIDE_A_DAY);
    lift(to + 1, LIFT_BESIDE_A_DAY);
  }
  return lifts;
}
