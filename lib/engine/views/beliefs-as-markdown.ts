/** The beliefs file for people: the same in words, no surer than the numbers are. */
import { wordsForConfidence } from '../../user-model/words-for-confidence.ts';
import type { BeliefView, ClaimStatus } from '../api.ts';
import type { BeliefInFile, BeliefsFile, StatedText } from './beliefs-file.ts';
import { sayDate } from './say-date.ts';

const HEADINGS: Readonly<Record<BeliefView['kind'], string>> = {
  constraint: 'Constraints',
  preference: 'Preferences',
  fact: 'Facts',
  goal: 'Goals',
  habit: 'Habits',
  mental_model: 'What I believe leads to what',
  lesson: 'What came of what I did',
};

const ROLES: Readonly<Record<StatedText['role'], string>> = {
  settings: 'Custom instructions',
  assistant_memory: 'Memories that assistants saved',
  import: 'Memories brought in',
};

/** The rungs in words that claim no more than they are. */
const CLAIMS: Readonly<Record<ClaimStatus, string>> = {
  linked: 'seen together; whether the one led to the other is not known',
  associated: 'go together more than by chance; whether the one leads to the other is not known',
  likely_helps: 'likely helps',
  likely_hurts: 'likely hurts',
  caused: 'shown by experiment',
};

export function beliefsAsMarkdown({ as_of, stated, beliefs }: BeliefsFile): string {
  const current = beliefs.filter(({ valid_to }) => valid_to === null || valid_to > as_of);
  const past = beliefs.filter((belief) => !current.includes(belief));
  const lines = [
    '# What Retrace knows about me',
    '',
    `As of ${sayDate(as_of, null)}. Worked out on my own machine from what I said and did; each line says how sure it is.`,
  ];
  const section = (heading: string, entries: readonly string[]) => {
    if (entries.length > 0) lines.push('', `## ${heading}`, '', ...entries);
  };
  for (const role of Object.keys(ROLES) as StatedText['role'][]) {
    section(ROLES[role], stated.filter((each) => each.role === role).map(sayStated));
  }
  for (const kind of Object.keys(HEADINGS) as BeliefView['kind'][]) {
    section(HEADINGS[kind], current.filter((each) => each.kind === kind).map(sayBelief));
  }
  section(
    'No longer so',
    past.map((belief) => `- ${oneLine(belief.text)} *(until ${sayDate(belief.valid_to!, null)})*`),
  );
  if (stated.length + beliefs.length === 0) lines.push('', 'Nothing yet.');
  return `${lines.join('\n')}\n`;
}

function sayStated({ text, apps, first, last }: StatedText): string {
  const when =
    first.slice(0, 10) === last.slice(0, 10)
      ? sayDate(first, null)
      : `${sayDate(first, null)} to ${sayDate(last, null)}`;
  return `- ${oneLine(text)} *(${[...apps, when].join(', ')})*`;
}

function sayBelief(belief: BeliefInFile): string {
  const sure =
    belief.kind === 'lesson' ? CLAIMS[belief.status] : wordsForConfidence(belief.p, belief.n_eff, belief.said);
  const notes = [
    sure,
    belief.said ? null : `for it ${belief.for.length}, against it ${belief.against.length}`,
    ...Object.entries(belief.context).map(([name, value]) => `${name}: ${value}`),
    belief.space === null ? null : `in ${belief.space}`,
    belief.pinned ? 'pinned' : null,
    `last on ${sayDate(belief.changed, null)}`,
  ];
  return `- ${oneLine(belief.text)} *(${notes.filter((note) => note !== null).join('; ')})*`;
}

/** A text on one line, which no sign in it can make into anything but text. */
function oneLine(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_<>[\]#|]/g, '\\$&');
}
