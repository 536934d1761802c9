import { expect, test } from 'vitest';
import { ContextAgreement } from './context-agreement.ts';

function learnt(): ContextAgreement {
  const agreement = new ContextAgreement();
  const tasks = ['plan', 'write', 'review', 'talk'];
  for (let i = 0; i < 200; i++) {
    const task = tasks[i % 4]!;
    // The task stays in a thread and changes between threads; the mood is the same all day.
    agreement.learn({ task, mood: 'calm' }, { task, mood: 'calm' }, true);
    agreement.learn({ task, mood: 'calm' }, { task: tasks[(i + 1) % 4]!, mood: 'calm' }, false);
  }
  return agreement;
}

test('agreeing on what tells threads apart speaks for one thread, disagreeing against it', () => {
  const agreement = learnt();
  expect(agreement.natsFor({ task: 'plan' }, { task: 'plan' })).toBeGreaterThan(3);
  expect(agreement.natsFor({ task: 'plan' }, { task: 'write' })).toBeLessThan(-3);
});

test('agreeing on what is the same everywhere says nothing', () => {
  expect(Math.abs(learnt().natsFor({ mood: 'calm' }, { mood: 'calm' }))).toBeLessThan(0.05);
});

test('what only one of them says, or nobody has learnt, says nothing', () => {
  expect(learnt().natsFor({ task: 'plan' }, { place: 'home' })).toBe(0);
  expect(new ContextAgreement().natsFor({ task: 'plan' }, { task: 'plan' })).toBe(0);
});

test('many keys together are not trusted beyond six nats', () => {
  const agreement = new ContextAgreement();
  const keys = Array.from({ length: 9 }, (_, i) => `key${i}`);
  const of = (value: string) => Object.fromEntries(keys.map((key) => [key, value]));
  for (let i = 0; i < 50; i++) {
    agreement.learn(of('a'), of('a'), true);
    agreement.learn(of('a'), of(`b${i}`), false);
  }
  expect(agreement.natsFor(of('x'), of('x'))).toBe(6);
  expect(agreement.natsFor(of('x'), of('y'))).toBe(-6);
});

test('saved and loaded it says the same', () => {
  const again = ContextAgreement.load(structuredClone(learnt().save()));
  expect(again.natsFor({ task: 'plan' }, { task: 'plan' })).toBe(learnt().natsFor({ task: 'plan' }, { task: 'plan' }));
});
