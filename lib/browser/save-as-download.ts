/** Puts a file into the user's folder for downloads, where both browsers let an extension write without a question each time. */
import { browser } from 'wxt/browser';

const PERMISSION = { permissions: ['downloads' as const] };
const LOOK_EVERY_IN_MS = 250;
const PATIENCE_IN_MS = 10 * 60_000;

/** Whether the user has let us save files; they may take it back at any time. */
export function maySave(): Promise<boolean> {
  return browser.permissions.contains(PERMISSION);
}

/** Asks the user. Must be called straight from a click, before anything is awaited. */
export function askToSave(): Promise<boolean> {
  return browser.permissions.request(PERMISSION);
}

/**
 * Writes a file there, in the place of one of the same name, and waits until it is whole.
 * @param url of a blob of this extension's. @param path below the folder for downloads. @param bytes it must have in the end.
 * @throws Error in words for the user if the browser could not write it.
 */
export async function saveAsDownload(url: string, path: string, bytes: number): Promise<void> {
  const id = await browser.downloads.download({ url, filename: path, conflictAction: 'overwrite', saveAs: false });
  for (const end = Date.now() + PATIENCE_IN_MS; Date.now() < end; ) {
    const [item] = await browser.downloads.search({ id });
    if (!item) throw new Error('The browser took the file out of its list before it was whole.');
    if (item.state === 'complete') {
      if (item.fileSize >= 0 && item.fileSize !== bytes)
        throw new Error(`The file has ${item.fileSize} of its ${bytes} bytes.`);
      return;
    }
    if (item.state === 'interrupted')
      throw new Error(`The browser could not write the file (${item.error ?? 'no reason given'}).`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_IN_MS));
  }
  throw new Error('The browser did not finish the file in ten minutes.');
}
