import type { KeepingView } from '../api.ts';

const STAYS =
  'Kept for ever: that it happened, when, where and with what, and what came of it; and, word for word, what you told Retrace, what it read of you in your own words, your verdicts and your settings.';
const GOES =
  'First to go is the wording of what led to nothing and is hardly looked for again. A few words by which it is found stay, and at last only that it happened.';
const GONE =
  'What was let go is gone: more room does not bring it back. A backup from before does, if you restore it while everything is kept.';
const MB = 1_000_000;

/** What may be said of what is kept, in sentences, as things stand: what stays, what goes first, and that it cannot be undone. */
export function keepingWords({ budget, bytes, forms, isReducing, over }: Omit<KeepingView, 'says'>): readonly string[] {
  const letGo = forms.summary + forms.skeleton;
  const says = [
    budget === null
      ? `Every text is kept. History takes ${sayBytes(bytes)}.`
      : `Texts are kept as far as they fit into ${sayBytes(budget)}. History takes ${sayBytes(bytes)}.`,
  ];
  if (budget !== null) says.push(STAYS, GOES);
  if (isReducing) says.push('Retrace is choosing now what to keep. It goes on recording meanwhile.');
  if (letGo > 0)
    says.push(
      `Of ${letGo === 1 ? 'one event' : `${letGo.toLocaleString('en-GB')} events`} the text was let go, in whole or in part.`,
    );
  if (budget !== null || letGo > 0) says.push(GONE);
  if (over > 0) {
    says.push(`What is kept for ever takes ${sayBytes(over)} more than that. Delete events, or allow more room.`);
  }
  return says;
}

function sayBytes(bytes: number): string {
  return bytes < MB ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${Number((bytes / MB).toPrecision(3))} MB`;
}
