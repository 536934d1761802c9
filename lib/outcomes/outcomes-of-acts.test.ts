import { expect, test } from 'vitest';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import type { OwnAct } from './entity-memory.ts';
import { type ActsInThread, OutcomesOfActs } from './outcomes-of-acts.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, second)).toISOString();
const THREAD = 'desk.example/url:/ticket/7';

function act(id: string, second: number, type: string, more: object = {}): LogRecord {
  return { kind: 'action', id, t: at(second), app: 'desk.example', thread: THREAD, type, ...more } as LogRecord;
}

/** Each step is a delivery of its own. */
function told(steps: readonly LogRecord[], actsIn: ActsInThread = () => []): (readonly unknown[])[] {
  const acts = new OutcomesOfActs();
  return steps
    .flatMap((step): OutcomeRecord[] => acts.of([step], actsIn))
    .map(({ type, value, links }) => [type, value, links]);
}

test('a change in a field that is undone soon after was taken back; in another field, or later, it was not', () => {
  const edit = act('a', 0, 'web:edit:text', { control: '#body' });
  const undo = (second: number, control: string) => act('u', second, 'web:undo:text', { control });
  expect(told([edit, undo(20, '#body')])).toEqual([['web:undo:text', -0.4, ['a']]]);
  expect(told([edit, undo(20, '#title')])).toEqual([]);
  expect(told([edit, undo(90, '#body')])).toEqual([]);
});

test('an undo control takes back the last act that changed something, also from the list one came back to', () => {
  const undo = act('u', 8, 'web:undo:button', { thread: undefined });
  const steps = [act('a', 0, 'web:archive:message'), act('b', 2, 'web:open:link'), undo];
  expect(told(steps)).toEqual([['web:undo:message', -0.4, ['a']]]);
  expect(told([...steps, act('u2', 9, 'web:undo:button')])).toHaveLength(1);
});

test('what an editor proposes to undo is undone when it is sent, not when it is opened', () => {
  const edit = act('a', 0, 'web:save:edit');
  const opened = act('u', 20, 'web:open:undo');
  expect(told([edit, opened])).toEqual([]);
  expect(told([edit, opened, act('s', 25, 'web:save:page')])).toEqual([['web:undo:edit', -0.4, ['a']]]);
  expect(told([edit, opened, act('x', 22, 'web:comment:page'), act('s', 25, 'web:save:page')])).toHaveLength(1);
  expect(told([edit, act('s', 25, 'web:save:page')])).toEqual([]);
});

test('the contrary of an act takes it back within minutes, in its thread only', () => {
  const archive = act('a', 0, 'web:archive:message');
  expect(told([archive, act('b', 120, 'web:unarchive:message')])).toEqual([['web:undo:message', -0.4, ['a']]]);
  expect(told([archive, act('b', 120, 'web:unarchive:message', { thread: 'desk.example/url:/ticket/8' })])).toEqual([]);
  expect(told([archive, act('b', 3_600, 'web:unarchive:message')])).toEqual([]);
});

test('deleting what one made is told of the making, hours later too, and once', () => {
  const made = act('a', 0, 'web:create:ticket');
  const first = act('d', 4 * 3_600, 'web:delete:button');
  expect(told([made, act('e', 60, 'web:edit:text'), first, act('d2', 4 * 3_600 + 2, 'web:delete:ticket')])).toEqual([
    ['web:delete:ticket', -0.5, ['a']],
  ]);
});

test('what was made longer ago than the latest records is found where the thing is remembered', () => {
  const made: OwnAct = { id: 'old', t: at(-86_400), type: 'web:create:ticket', words: '' };
  const where: ActsInThread = (thread) => (thread === THREAD ? [made] : []);
  expect(told([act('d', 0, 'web:delete:ticket')], where)).toEqual([['web:delete:ticket', -0.5, ['old']]]);
});

test('deleting in a thread where one did nothing, or another thing than one made, says nothing of an act', () => {
  expect(told([act('a', 0, 'web:open:link'), act('d', 5, 'web:delete:message')])).toEqual([]);
  expect(told([act('a', 0, 'web:create:ticket'), act('d', 5, 'web:delete:file')])).toEqual([]);
  const elsewhere = act('a', 0, 'web:create:ticket', { thread: 'desk.example/url:/ticket/8' });
  expect(told([elsewhere, act('d', 5, 'web:delete:ticket')])).toEqual([]);
});

const SENT = { control: '#send', text: 'please open the gate on the north side' };
const refused = (second: number, links?: readonly string[]): LogRecord =>
  ({
    kind: 'outcome',
    id: `r${second}`,
    t: at(second),
    app: 'desk.example',
    thread: THREAD,
    type: 'web:show:error',
    value: -0.5,
    ...(links && { links }),
  }) as LogRecord;

test('a form sent again after it failed, or with its words changed a little, is told of the first sending', () => {
  const first = act('a', 0, 'web:send:form', { control: '#send' });
  const again = act('b', 40, 'web:send:form', { control: '#send' });
  expect(told([first, refused(2, ['a']), again])).toEqual([['web:resubmit:form', -0.3, ['a']]]);
  expect(told([first, refused(2), again])).toEqual([['web:resubmit:form', -0.3, ['a']]]);
  const reworded = act('b', 40, 'web:comment:ticket', { ...SENT, text: 'please open the gate on the south side' });
  expect(told([act('a', 0, 'web:comment:ticket', SENT), reworded])).toEqual([['web:resubmit:form', -0.3, ['a']]]);
});

test('what was refused is sent again, however that sending is told', () => {
  const first = act('a', 0, 'web:save:text', { control: '#send' });
  const again = act('b', 40, 'web:submit:ticket', { control: '#send' });
  expect(told([first, refused(2, ['a']), again])).toEqual([['web:resubmit:form', -0.3, ['a']]]);
  expect(told([first, again])).toEqual([]);
});

test('a form that goes on, a second comment, a search with other words and a second press are no sending again', () => {
  const next = (id: string, second: number) =>
    act(id, second, 'web:send:form', { control: '#next', text: 'Save and go to the next step' });
  expect(told([next('a', 0), next('b', 20)])).toEqual([]);
  const comment = act('b', 40, 'web:comment:ticket', { ...SENT, text: 'and by the way the bell is broken as well' });
  expect(told([act('a', 0, 'web:comment:ticket', SENT), comment])).toEqual([]);
  const search = (id: string, second: number, text: string) =>
    act(id, second, 'web:search:site', { control: '#q', text });
  expect(told([search('a', 0, 'gate north side open'), search('b', 9, 'gate south side open')])).toEqual([]);
  const sent = act('a', 0, 'web:send:form', { control: '#send' });
  expect(
    told([sent, refused(0, ['a']), { ...sent, id: 'b', t: new Date(Date.parse(at(0)) + 300).toISOString() }]),
  ).toEqual([]);
});

test('a form that failed longer ago, or in another space, is sent for the first time', () => {
  const first = act('a', 0, 'web:send:form', { control: '#send' });
  expect(told([first, refused(2, ['a']), act('b', 200, 'web:send:form', { control: '#send' })])).toEqual([]);
  const other = act('b', 20, 'web:send:form', { control: '#send', space: 'work' });
  expect(told([first, refused(2, ['a']), other])).toEqual([]);
});

test('acts are compared by their own time, also within one delivery and whatever their order in it', () => {
  const acts = new OutcomesOfActs();
  const found = acts.of([act('u', 5, 'web:undo:button'), act('a', 0, 'web:archive:message')], () => []);
  expect(found.map(({ id, t, links }) => [id, t, links])).toEqual([['a.undo', at(5), ['a']]]);
});
