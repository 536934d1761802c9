/**
 * Words for types `app:verb:object-class`: how an action is told ("Saved an edit"), how an outcome is told ("was
 * reverted"). One table; a type it does not know is told by its own verb and object.
 */
const DONE: Readonly<Record<string, string>> = {
  save: 'saved',
  edit: 'edited',
  send: 'sent',
  open: 'opened',
  view: 'opened',
  click: 'clicked',
  press: 'pressed',
  submit: 'submitted',
  prompt: 'asked',
  comment: 'commented on',
  close: 'closed',
  create: 'created',
  delete: 'deleted',
  upload: 'uploaded',
  search: 'searched',
  reply: 'replied to',
  copy: 'copied',
  paste: 'pasted',
  review: 'reviewed',
  undo: 'undid',
  choose: 'chose',
  add: 'added',
  remove: 'removed',
  see: 'saw',
  navigate: 'went to',
  select: 'selected',
  toggle: 'switched',
  set: 'set',
  expand: 'unfolded',
  move: 'moved',
  cut: 'cut',
  download: 'downloaded',
  print: 'printed',
  visit: 'visited',
  return: 'came back to',
  read: 'read',
};
const CAME: Readonly<Record<string, string>> = {
  revert: 'was reverted',
  publish: 'was published',
  refuse: 'was refused',
  conflict: 'met a conflict',
  keep: 'was kept',
  reword: 'was reworded',
  reply: 'got a reply',
  merge: 'was merged',
  approve: 'was approved',
  reject: 'was rejected',
  error: 'met an error',
  fail: 'failed',
  warn: 'met a warning',
  confirm: 'was confirmed',
  save: 'was saved',
  delete: 'was deleted',
  reopen: 'was reopened',
  close: 'was closed',
  correct: 'was corrected',
  regenerate: 'was asked again',
  choose: 'was preferred',
  thank: 'was thanked for',
  continue: 'was taken up',
  use: 'was used',
  dismiss: 'was dismissed',
  notice: 'got a message',
  receive: 'came in',
  vanish: 'vanished',
};
const OBJECTS: Readonly<Record<string, string>> = {
  edit: 'edit',
  page: 'page',
  message: 'message',
  answer: 'answer',
  form: 'form',
  offer: 'offer',
  ticket: 'ticket',
};
/** Verbs that only look; they are seldom what an outcome is about. */
const LOOKING: ReadonlySet<string> = new Set(['open', 'view', 'see', 'click', 'press', 'navigate', 'select', 'search']);

export interface TypeParts {
  readonly app: string;
  readonly verb: string;
  readonly object: string;
}

/** The parts of a type; what is missing is empty. Types are opaque strings: this is for words only. */
export function partsOf(type: string): TypeParts {
  const [app = '', verb = '', ...object] = type.split(':');
  return object.length === 0 && verb === ''
    ? { app: '', verb: app, object: '' }
    : { app, verb, object: object.join(':') };
}

/** "saved an edit", "clicked Publish". Lower case, without a subject. */
export function wordsForAction(type: string): string {
  const { verb, object } = partsOf(type);
  return `${DONE[verb] ?? plain(verb)} ${withArticle(objectWords(object))}`.trim();
}

/** "an edit was reverted", "the status changed". Lower case. */
export function wordsForOutcome(type: string): string {
  const { verb, object } = partsOf(type);
  if (verb === 'change') return `${plain(object)} changed`;
  if (verb === 'miss') return `not yet: ${wordsForOutcome(`:${object.replace('-', ':')}`)}`;
  return `${withArticle(objectWords(object))} ${CAME[verb] ?? plain(verb)}`.trim();
}

/** "was reverted": the outcome without its object. */
export function predicateOf(type: string): string {
  const { verb, object } = partsOf(type);
  return verb === 'change' ? `changed (${plain(object)})` : (CAME[verb] ?? plain(verb));
}

export function isLooking(type: string): boolean {
  return LOOKING.has(partsOf(type).verb);
}

/** The object as a noun: "edit", "pull request". */
export function objectWords(object: string): string {
  return OBJECTS[object] ?? plain(object);
}

function plain(word: string): string {
  return word.replace(/[-_:]+/g, ' ').trim();
}

function withArticle(noun: string): string {
  if (noun === '') return '';
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
