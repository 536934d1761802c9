/**
 * Replays the records of a file by the asks in its first line, alone in its process, and says how long that took and how much it
 * held. Read line by line, as the replay command does: the text of a whole log would count as memory of the engine.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Ask } from '../../lib/engine/answers/ask.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { askTheProduct } from './ask-the-product.ts';

let asks: Ask[] | null = null;
const records: LogRecord[] = [];
for await (const line of createInterface({ input: createReadStream(process.argv[2]!) })) {
  if (asks === null) asks = JSON.parse(line);
  else records.push(JSON.parse(line));
}
const start = performance.now();
await askTheProduct(records, asks ?? []);
const seconds = (performance.now() - start) / 1_000;
console.log(JSON.stringify({ seconds, memoryMb: process.resourceUsage().maxRSS / 1_024 }));
