/** A file of the origin's private file system: where the engine leaves what is to be handed to the user. @throws if there is none. */
export async function privateFile(name: string): Promise<File> {
  const folder = await navigator.storage.getDirectory();
  return (await folder.getFileHandle(name)).getFile();
}
