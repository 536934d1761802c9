/** Why a file could not be read as a log, in words for the person whose it is. Nothing of it was imported. */
export class LogFileProblem extends Error {
  override readonly name = 'LogFileProblem';
  readonly code: 'no-passphrase' | 'wrong-passphrase' | 'other-lock' | 'not-a-log' | 'newer';

  constructor(code: LogFileProblem['code'], words: string) {
    super(words);
    this.code = code;
  }
}

export const WRONG_PASSPHRASE = 'The passphrase does not open this file. Nothing was imported.';
export const NO_PASSPHRASE = 'This file is encrypted. Nothing was imported; give its passphrase.';
