/** The chat page: a message box, a button that sends, and an honest stand-in for an assistant. */
export function chatHtml(): string {
  return `<div class="turns" role="log" aria-label="Conversation"></div>
<form class="composer"><textarea aria-label="Message" rows="2" placeholder="Ask something"></textarea><button type="submit">Send</button></form>
<script src="/chat.js"></script>`;
}

export const CHAT_SCRIPT = `
const turns = document.querySelector('.turns');
const box = document.querySelector('.composer textarea');
function turn(who, text) {
  const element = document.createElement('div');
  element.className = who;
  element.textContent = text;
  turns.append(element);
  element.scrollIntoView({ block: 'end' });
}
function submit() {
  const text = box.value.trim();
  if (!text) return;
  turn('user', text);
  box.value = '';
  turn('assistant', 'I am a stand-in and know nothing. You sent ' + text.length + ' characters.');
}
document.querySelector('.composer').addEventListener('submit', (event) => { event.preventDefault(); submit(); });
box.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
});
`;
