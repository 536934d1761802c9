/** Long enough for a browser to have begun to read it. */
const AT_HAND_IN_MS = 60_000;

/** Gives a file to the user, as a download. */
export function handOutFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), AT_HAND_IN_MS);
}
