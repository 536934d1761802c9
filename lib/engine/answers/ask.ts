/** What every answer is made from, and how a bad ask is refused. */
import type { Vectors } from '../../models/vectors.ts';
import type { Recall } from '../../recall/recall.ts';
import type { LogRecord } from '../../records/record.ts';
import { instantOf } from '../../records/validate-record.ts';
import type { Engine } from '../engine.ts';

export type Ask = Readonly<Record<string, unknown>>;
export type Answer = Record<string, unknown>;

export interface AnswerSources {
  /** Derived state as of the moment the ask is about. */
  readonly engine: Engine;
  /** The index; may hold more than was known at that moment, so answers filter by `at`. */
  readonly recall: Recall;
  readonly vectors: Vectors;
  /** The moment, if the ask names one. */
  readonly at: string | null;
  /** What counts as now: `at`, else the end of the log, else what the caller said. */
  readonly now: string;
  readonly seed: number;
  /** Records by id, for texts. */
  readonly get: (ids: readonly string[]) => Promise<ReadonlyMap<string, LogRecord>>;
}

/** An ask that cannot be answered, in words for whoever asked. */
export class AskError extends Error {
  override readonly name = 'AskError';
}

export function textOf(ask: Ask, field: string): string {
  const value = ask[field];
  if (typeof value !== 'string' || value === '') throw new AskError(`“${field}” must be a text`);
  return value;
}

export function optionalText(ask: Ask, field: string): string | undefined {
  const value = ask[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new AskError(`“${field}” must be a text`);
  return value;
}

/** A whole number from `least` on; `fallback` where it is left out. */
export function countOf(ask: Ask, field: string, fallback: number, least = 0): number {
  const value = ask[field];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
    throw new AskError(`“${field}” must be a whole number, ${least} or more`);
  }
  return value;
}

/** An instant in the fixed form; undefined where it is left out. */
export function optionalInstant(ask: Ask, field: string): string | undefined {
  const value = ask[field];
  if (value === undefined || value === null) return undefined;
  const instant = instantOf(value);
  if (instant === null) throw new AskError(`“${field}” must be an ISO instant`);
  return instant;
}
