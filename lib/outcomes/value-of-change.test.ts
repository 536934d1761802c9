import { expect, test } from 'vitest';
import { isCount, valueOfChange } from './value-of-change.ts';

type Case = readonly [name: string, before: string | number, now: string | number, sign: -1 | 0 | 1];

/** Transitions as trackers, repositories, shops, forms and wikis show them. */
const CASES: readonly Case[] = [
  ['status', 'new', 'accepted', 1],
  ['status', 'open', 'closed', 1],
  ['status', 'assigned', 'closed (fixed)', 1],
  ['status', 'closed', 'reopened', -1],
  ['status', 'Resolved', 'Open', -1],
  ['status', 'Done', 'In Progress', -1],
  ['status', 'To Do', 'Done', 1],
  ['status', 'In Progress', 'Blocked', -1],
  ['status', 'Blocked', 'In Progress', 1],
  ['resolution', 'none', "won't fix", -1],
  ['resolution', 'none', 'fixed', 1],
  ['resolution', 'none', 'worksforme', -1],
  ['resolution', 'none', 'Cannot Reproduce', -1],
  ['state', 'Open', 'Merged', 1],
  ['review', 'Review required', 'Changes requested', -1],
  ['review', 'Review required', 'Approved', 1],
  ['checks', 'pending', 'failing', -1],
  ['checks', 'Some checks were not successful', 'All checks have passed', 1],
  ['merge', 'Able to merge', 'This branch has conflicts that must be resolved', -1],
  ['status', 'Draft', 'Published', 1],
  ['status', 'Published', 'Draft', -1],
  ['status', 'Pending review', 'Rejected', -1],
  ['status', 'Processing', 'Delivered', 1],
  ['status', 'Processing', 'Cancelled', -1],
  ['payment', 'Unpaid', 'Paid', 1],
  ['payment', 'Due', 'Overdue', -1],
  ['build', 'running', 'success', 1],
  ['build', 'success', 'failed', -1],
  ['status', 'Applied', 'Not accepted', -1],
  ['status', 'offen', 'erledigt', 1],
  ['status', 'in Prüfung', 'abgelehnt', -1],
  ['status', 'geschlossen', 'wieder offen', -1],
  ['statut', 'en cours', 'résolu', 1],
  ['statut', 'soumis', 'refusé', -1],
  ['statut', 'ouverte', 'fermee', 1],
  ['status', 'neu', 'gelost', 1],
  ['estado', 'abierto', 'cerrado', 1],
  ['estado', 'enviado', 'rechazado', -1],
  ['stato', 'aperto', 'risolto', 1],
  ['状态', '打开', '已解决', 1],
  ['status', 'открыт', 'решён', 1],
  ['votes', 1, 2, 1],
  ['likes', '1,204', '1,198', -1],
  ['stars', '1.2k', '1.3k', 1],
  ['downvotes', 0, 2, -1],
  ['errors', 3, 0, 1],
  // What is no verdict.
  ['priority', 'low', 'high', 0],
  ['owner', 'ana', 'ben', 0],
  ['milestone', '1.0', 'done later', 0],
  ['labels', 'bug', 'bug, invalid', 0],
  ['size', 3, 4, 0],
  ['status', 'new', 'assigned', 0],
  ['status', 'Applied', 'Under review', 0],
  ['status', 'To Do', 'In Progress', 0],
  ['status', 'Done', 'Archived', 0],
  ['assignee', 'Ready', 'Closed', 0],
  ['status', 'shipped', 'delivered', 0],
];

test('the structure says rightly what a transition is worth, in many languages, and nothing of what is no verdict', () => {
  const wrong = CASES.filter(([name, before, now, sign]) => Math.sign(valueOfChange(name, before, now).value) !== sign);
  expect(wrong).toEqual([]);
});

test('closed as something bad is bad, whatever is closed otherwise', () => {
  expect(valueOfChange('status', 'new', 'closed', { resolution: 'wontfix' }).value).toBe(-1);
  expect(valueOfChange('status', 'new', 'closed', { resolution: 'fixed', labels: 'invalid' }).value).toBe(1);
});

test('where nothing says it, it is worth nothing, and nobody is sure', () => {
  expect(valueOfChange('status', 'one', 'another')).toEqual({ value: 0, confidence: 0.3, sure: false });
});

test('numbers are counted with their separators, dates and versions are none', () => {
  expect(['12', '1,204', '1.2k', '+3', 7].map(isCount)).toEqual([true, true, true, true, true]);
  expect(['1.0.2', '2026-03-02', 'v2', '', '3 days'].map(isCount)).toEqual([false, false, false, false, false]);
});
