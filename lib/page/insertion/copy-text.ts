/** Copies a text, after a click. Pages without a secure context have no clipboard API: then by a field of our own that is gone at once. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;opacity:0';
  document.documentElement.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
