/** What is wrong with a file, in words for the person who chose it. */
export class ExportProblem extends Error {
  override readonly name = 'ExportProblem';

  /**
   * @param path of the file, as the user chose it.
   * @param what happened to it, as the rest of a sentence that begins with its name.
   * @param todo what is safe and what to do, as sentences.
   */
  constructor(path: string, what: string, todo: string) {
    super(`${path} ${what} ${todo}`);
  }
}
