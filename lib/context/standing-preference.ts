import type { Candidate } from './candidate.ts';
import type { PromptTask } from './what-a-prompt-asks-for.ts';

/** How words are to be: has a say whenever a text is to be written, whatever it is about. */
const WORDING =
  /\b(spelling|british|american english|(in|use|write) (german|french|spanish|english|dutch|italian|polish|portuguese)|tone|formal|informal|friendly|polite|marketing|buzz ?words?|jargon|adjectives?|exclamation|emojis?|sentences?|paragraphs?|active voice|passive|first person|sign[- ]?off|signature|salutation|greeting|oxford comma|plain (english|words|language)|superlatives?|clich[eé]s?|dashes?|semicolons?)\b/i;
/** How an answer is to be laid out: has a say also where something is explained or compared. */
const FORM =
  /\b(bullet( ?points?)?|bullets|lists?|tables?|short|shorter|brief|concise|to the point|long|in detail|headings?|markdown|steps|numbered|summary first|tl;?dr|length|under \d+ words|plain (english|words|language)|examples?)\b/i;

/** Less than a line that is about the very subject of the prompt. */
const IN_WRITING = 0.5;
const IN_EXPLAINING = 0.4;

/**
 * How much a standing preference about form ("Use British spelling.") fits a prompt that is about something else entirely,
 * in [0, 1]. Likeness of the two texts cannot tell: "Use British spelling." and "Release note for 4.2" have a cosine of .02.
 */
export function standingFit({ kind, text }: Pick<Candidate, 'kind' | 'text'>, task: PromptTask): number {
  if (kind !== 'preference' && kind !== 'constraint') return 0;
  const wording = WORDING.test(text);
  const form = FORM.test(text);
  if (task.writing && (wording || form)) return IN_WRITING;
  return task.explaining && form ? IN_EXPLAINING : 0;
}
