import { dayWords, momentWords, timeWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';

/** A moment as a person would say it; the exact one for machines. */
export function When({ at, as }: { readonly at: string; readonly as: 'day' | 'moment' | 'time' }) {
  const { clock } = usePanel();
  const words = as === 'time' ? timeWords(at) : as === 'day' ? dayWords(at, clock()) : momentWords(at, clock());
  return <time dateTime={at}>{words}</time>;
}
