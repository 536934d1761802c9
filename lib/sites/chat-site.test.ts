import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { ChatPack } from './chat-pack.ts';
import { chatSite } from './chat-site.ts';

const CHAT: ChatPack = {
  id: 'somechat',
  name: 'Some chat',
  hosts: ['chat.example'],
  composers: [{ css: '#box[contenteditable="true"]', matches: {} }],
  send: [{ css: 'button[aria-label="Send"]', matches: {} }],
  userTurns: [],
  assistantTurns: [],
  busy: [],
  actions: [],
  conversation: /^\/c\/([\w-]+)/,
  seenLive: null,
};
const page = parseHTML(
  `<body><form><div id="box" contenteditable="true"><p>When does the</p><p>bridge open?</p></div>
   <button aria-label="Send"><svg></svg></button></form><input id="other"></body>`,
).document as unknown as Document;
const site = chatSite(CHAT);
const at = (selector: string) => page.querySelector(selector)!;

test('Enter in the message box, the send button and the form each send what is written', () => {
  const prompt = 'When does the\nbridge open?';
  expect(site.promptOf!({ by: 'keydown', key: 'Enter', target: at('#box p') }, page)).toBe(prompt);
  expect(site.promptOf!({ by: 'click', target: at('svg') }, page)).toBe(prompt);
  expect(site.promptOf!({ by: 'submit', target: at('form') }, page)).toBe(prompt);
});

test('a new line, other keys and other fields send nothing', () => {
  expect(site.promptOf!({ by: 'keydown', key: 'Enter', shift: true, target: at('#box') }, page)).toBeNull();
  expect(site.promptOf!({ by: 'keydown', key: 'a', target: at('#box') }, page)).toBeNull();
  expect(site.promptOf!({ by: 'keydown', key: 'Enter', target: at('#other') }, page)).toBeNull();
  expect(site.promptOf!({ by: 'click', target: at('#box') }, page)).toBeNull();
});

test('a conversation is a thread once it has an address', () => {
  expect(site.threadOf(page, new URL('https://chat.example/c/abc-1'))).toBe('chat:abc-1');
  expect(site.threadOf(page, new URL('https://chat.example/'))).toBeNull();
  expect(site.recognises(page, new URL('https://chat.example/c/abc-1'))).toBe(true);
  expect(site.recognises(page, new URL('https://notchat.example/'))).toBe(false);
});
