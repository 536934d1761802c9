import { t } from '../i18n/messages.ts';

const WIDTHS_IN_PERCENT = [
  [70, 45],
  [82, 38],
  [64, 52],
] as const;

/** Rows to come, while the first answer is on its way. */
export function Skeleton() {
  return (
    <div class="sheet" aria-busy="true">
      <span class="sr">{t('loading')}</span>
      {WIDTHS_IN_PERCENT.map(([first, second]) => (
        <div class="row" key={first}>
          <div class="grow vstack">
            <span class="skel" style={{ inlineSize: `${first}%` }} />
            <span class="skel" style={{ inlineSize: `${second}%` }} />
          </div>
        </div>
      ))}
    </div>
  );
}
