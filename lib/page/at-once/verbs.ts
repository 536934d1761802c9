/** What acts leave behind, as far as a page must know it; the log's own view is linking/kinds-of-act.ts. */

/** Being there, looking and going about: such an act neither sends anything nor asks for an answer. */
const LOOKS =
  /^(?:visit|read|return|leave|see|view|copy|cut|paste|edit|choose|toggle|undo|redo|drop|expand|select|scroll|download|print|preview|compare|upload)$/;
/** Acts that go to another page and change nothing. */
const GOES = /^(?:open|search|filter|sort|login|logout)$/;
/** Acts by which one leaves what one was writing. */
const DROPS = /^(?:cancel|close|dismiss|delete)$/;

export function verbOf(type: string): string {
  return type.split(':', 2)[1] ?? '';
}

/** Whether an act may lead to another page. */
export function mayLead(type: string): boolean {
  return !LOOKS.test(verbOf(type));
}

/** Whether a page may answer an act with a notice: something was sent or pressed. */
export function mayBeAnswered(type: string): boolean {
  return mayLead(type) && !GOES.test(verbOf(type));
}

/** Whether an act may have sent what was written. Of a control nobody knows the meaning of, it is taken to. */
export function maySend(type: string): boolean {
  return mayBeAnswered(type) && !DROPS.test(verbOf(type));
}
