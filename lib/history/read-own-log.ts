/** Our own export as a source: its lines are records already. Cut anywhere, all whole lines are given. */
import type { LogRecord, Refusal } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';

export interface OwnLine {
  readonly record?: LogRecord;
  readonly refused?: Refusal;
}

/** Whether the first line of a file is that of one of ours. */
export function isOwnHeader(line: string): boolean {
  return /^\uFEFF?\s*\{/.test(line) && /"retrace-log"/.test(line);
}

/** @returns null for a blank line and for the frame of a file. */
export function readOwnLine(line: string): OwnLine | null {
  if (line.trim() === '') return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return { refused: { id: null, reason: 'a line is not whole' } };
  }
  const kind = (parsed as { kind?: unknown } | null)?.kind;
  if (kind === 'header' || kind === 'end') return null;
  const checked = validateRecord(parsed);
  return checked.ok ? { record: checked.record } : { refused: { id: checked.id, reason: checked.reason } };
}

/** The lines of a text that comes in pieces; the last may be cut. */
export async function* linesIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop()!;
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
