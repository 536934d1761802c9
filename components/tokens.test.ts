/** Contrast of every pair of tokens that stands on another, computed from tokens.css itself, in both themes (panel, tokens). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const CSS = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
type Rgb = readonly [number, number, number];

/** Linear sRGB of an OKLCH colour (B. Ottosson, "A perceptual color space for image processing", 2020), clipped to the gamut. */
function linear(l: number, c: number, hueInDegrees: number): Rgb {
  const hue = (hueInDegrees * Math.PI) / 180;
  const [a, b] = [c * Math.cos(hue), c * Math.sin(hue)];
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ].map((channel) => Math.min(1, Math.max(0, channel))) as unknown as Rgb;
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Both values of a token: light, dark. */
function luminances(token: string): readonly [number, number] {
  const line = CSS.match(new RegExp(`--${token}:\\s*light-dark\\(([^;]+)\\);`))?.[1];
  const colours = [...(line ?? '').matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map(([, l, c, h]) =>
    luminance(linear(Number(l), Number(c), Number(h))),
  );
  if (colours.length !== 2) throw new Error(`--${token} is not one opaque colour for each theme.`);
  return colours as unknown as readonly [number, number];
}

function contrast(front: string, back: string, theme: 0 | 1): number {
  const [a, b] = [luminances(front)[theme], luminances(back)[theme]].sort((x, y) => y - x) as [number, number];
  return (a + 0.05) / (b + 0.05);
}

const SURFACES = ['bg', 'surface', 'sunken', 'raised', 'selected'];
const pairs = (fronts: readonly string[], backs: readonly string[], least: number) =>
  fronts.flatMap((front) => backs.map((back) => [front, back, least] as const));

const PAIRS = [
  ...pairs(['text', 'text-2'], SURFACES, 7),
  ...pairs(['text-3', 'accent', 'pos', 'neg', 'danger', 'warn'], ['bg', 'surface', 'raised'], 4.5),
  ...pairs(['text-3'], ['sunken', 'selected'], 4.5),
  ...pairs(['text-2', 'warn'], ['warn-wash'], 4.5),
  ...pairs(['text-2', 'danger'], ['danger-wash'], 4.5),
  ...pairs(['accent'], ['accent-soft'], 4.5),
  ...pairs(['on-accent'], ['accent'], 4.5),
  ...pairs(['on-danger'], ['danger'], 4.5),
  ...pairs(['line-control', 'focus', 'unk', 'on', 'paused'], ['surface', 'bg'], 3),
  // Intervals are drawn on cards only.
  ...pairs(['pos-soft', 'neg-soft'], ['surface'], 3),
];

test.each(PAIRS)('--%s on --%s has a contrast of at least %d in both themes', (front, back, least) => {
  expect(contrast(front, back, 0)).toBeGreaterThanOrEqual(least);
  expect(contrast(front, back, 1)).toBeGreaterThanOrEqual(least);
});
