import type { OfferLine } from '../../lib/engine/api.ts';

const BEFORE = 'About me:';
const CHARACTERS_IN_A_TOKEN = 4;

/** Exactly what is put before a draft: one paragraph; nothing for no lines. */
export function exactText(lines: readonly Pick<OfferLine, 'text'>[]): string {
  return lines.length === 0 ? '' : `${BEFORE} ${lines.map(({ text }) => text).join(' ')}`;
}

/** Tokens by the rule of the replay contract: characters by four, rounded up. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARACTERS_IN_A_TOKEN);
}
