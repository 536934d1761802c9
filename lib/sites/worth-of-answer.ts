/**
 * What each act on an answer says of the prompt that asked for it, as a value in [-1, 1]. Live capture and the import of an export read
 * the same talk, so they value it alike. Starting weights: what the user says of an outcome rules.
 */
export const WORTH_OF_ANSWER = {
  rate: 1,
  copy: 0.5,
  thank: 0.5,
  choose: 0.3,
  continue: 0.2,
  abandon: -0.1,
  stop: -0.4,
  regenerate: -0.5,
  'edit-prompt': -0.5,
  correct: -0.6,
} as const;
