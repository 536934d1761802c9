/**
 * Wikitext as the words a reader will see: links by their labels, no references, templates, comments or marks. Not a
 * parser: enough that a passage can be found again on the page it became. What would vanish whole is kept as it is.
 */
export function plainWikitext(wikitext: string): string {
  let plain = wikitext
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<ref\b[^>]*\/>/gi, '')
    .replace(/<ref\b[^>]*>[\s\S]*?(?:<\/ref>|$)/gi, '');
  for (let depth = 0; depth < 4 && plain.includes('{{'); depth++) plain = plain.replace(/\{\{[^{}]*\}\}/g, '');
  plain = plain
    .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1')
    .replace(/\[(?:https?:)?\/\/\S+\s+([^\]]+)\]/g, '$1')
    .replace(/'{2,5}/g, '')
    .replace(/^=+\s*(.*?)\s*=+\s*$/gm, '$1')
    .replace(/^[*#:;|!]+\s*/gm, '')
    .replace(/<\/?[a-z][^>]{0,200}>/gi, '')
    .replace(/~{3,5}/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{2,}/g, '\n')
    .trim();
  return plain === '' ? wikitext.trim() : plain;
}
