/** One prompt and its answer, as this page saw them. Lives in the memory of the page only. */
export interface Exchange {
  /** Acts that asked for the answer: the prompt, or the edit that sent it anew; then the last regeneration, if there was one. */
  asked: readonly string[];
  readonly pack: string;
  thread: string | undefined;
  /** The user's own words. */
  readonly prompt: string;
  /** Lines that Retrace put before them. */
  readonly ours: readonly string[];
  /** Counted from 1 among the prompts sent on this page. */
  readonly turn: number;
  user: Element | null;
  answer: Element | null;
  /** The answer as far as it was seen. */
  text: string;
  /** When it was asked, and when it stood still, by the clock of the page; null while it is being written. */
  began: number;
  settled: number | null;
  /** Whether the user has done something with the answer. */
  used: boolean;
}

/** A text without the lines that Retrace put before a prompt, should it quote them. */
export function withoutLines(text: string, lines: readonly string[]): string {
  let now = text;
  for (const line of lines) if (line.length >= 8) now = now.split(line).join(' ');
  return now === text
    ? text
    : now
        .replace(/\bAbout me:/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
}
