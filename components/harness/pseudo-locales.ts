/** Stand-ins for translations: text 40 % longer, and right-to-left writing. What they break, a translation would. */
import type { MessageSource } from '../i18n/messages.ts';

/** Every message 40 % longer, in words that wrap as words do. */
export function longer(source: MessageSource): MessageSource {
  return (key, substitutions) => {
    const text = source(key, substitutions);
    if (key === 'locale' || text.trim() === '') return text;
    const more = Math.ceil(text.length * 0.4);
    return `${text} ${'mehr Worte '.repeat(more).slice(0, more).trimEnd()}`;
  };
}

/** Every message wrapped in marks that make it run from right to left, as Hebrew would. */
export function rightToLeft(source: MessageSource): MessageSource {
  return (key, substitutions) => {
    const text = source(key, substitutions);
    return key === 'locale' || text === '' ? text : `\u202e${text}\u202c`;
  };
}
