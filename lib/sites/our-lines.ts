/** What Retrace put before a prompt of the user's (lib/context/say-line.ts): none of it is their own words. */
const BEFORE = 'About me: ';

/** A prompt without the lines that Retrace itself put before it. */
export function withoutOurLines(text: string): string {
  return text.startsWith(BEFORE) ? text.slice(text.indexOf('\n') + 1 || text.length).trim() : text;
}

/** The lines that Retrace put before a prompt, each without the words in front. */
export function ourLines(text: string): string[] {
  if (!text.startsWith(BEFORE)) return [];
  const block = text.slice(BEFORE.length, text.includes('\n') ? text.indexOf('\n') : undefined);
  return [block, ...block.split(/(?<=[.!?]) /)].map((line) => line.trim());
}
