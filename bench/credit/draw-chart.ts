/** Charts as SVG, dark text on white, with nothing but numbers and words in them: bars in groups, or lines. */

export interface Chart {
  readonly kind: 'bars' | 'lines';
  /** Name of its file. */
  readonly name: string;
  readonly title: string;
  /** Range of the values. */
  readonly from: number;
  readonly to: number;
  /** Groups of bars, or what stands along the lines. */
  readonly groups: readonly string[];
  /** One value a group; one that is not finite is left out. The first series is drawn in the strongest colour. */
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Told apart by those who confuse red and green, too (after Okabe and Ito), the first ours. */
const COLOURS = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#b8a800',
  '#555555',
  '#9a6fb0',
  '#8c564b',
  '#bbbbbb',
];
const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [1_080, 480, 56, 56, 190, 64];
const INK = '#1a1a1a';

/** The chart as a whole SVG document. */
export function drawChart({ kind, title, from, to, groups, series }: Chart): string {
  const [innerWidth, innerHeight] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];
  const y = (value: number) => TOP + innerHeight * (1 - (Math.min(to, Math.max(from, value)) - from) / (to - from));
  const slot = innerWidth / groups.length;
  const centre = (i: number) => LEFT + slot * (i + 0.5);
  const parts: string[] = [];
  for (let i = 0; i <= 5; i++) {
    const value = from + ((to - from) * i) / 5;
    parts.push(
      `<line x1="${LEFT}" x2="${LEFT + innerWidth}" y1="${round(y(value))}" y2="${round(y(value))}" stroke="#d8d8d8"/>`,
      text(LEFT - 8, y(value) + 4, label(value), 'end'),
    );
  }
  for (const [i, group] of groups.entries()) parts.push(text(centre(i), HEIGHT - BOTTOM + 22, group, 'middle'));
  for (const [s, { name, values }] of series.entries()) {
    const colour = COLOURS[s % COLOURS.length]!;
    if (kind === 'bars') {
      const width = (slot * 0.84) / series.length;
      for (const [i, value] of values.entries()) {
        if (!Number.isFinite(value)) continue;
        const x = centre(i) - slot * 0.42 + s * width;
        parts.push(
          `<rect x="${round(x)}" y="${round(y(value))}" width="${round(width * 0.9)}" height="${round(y(from) - y(value))}" fill="${colour}"/>`,
        );
        if (s === 0) parts.push(text(x + width * 0.45, y(value) - 5, label(value), 'middle'));
      }
    } else {
      const points = values.flatMap((value, i) => (Number.isFinite(value) ? [[centre(i), y(value)] as const] : []));
      parts.push(
        `<polyline fill="none" stroke="${colour}" stroke-width="${s === 0 ? 3 : 1.8}" points="${points.map(([px, py]) => `${round(px)},${round(py)}`).join(' ')}"/>`,
        ...points.map(([px, py]) => `<circle cx="${round(px)}" cy="${round(py)}" r="3.2" fill="${colour}"/>`),
      );
    }
    const row = TOP + 8 + s * 22;
    parts.push(
      `<rect x="${WIDTH - RIGHT + 18}" y="${row - 10}" width="12" height="12" fill="${colour}"/>`,
      text(WIDTH - RIGHT + 38, row, name, 'start', s === 0),
    );
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" fill="${INK}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="30" font-size="17" font-weight="600">${escaped(title)}</text>`,
    ...parts,
    `<line x1="${LEFT}" x2="${LEFT + innerWidth}" y1="${round(y(from))}" y2="${round(y(from))}" stroke="${INK}"/>`,
    '</svg>',
    '',
  ].join('\n');
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end', bold = false): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${bold ? ' font-weight="600"' : ''}>${escaped(words)}</text>`;
}

function label(value: number): string {
  return Number(value.toFixed(2))
    .toString()
    .replace(/^(-?)0\./, '$1.');
}

function round(value: number): number {
  return Number(value.toFixed(1));
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
