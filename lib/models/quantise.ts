/** Largest number of a signed byte, and so the length a unit vector gets. */
const SCALE = 127;

/** A unit vector as signed bytes: round(127 x), half away from zero. */
export function quantise(unit: ArrayLike<number>): Int8Array {
  const bytes = new Int8Array(unit.length);
  for (let i = 0; i < unit.length; i++) {
    const scaled = unit[i]! * SCALE;
    bytes[i] = Math.max(-SCALE, Math.min(SCALE, Math.sign(scaled) * Math.round(Math.abs(scaled))));
  }
  return bytes;
}

/** Cosine of two vectors in [-1, 1]; 0 if one of them is all zero. Rounding changes lengths a little, so it divides by them. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}
