import type { Problem } from '../engine/api.ts';

const SAFE = 'Everything recorded is safe. Search and offers go on by words alone.';

/** The model cannot be used. `problem` is what to tell the person: what happened, what is safe, what to do. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super(problem.what, { cause });
    this.problem = problem;
  }
}

/** A file of the model is not in the package. */
export function modelMissing(file: string, cause?: unknown): ModelFailure {
  return new ModelFailure(
    {
      code: 'model-missing',
      what: `The file ${file} of the language model is not in the package.`,
      safe: SAFE,
      todo: 'Install Retrace again.',
    },
    cause,
  );
}

/** A file of the model is there, but is not what it should be, or the runtime refuses it. */
export function modelCorrupt(file: string, why: string, cause?: unknown): ModelFailure {
  return new ModelFailure(
    {
      code: 'model-corrupt',
      what: `The file ${file} of the language model is damaged: ${why}.`,
      safe: SAFE,
      todo: 'Install Retrace again. If it happens again, check the disk.',
    },
    cause,
  );
}
