type Change = (text: string) => string;

/**
 * The text changed; as it is read where only the reader of its percent signs sees what there is to change: an address can hold
 * a secret that its own way of writing hides. Pure.
 */
export function asRead(text: string, change: Change): string {
  const changed = change(text);
  const plain = withoutPercents(changed);
  if (plain === changed) return changed;
  const again = change(plain);
  return again === plain ? changed : again;
}

/** An address that is carried in another is written twice over. */
const MOST_LAYERS = 3;

function withoutPercents(text: string): string {
  if (!text.includes('%')) return text;
  let now = text;
  for (let layer = 0; layer < MOST_LAYERS; layer++) now = now.replace(/(?:%[\da-f]{2})+/gi, decoded);
  return now;
}

/** A stretch of an address as a reader would write it; as it is, where it is not well formed. */
export function decoded(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    // A stray percent sign is part of the name, then.
    return run;
  }
}
