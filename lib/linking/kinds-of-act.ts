/**
 * What the verb of an action type says of it, whatever the site: whether it may change a thing for others, whether it writes,
 * whether it only looks. Types are `pack:verb:object`; verbs are the same in every language of the page.
 */
import type { LogRecord } from '../records/record.ts';

/** Acts that leave something changed once they are through. */
const COMMITS: ReadonlySet<string> = new Set([
  ...[
    'save',
    'create',
    'send',
    'submit',
    'edit',
    'delete',
    'restore',
    'upload',
    'reply',
    'comment',
    'review',
    'publish',
  ],
  ...[
    'approve',
    'reject',
    'merge',
    'close',
    'reopen',
    'resolve',
    'assign',
    'vote',
    'follow',
    'unfollow',
    'share',
    'confirm',
  ],
  ...[
    'archive',
    'star',
    'move',
    'rename',
    'subscribe',
    'unsubscribe',
    'cancel',
    'add',
    'remove',
    'prompt',
    'edit-prompt',
    'branch',
    'undo',
  ],
  'accept',
  'unassign',
  'unstar',
  'unarchive',
  'unpublish',
  'revert',
  'lock',
  'unlock',
  'pin',
  'unpin',
  'invite',
  'report',
  'revise',
  'rollback',
  'watch',
  'unwatch',
  'vote-down',
  'mute',
  'unmute',
  'hide',
  'snooze',
]);
/** Acts that may: a choice not sent yet, a control whose meaning nobody knows. */
const MAY_COMMIT: ReadonlySet<string> = new Set([
  'choose',
  'toggle',
  'press',
  'select',
  'paste',
  'drop',
  'click',
  'redo',
]);
/** Acts by which words of the user's come to stand on a page. */
const WRITES: ReadonlySet<string> = new Set([
  ...['save', 'create', 'send', 'submit', 'edit', 'reply', 'comment', 'review', 'publish', 'paste', 'upload'],
]);
/** Being there, or coming and going. */
const LOOKS: ReadonlySet<string> = new Set(['read', 'visit', 'return', 'leave', 'see', 'view']);
/** Looking at what one has written before it is sent. */
const LOOKS_AT_DRAFT: ReadonlySet<string> = new Set(['preview', 'compare']);
/** Acts that make a thing which has no page of its own before. */
const MAKES: ReadonlySet<string> = new Set(['create', 'send', 'submit', 'publish', 'upload', 'save', 'add']);

/** The verb of a type; empty if it has none. */
export function verbOf(type: string): string {
  return type.split(':', 2)[1] ?? '';
}

/** The pack of a type: its first part. */
export function packOf(type: string): string {
  return type.split(':', 1)[0]!;
}

export function commits(type: string): boolean {
  return COMMITS.has(verbOf(type));
}

export function mayCommit(type: string): boolean {
  return MAY_COMMIT.has(verbOf(type));
}

export function writes(type: string): boolean {
  return WRITES.has(verbOf(type));
}

export function onlyLooks(type: string): boolean {
  return LOOKS.has(verbOf(type));
}

/**
 * Whether an act is only about being there: a page visited, come back to, read. It is part of the state in which things are done
 * (time in thread, what was open), and no candidate for what comes of them: it would share in the credit of every doing.
 */
export function isPresence(record: LogRecord): boolean {
  return record.kind === 'action' && record.features?.presence === 1;
}

/** Whether an act is a page come to. */
export function isVisit(record: LogRecord): boolean {
  return isPresence(record) && record.kind === 'action' && verbOf(record.type) === 'visit';
}

export function makes(type: string): boolean {
  return MAKES.has(verbOf(type));
}

export function looksAtDraft(type: string): boolean {
  return LOOKS_AT_DRAFT.has(verbOf(type));
}
