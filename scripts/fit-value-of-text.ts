/**
 * Fits the head that reads outcome texts on lib/outcomes/labelled, and writes its weights:
 * `node scripts/with-node.mjs scripts/fit-value-of-text.ts`. The test of value-of-text.ts holds that they are those of the texts.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMBEDDING_MODEL } from '../lib/models/embedding-model.ts';
import { modelOnDisk } from '../lib/models/load-model-from-disk.ts';
import { openOnnxEmbedder } from '../lib/models/onnx-embedder.ts';
import { fitValueOfText, PENALTY } from '../lib/outcomes/fit-value-of-text.ts';
import { readLabelled } from '../lib/outcomes/labelled/read-labelled.ts';

const embedder = await openOnnxEmbedder({ source: modelOnDisk() });
const examples = [];
for (const { label, text } of readLabelled()) examples.push({ label, vector: await embedder.embed(text) });
await embedder.dispose();
const { weights, bias } = fitValueOfText(examples, PENALTY);
const rows = weights.map((row) => `  unpacked('${row.map((x) => Math.round(x * 1_000)).join(' ')}'),`);

writeFileSync(
  join(import.meta.dirname, '../lib/outcomes/value-of-text.weights.ts'),
  `/** Written by scripts/fit-value-of-text.ts; not to be edited. */
import type { TextHead } from './value-of-text.ts';

/** Model whose vectors it reads; those of another say nothing. */
export const HEAD_IS_FOR = '${EMBEDDING_MODEL.id}';

const unpacked = (thousandths: string) => thousandths.split(' ').map((x) => Number(x) / 1_000);

export const HEAD: TextHead = {
  weights: [
${rows.map((row) => `  ${row}`).join('\n')}
  ],
  bias: [${bias.join(', ')}],
};
`,
);
