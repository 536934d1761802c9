import { type FieldTraits, isSecretField } from '../privacy/is-secret-field.ts';
import { attributeOf, closest, matches } from '../sites/asked-of-elements.ts';

/** A code to be typed once has a box for each of its characters; fewer boxes than these are something else. */
const FEWEST_BOXES = 4;
/** A long code is written in parts, of so many at least. */
const FEWEST_OF_A_PART = 3;
const BOX = 'input[maxlength="1"]';
/** Boxes of one row stand below the same element, this many levels up at most. */
const LEVELS_OF_A_ROW = 4;
const FIELD = 'input, textarea';

/** Whether a field is secret by its markup alone: its attributes, or because it is one of a row of boxes for single characters. */
export function isSecretByMarkup(field: Element, label: string | null = null): boolean {
  return isSecretField(traitsOf(field, label)) || isOneOfARow(field);
}

export function traitsOf(field: Element, label: string | null = null): FieldTraits {
  const get = (name: string) => attributeOf(field, name);
  return {
    type: get('type'),
    autocomplete: get('autocomplete'),
    name: get('name'),
    id: get('id'),
    inputmode: get('inputmode'),
    pattern: get('pattern'),
    label: get('aria-label') ?? label ?? get('placeholder'),
  };
}

function isOneOfARow(field: Element): boolean {
  if (!matches(field, BOX)) return false;
  // By the prototype: a field of a form can answer for it.
  const boxesIn = (part: Element | null) => (part ? Element.prototype.querySelectorAll.call(part, BOX).length : 0);
  let part = field.parentElement;
  for (let level = 0; part && level < LEVELS_OF_A_ROW && boxesIn(part) < 2; level++) part = part.parentElement;
  const boxes = boxesIn(part);
  return boxes >= FEWEST_BOXES || (boxes >= FEWEST_OF_A_PART && boxesIn(part!.parentElement) >= FEWEST_BOXES);
}

/** Whether an element is, or stands in, an output that shows what a secret field holds: by its `for`, or in the same label. */
export function showsASecret(element: Element): boolean {
  const output = closest(element, 'output');
  if (!output) return false;
  const of = (output.getAttribute('for') ?? '').split(/\s+/).slice(0, FEWEST_BOXES * 2);
  const fields = of.map((id) => (id === '' ? null : Document.prototype.getElementById.call(output.ownerDocument, id)));
  const label = closest(output, 'label');
  const beside = label ? [...Element.prototype.querySelectorAll.call(label, FIELD)] : [];
  const words = label?.textContent ?? null;
  return (
    fields.some((field) => field !== null && isSecretByMarkup(field)) ||
    beside.some((field) => isSecretByMarkup(field, words))
  );
}
