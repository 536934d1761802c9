/**
 * Copies a text, after a click, and shows it to nobody. Pages without a secure context have no clipboard API: then we answer the
 * browser's own copying, before the page hears of it; what we put there no other listener can read.
 * @throws Error if the browser does not copy.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  let copied = false;
  const answer = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    copied = event.clipboardData !== null;
  };
  // With nothing selected Chromium copies only if somebody says that there will be something.
  const allow = (event: Event) => event.preventDefault();
  window.addEventListener('beforecopy', allow, true);
  window.addEventListener('copy', answer, true);
  try {
    document.execCommand('copy');
  } finally {
    window.removeEventListener('beforecopy', allow, true);
    window.removeEventListener('copy', answer, true);
  }
  if (!copied) throw new Error('The browser did not copy.');
}
