/** A small JSON value in a file of the origin's private file system: outlives the browser, and is written whole or not at all. */
export interface Note {
  /** Null if there is none, or none that can be read. */
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
}

export function privateNote(name: string): Note {
  return {
    async read() {
      try {
        const folder = await navigator.storage.getDirectory();
        return JSON.parse(await (await (await folder.getFileHandle(name)).getFile()).text()) as unknown;
      } catch {
        return null;
      }
    },
    async write(value) {
      const folder = await navigator.storage.getDirectory();
      // Written to a copy and swapped when closed.
      const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await stream.write(JSON.stringify(value));
      await stream.close();
    },
  };
}

/** Puts a file into the origin's private file system; an older one of its name is there until the new one is whole. */
export async function savePrivately(name: string, bytes: ReadableStream<Uint8Array>): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await bytes.pipeTo(stream);
}

/** Takes a file out of the origin's private file system, if it is there and nobody is writing it. */
export async function dropPrivately(name: string): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  await folder.removeEntry(name).catch(() => undefined);
}
