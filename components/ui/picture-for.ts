import type { IconName } from './icon.tsx';

/** Words of a record's type that tell its picture, first match wins. */
const PICTURES: readonly (readonly [RegExp, IconName])[] = [
  [/revert|undo|rollback/, 'undo'],
  [/paste|copy/, 'paste'],
  [/reply|comment|answer|talk/, 'reply'],
  [/mail|message/, 'mail'],
  [/prompt|ask|chat/, 'chat'],
  [/save|submit|send|publish|post/, 'send'],
  [/edit|write|change|type|remove|add/, 'pencil'],
  [/merge|branch|review|pull|issue/, 'branch'],
  [/page|article|wiki/, 'book'],
  [/open|visit|navigate|view/, 'globe'],
  [/schedule|calendar|meet/, 'cal'],
];

/** The picture for a record: by its type, else by its kind. */
export function pictureFor(kind: string, type: string | null): IconName {
  if (kind === 'statement') return 'chat';
  if (kind === 'feedback') return 'check';
  if (kind === 'setting') return 'gear';
  const found = PICTURES.find(([words]) => words.test(type ?? ''))?.[1];
  return found ?? (kind === 'outcome' ? 'goal' : kind === 'decision' ? 'split' : 'globe');
}
