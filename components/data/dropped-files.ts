/** Deeper folders than any export has. */
const DEEPEST = 8;

/**
 * The files that were dropped, those in dropped folders too. Must be called in the drop itself: afterwards the browser has forgotten
 * them.
 */
export async function droppedFiles(dropped: DataTransfer): Promise<File[]> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry());
  const loose = [...dropped.files];
  if (entries.every((entry) => entry === null || entry.isFile)) return loose;
  const found = await Promise.all(entries.flatMap((entry) => (entry ? [filesIn(entry, 0)] : [])));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry, depth: number): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  if (depth >= DEEPEST) return [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A folder is read a hundred entries at a time, until none is left.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const each of entries) found.push(...(await filesIn(each, depth + 1)));
  }
}
