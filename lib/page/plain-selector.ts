/**
 * A selector as a person reads it, without the escapes that `CSS.escape` writes: a digit in front by its number, all else behind a
 * backslash. What is stored of a control is read, never searched with, and what hides behind a backslash would be hidden from
 * whoever takes out secrets.
 */
export function plainSelector(selector: string): string {
  return selector.replace(/\\(?:3(\d) |(.))/g, '$1$2');
}
