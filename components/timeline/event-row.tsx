import type { EventRowView } from '../../lib/engine/api.ts';
import { t } from '../i18n/messages.ts';
import { hrefToOutcome } from '../store/route.ts';
import { Icon } from '../ui/icon.tsx';
import { pictureFor } from '../ui/picture-for.ts';
import { When } from '../ui/when.tsx';

/** One row of the log. While rows are being selected it is an option, and has no link inside. */
export function EventRow(props: {
  readonly row: EventRowView;
  readonly current: boolean;
  readonly selecting: boolean;
  readonly selected: boolean;
  readonly onFocus: () => void;
}) {
  const { row, selecting } = props;
  const sub = [row.app, row.text].filter(Boolean);
  return (
    <li
      class={`ev${row.kind === 'outcome' ? ' out' : ''}`}
      data-item={row.id}
      tabIndex={props.current ? 0 : -1}
      onFocusIn={props.onFocus}
      {...(selecting && { role: 'option', 'aria-selected': props.selected })}
    >
      <When at={row.t} as="time" />
      <Icon name={pictureFor(row.kind, row.type)} />
      <span dir="auto">{row.title}</span>
      {row.value === null ? <span /> : <Value value={row.value} />}
      {(sub.length > 0 || row.kind === 'outcome') && (
        <span class="sub">
          {sub.map((text) => (
            <span class="part" dir="auto" key={text}>
              {text}
            </span>
          ))}
          {row.kind === 'outcome' && !selecting && (
            <span class="part">
              <a href={hrefToOutcome(row.id)} tabIndex={-1}>
                {t('see_the_path')}
              </a>
            </span>
          )}
        </span>
      )}
    </li>
  );
}

function Value({ value }: { readonly value: number }) {
  if (value > 0) return <span class="tag good">{t('tag_good')}</span>;
  if (value < 0) return <span class="tag bad">{t('tag_bad')}</span>;
  return <span class="tag t3">{t('tag_neither')}</span>;
}
