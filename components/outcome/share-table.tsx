import { t } from '../i18n/messages.ts';
import { signedWords } from '../i18n/number-words.ts';
import type { OutcomePart } from './parts-of-outcome.ts';

/** The parts of an outcome's value and their sum, in figures. */
export function ShareTable({ parts, value }: { readonly parts: readonly OutcomePart[]; readonly value: number }) {
  return (
    <table class="tab shares">
      <thead>
        <tr>
          <th scope="col">{t('share_part')}</th>
          <th scope="col" class="r">
            {t('share_in_100')}
          </th>
          <th scope="col" class="r">
            {t('share_range')}
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ key, words, share, range }) => (
          <tr key={key}>
            <th scope="row" dir="auto">
              {words}
            </th>
            <td class="r num share">{signedWords(share)}</td>
            <td class="r num t3">{range && t('range_to', signedWords(range[0]), signedWords(range[1]))}</td>
          </tr>
        ))}
        <tr class="sum">
          <th scope="row">{t('share_sum')}</th>
          <td class="r num share">{signedWords(value)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}
