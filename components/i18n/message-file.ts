/** Reads a `_locales` file as the browsers do, for pages that are no extension: `$1`… in the text, `$$` for a dollar. */
import type { MessageSource } from './messages.ts';

export type MessageFile = Readonly<Record<string, { readonly message: string }>>;

export function messagesFrom(file: MessageFile): MessageSource {
  return (key, substitutions) =>
    (file[key]?.message ?? '').replace(/\$(\$|[1-9])/g, (_, what: string) =>
      what === '$' ? '$' : (substitutions[Number(what) - 1] ?? ''),
    );
}
