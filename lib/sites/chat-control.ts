/**
 * What a control of an AI chat does, by what it says of itself in any language or only in code: test ids, names of icons, labels,
 * signs, the outlines of the icon sets that most chats draw with. Whether it stands where it may mean that is for the caller.
 */
export type ChatVerb = 'copy' | 'regenerate' | 'rate-good' | 'rate-bad' | 'edit-prompt' | 'stop';

const MOST_ICONS = 8;
const LONGEST_WORDS = 400;
/** A control with more text than a label is a card of its own. */
const LONGEST_LABEL = 40;

/** In the order in which they are asked: "not helpful" before "helpful". */
const BY_WORDS: readonly (readonly [ChatVerb | null, RegExp])[] = [
  // Copying an address or sharing is no use of the answer's words.
  [null, /\b(?:share|link|url|permalink|branch|fork)\b|teilen|partager|compartir|分享|共有/],
  [
    'rate-bad',
    /\bthumbs? ?(?:down|dislike)\b|\b(?:bad|poor) (?:response|answer|reply)\b|\bdislike\b|\bdown ?vote\b|\bnegative feedback\b|\bunhelpful\b|\bnot (?:helpful|good|useful)\b|👎|schlechte antwort|gefällt mir nicht|daumen (?:runter|nach unten)|nicht hilfreich|mauvaise réponse|n[’']aime pas|pouce vers le bas|mala respuesta|no me gusta|não gostei|resposta ruim|risposta (?:errata|sbagliata)|non mi piace|slecht antwoord|zła odpowied|не нравится|плохой ответ|点踩|踩|不喜欢|错误回复|倒讚|低評価|良くない|싫어요/,
  ],
  [
    'rate-good',
    /\bthumbs? ?(?:up|like)\b|\b(?:good|great) (?:response|answer|reply)\b|\blike\b|\bup ?vote\b|\bpositive feedback\b|\bhelpful\b|👍|gute antwort|gefällt mir|daumen (?:hoch|nach oben)|hilfreich|bonne réponse|j[’']aime|pouce vers le haut|buena respuesta|me gusta|boa resposta|gostei|buona risposta|mi piace|goed antwoord|dobra odpowied|нравится|хороший ответ|点赞|赞|喜欢|最佳回复|讚|高評価|良い回答|좋아요/,
  ],
  [
    'stop',
    /\bstop\b(?! (?:sharing|watching|following))|\b(?:cancel|abort|interrupt|halt) (?:generati\w*|response|answer|message)\b|⏹|anhalten|stoppen|abbrechen|generierung beenden|arrêter|interrompre|detener|parar|interrompi|ferma|zatrzymaj|остановить|停止|中止|중지/,
  ],
  [
    'regenerate',
    /\bre ?generat\w*\b|\bregen\b|\bretry\b|\btry again\b|\breload\b|\brefresh\b|\bre ?run\b|\bautorenew\b|\brotate (?:c?cw|left|right)\b|\barrows? rotate\b|\bredo\b|🔄|↻|⟳|neu (?:generieren|erstellen|erzeugen|schreiben)|erneut|nochmals?|neue antwort|régénérer|réessayer|regenerar|reintentar|volver a generar|gerar novamente|tentar novamente|rigenera|riprova|opnieuw|wygeneruj ponownie|ponów|заново|повторить|сгенерировать|重新生成|重试|重試|再生成|再試行|다시 (?:생성|시도)/,
  ],
  [
    'edit-prompt',
    /\bedit\b|\bpencil\b|\bpen(?:cil)? ?line\b|\bpen to square\b|✏|✎|bearbeiten|modifier|éditer|editar|modifica|bewerken|edytuj|изменить|редактировать|编辑|編輯|編集|수정|편집|redigera|rediger/,
  ],
  [
    'copy',
    /\bcopy\b|\bcopied\b|\bclipboard\b|📋|kopieren|kopiert|copier|copiar|copia\b|kopiëren|kopiuj|kopiera|копировать|复制|複製|拷贝|コピー|복사/,
  ],
];

/** Beginnings of outlines in Feather and Lucide, Heroicons, Material: an icon without a name is still the same drawing. */
const BY_OUTLINE: readonly (readonly [ChatVerb, readonly string[]])[] = [
  ['rate-good', ['M14 9V5a3 3 0 0 0-3-3', 'M7 10v12', 'M1 21h4V9H1', 'M6.633 10.25', 'M6.633 10.5']],
  ['rate-bad', ['M10 15v4a3 3 0 0 0 3 3', 'M17 14V2', 'M15 3H6c-.83', 'M7.498 15.25', 'M7.5 15h2.25']],
  [
    'copy',
    [
      'M5 15H4a2 2 0 0 1-2-2V4',
      'M4 16c-1.1 0-2-.9-2-2V4',
      'M16 1H4c-1.1',
      'M15.666 3.888',
      'M15.75 17.25v3.375',
      'M8 17.929H6',
    ],
  ],
  [
    'regenerate',
    [
      'M16.023 9.348h4.992',
      'M3 12a9 9 0 0 1 9-9 9.75',
      'M3 12a9 9 0 1 0 9-9',
      'M21 12a9 9 0 1 1-9-9',
      'M17.65 6.35',
      'M3.51 9a9 9 0 0 1',
      'M20.49 9A9 9 0 0 0',
    ],
  ],
  [
    'edit-prompt',
    ['M21.174 6.812', 'M11 4H4a2 2 0 0 0-2 2v14', 'M16.862 4.487', 'M3 17.25V21h3.75', 'M17 3a2.828', 'M12 20h9'],
  ],
  ['stop', ['M6 6h12v12H6', 'M5.25 7.5A2.25']],
];

/** What a control does; null if it says nothing we know. Cheap: reads attributes of it and of its icons. */
export function chatVerbOf(control: Element): ChatVerb | null {
  const words = wordsOf(control);
  for (const [verb, pattern] of BY_WORDS) if (pattern.test(words)) return verb;
  for (const path of [...control.querySelectorAll('path[d]')].slice(0, MOST_ICONS)) {
    const outline = path.getAttribute('d') ?? '';
    for (const [verb, beginnings] of BY_OUTLINE)
      if (beginnings.some((beginning) => outline.startsWith(beginning))) return verb;
  }
  return null;
}

const NAMES = [
  'aria-label',
  'title',
  'data-testid',
  'data-test-id',
  'data-test',
  'data-qa',
  'data-action',
  'data-icon',
  'data-tooltip',
  'data-tooltip-content',
  'data-original-title',
  'name',
  'id',
  'fonticon',
  'icon',
  'href',
  'xlink:href',
  'alt',
  'data-state-name',
];

function wordsOf(control: Element): string {
  const parts: string[] = [];
  const take = (element: Element) => {
    for (const name of NAMES) {
      const value = element.getAttribute(name);
      // Where a link leads says nothing of a control; where an icon is drawn from does.
      if (value && (name !== 'href' || element.localName === 'use')) parts.push(spelled(value));
    }
    // Of the classes, those that are no utility: `hover:…`, `cursor-…` and the like.
    for (const part of (element.getAttribute('class') ?? '').split(/\s+/, 20))
      if (part !== '' && !/[:[\]/]|^(?:cursor|select|transition|group|peer)-/.test(part)) parts.push(spelled(part));
    if (element.localName.includes('-')) parts.push(spelled(element.localName));
  };
  take(control);
  if (control.parentElement?.localName.includes('-')) parts.push(spelled(control.parentElement.localName));
  for (const icon of [...control.querySelectorAll('svg, use, i, img, mat-icon, [class*="icon"], [data-icon]')].slice(
    0,
    MOST_ICONS,
  ))
    take(icon);
  const text = control.textContent ?? '';
  if (text.length <= LONGEST_LABEL) parts.push(text);
  return parts.join(' · ').slice(0, LONGEST_WORDS).toLowerCase();
}

/** `copyTurn-action_button` as words. */
function spelled(code: string): string {
  return code
    .slice(0, 120)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-#./]+/g, ' ');
}

const SENDS =
  /\b(?:send|submit|arrow ?up|paper ?(?:air)?plane|ask|go|enter)\b|senden|absenden|fragen|envoyer|enviar|invia\b|verzenden|versturen|wyślij|отправить|发送|送信|보내|skicka/;
const DOES_NOT_SEND =
  /\b(?:attach\w*|upload|file|image|photo|mic\w*|voice|dictat\w*|audio|speech|tools?|model|search|web|think\w*|reason\w*|deep|settings?|options?|menu|plus|add|emoji|cancel|close|clear|new)\b|anhängen|mikrofon|hochladen|joindre|adjuntar|附件|上传|语音/;

/** Whether a control says that it sends (true), that it does something else (false), or nothing (null). */
export function saysItSends(control: Element): boolean | null {
  if ((control.getAttribute('type') ?? '').toLowerCase() === 'submit') return true;
  const words = wordsOf(control);
  if (SENDS.test(words)) return true;
  return DOES_NOT_SEND.test(words) || chatVerbOf(control) !== null ? false : null;
}
