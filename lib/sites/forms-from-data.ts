import type { Features } from '../records/record.ts';
import { compareTexts } from './compare-texts.ts';
import type { SiteData } from './site-data.ts';
import type { FormAct, KnownForm } from './site-pack.ts';

const LONGEST_TEXT = 4_000;
const LONGEST_REMARK = 500;
/** Longer texts are told by their size only: the form must not wait for us. */
const LONGEST_COMPARED = 500_000;

/** A pack's forms, read as their data says. A field that cannot be read leaves its act without a text. */
export function formsFrom(forms: SiteData['forms']): KnownForm[] {
  return forms.map((data) => ({
    selector: data.css,
    found: data.found ?? {},
    read(form, submitter) {
      const by = data.buttons?.find(({ css }) => submitter?.matches(css) ?? false);
      const [verb, object] = partsOf(by?.act ?? data.act);
      try {
        return { verb, object, ...writtenIn(form, data.field, data.remark) };
      } catch {
        // What was done is known all the same.
        return { verb, object, features: {} };
      }
    },
  }));
}

/** An act as `verb:object`. */
export function partsOf(act: string): [verb: string, object: string] {
  const at = act.indexOf(':');
  return [act.slice(0, at), act.slice(at + 1)];
}

function writtenIn(
  form: HTMLFormElement,
  field: string | undefined,
  remarked: string | undefined,
): Pick<FormAct, 'features' | 'text' | 'remark'> {
  const box = field === undefined ? null : fieldIn(form, field);
  const remark = remarked === undefined ? '' : (fieldIn(form, remarked)?.now ?? '').trim().slice(0, LONGEST_REMARK);
  const said: Features = remarked === undefined ? {} : { has_summary: remark === '' ? 0 : 1 };
  if (!box || box.now.length > LONGEST_COMPARED || box.before.length > LONGEST_COMPARED) {
    return { features: { ...(box && { size: box.now.length }), ...said }, ...(remark !== '' && { remark }) };
  }
  const change = compareTexts(box.before, box.now);
  const text = change.added.join('\n').trim().slice(0, LONGEST_TEXT);
  return {
    features: {
      added_words: change.addedWords,
      removed_words: change.removedWords,
      added_lines: change.added.length,
      removed_lines: change.removed.length,
      ...said,
      size: box.now.length,
    },
    ...(text !== '' && { text }),
    ...(remark !== '' && { remark }),
  };
}

/** What is written in a form's field, and what was there before. An element that can be edited in place remembers no before. */
function fieldIn(form: Element, css: string): { readonly now: string; readonly before: string } | null {
  // By the method of an element that is no form: a field named `querySelector` would answer for its form.
  const find = form.ownerDocument.documentElement.querySelector;
  const field = find.call(form, css) as Partial<HTMLTextAreaElement> | null;
  if (!field || (field.type ?? '') === 'password') return null;
  if (typeof field.value === 'string') return { now: field.value, before: field.defaultValue ?? '' };
  return { now: field.textContent ?? '', before: '' };
}
