/** Replays the records of a file by the asks beside them, alone in its process, and says how long it took and how much it held. */
import { readFileSync } from 'node:fs';
import { askTheProduct } from './ask-the-product.ts';

const { records, asks } = JSON.parse(readFileSync(process.argv[2]!, 'utf8'));
const start = performance.now();
await askTheProduct(records, asks);
const seconds = (performance.now() - start) / 1_000;
console.log(JSON.stringify({ seconds, memoryMb: process.resourceUsage().maxRSS / 1_024 }));
