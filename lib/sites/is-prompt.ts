import type { LogRecord } from '../records/record.ts';

/** Whether a record is a prompt to an AI chat: a new one, one sent again in other words, another one in its place. */
export function isPrompt(record: LogRecord): boolean {
  return record.kind === 'action' && /^[\w-]+:(?:prompt:answer|edit-prompt:prompt|branch:prompt)$/.test(record.type);
}
