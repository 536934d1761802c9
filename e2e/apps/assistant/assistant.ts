/**
 * A small chat with canned answers, on a site of its own that nobody has heard of: words are copied from it and pasted into
 * other apps. It knows nothing of Retrace.
 */
import { escaped, type ServedPages, servePages } from '../serve-pages.ts';

const SCRIPT = `
const answers = ${JSON.stringify([
  'The office answers within two working days, and urgent damage is looked at on the same evening by the watch on duty.',
  'Please describe where the damage is, since when it has been there, and whether anybody could be hurt by it tonight.',
  'Small boats wait at the inner quay until the signal turns white, and then leave one after the other under engine.',
  'A visitor pays for every night begun, water and light included, and gets the key of the washing room at the office.',
])};
let next = 0;
document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const box = event.target.elements.prompt;
  const add = (who, words) => {
    const turn = document.createElement('article');
    turn.className = who;
    const text = document.createElement('p');
    text.textContent = words;
    turn.append(text);
    document.querySelector('#log').append(turn);
  };
  add('mine', box.value);
  box.value = '';
  setTimeout(() => add('answer', answers[next++ % answers.length]), 150);
});`;

export function startAssistant(): Promise<ServedPages> {
  return servePages((url) => ({
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(url.pathname)} - Helper</title></head>
<body><main><h1>Helper</h1><div id="log" role="log"></div>
<form><label>Message <textarea name="prompt" rows="3" cols="60"></textarea></label> <button>Send</button></form></main>
<script>${SCRIPT}</script></body></html>`,
  }));
}
