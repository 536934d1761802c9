/** Chats that no pack knows, read by structure and by what their controls say of themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { anyChat } from './any-chat.ts';
import { chatVerbOf } from './chat-control.ts';
import { chatReader } from './chat-reader.ts';
import { answerBlockBeside, firstTextAfter, promptBlockIn } from './find-turns.ts';

const page = (html: string) =>
  parseHTML(`<!doctype html><html><body>${html}</body></html>`).document as unknown as Document;
const saved = (name: string) =>
  parseHTML(readFileSync(join(import.meta.dirname, 'fixtures/chats', `${name}.html`), 'utf8'))
    .document as unknown as Document;
const control = (html: string) => page(html).body.firstElementChild!;
const reader = chatReader(anyChat);

test.each([
  ['<button data-testid="copyMessageButton"></button>', 'copy'],
  ['<button aria-label="Kopieren"></button>', 'copy'],
  ['<button><i class="fa-regular fa-clipboard"></i></button>', 'copy'],
  ['<button><svg class="lucide lucide-copy"></svg></button>', 'copy'],
  ['<button aria-label="Antwort neu generieren"></button>', 'regenerate'],
  ['<button><svg class="lucide lucide-rotate-ccw"></svg></button>', 'regenerate'],
  ['<button title="重新生成"></button>', 'regenerate'],
  ['<button>👍</button>', 'rate-good'],
  ['<button aria-label="Gefällt mir nicht"></button>', 'rate-bad'],
  ['<button aria-label="Bad response"></button>', 'rate-bad'],
  ['<button aria-label="Give positive feedback"></button>', 'rate-good'],
  ['<button><mat-icon fonticon="thumb_down"></mat-icon></button>', 'rate-bad'],
  ['<button aria-label="Anhalten"></button>', 'stop'],
  ['<button data-testid="stop-button"></button>', 'stop'],
  ['<button aria-label="Edit message"></button>', 'edit-prompt'],
  ['<button><svg><path d="M21.174 6.812a1 1 0 0 0-3.986"/></svg></button>', 'edit-prompt'],
  ['<button aria-label="Copy link"></button>', null],
  ['<button aria-label="Share"></button>', null],
  ['<button class="rotate-180 hover:copy cursor-copy">More</button>', null],
  ['<button>Open the next page of results</button>', null],
])('%s → %s', (html, verb) => {
  expect(chatVerbOf(control(html))).toBe(verb);
});

test('icons without a name are known by their outlines, code by its classes, whatever the language', () => {
  const webui = saved('open-webui');
  const verb = (css: string) => reader.verbOf([webui.querySelector(css)!])?.verb;
  expect(['.copy-response-button', '#up', '#down', '#again'].map(verb)).toEqual([
    'copy',
    'rate-good',
    'rate-bad',
    'regenerate',
  ]);
  const libre = saved('librechat');
  expect(['#copy', '#edit-m2', '#again'].map((css) => reader.verbOf([libre.querySelector(css)!])?.verb)).toEqual([
    'copy',
    'edit-prompt',
    'regenerate',
  ]);
});

const TALK = `<nav><a>When does the bridge open on…</a></nav>
  <div class="_x"><div class="_r"><div class="_n">You</div><div class="_t"><p>When does the bridge open on Sunday?</p></div></div>
  <div class="_r" id="answer"><div class="_n">Bot</div><div class="_t"><p id="p">It opens at ten.</p></div></div></div>
  <div class="_c"><div contenteditable="true" id="box"></div><button aria-label="Datei anhängen"></button><button id="go"><svg></svg></button></div>`;

test('the block with the words of the prompt is the user’s, and what grows beside it is the answer', () => {
  const chat = page(TALK);
  const composer = reader.composerOf(chat);
  expect(composer?.id).toBe('box');
  const user = promptBlockIn(chat.body, 'When does the bridge open on Sunday?', composer)!;
  expect(user.textContent).toBe('When does the bridge open on Sunday?');
  const touched = [chat.querySelector('nav a')!, chat.querySelector('#p')!, composer!];
  expect(answerBlockBeside(user, touched, composer)?.id).toBe('answer');
  expect(firstTextAfter(user, composer)?.id).toBe('answer');
});

test('of the buttons around a box without a form, the one that says it sends does, or else the last that says nothing', () => {
  const chat = page(TALK);
  const composer = reader.composerOf(chat)!;
  expect(reader.sends(chat.querySelector('#go')!, composer)).toBe(true);
  expect(reader.sends(chat.querySelector('[aria-label]')!, composer)).toBe(false);
  const deepseek = saved('deepseek');
  const box = reader.composerOf(deepseek)!;
  expect(reader.sends(deepseek.querySelector('svg')!, box)).toBe(true);
  expect(reader.sends(deepseek.querySelector('.ds-toggle-button')!, box)).toBe(false);
});

test('a chat is busy while a control beside its box would stop it', () => {
  const chat = page(TALK);
  expect(reader.isBusy(chat, null)).toBe(false);
  chat.querySelector('#go')!.setAttribute('aria-label', 'Anhalten');
  expect(reader.isBusy(chat, null)).toBe(true);
});
