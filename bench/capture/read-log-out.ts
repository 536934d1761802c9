import type { Tab } from '../../e2e/driver/driver.ts';
import { engine } from '../../e2e/pages/extension.ts';
import { compareInLogOrder } from '../../lib/records/order.ts';
import type { LogRecord } from '../../lib/records/record.ts';

/**
 * The whole log, in log order, as the extension keeps it: read from its database by one of its own pages.
 * @param panel a page of the extension.
 */
export async function readLogOut(panel: Tab): Promise<LogRecord[]> {
  await engine(panel, 'settled');
  const records = await panel.evaluate(async () => {
    const found: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      if (database.objectStoreNames.contains('tail')) {
        const all = (table: string) =>
          new Promise<unknown[]>((resolve, reject) => {
            const request = database.transaction(table).objectStore(table).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
        for (const row of (await all('tail')) as { record: unknown }[]) found.push(row.record);
        for (const row of (await all('blocks')) as { records: string }[]) found.push(...JSON.parse(row.records));
      }
      database.close();
    }
    return found;
  });
  return (records as LogRecord[]).sort(compareInLogOrder);
}
