/** For fitting and for tests; nothing that ships imports it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLASSES } from '../value-of-text.ts';

export interface LabelledText {
  readonly label: (typeof CLASSES)[number];
  readonly text: string;
}

/** The labelled texts. @param set `''` to fit on, `fresh-` written after everything was frozen, to accept with. */
export function readLabelled(set: '' | 'fresh-' = ''): LabelledText[] {
  return CLASSES.flatMap((label) =>
    readFileSync(join(import.meta.dirname, `${set}${label}.txt`), 'utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => ({ label, text })),
  );
}
