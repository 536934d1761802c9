import { useId } from 'preact/hooks';
import { type MessageKey, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { Dialog } from '../ui/dialog.tsx';

const KEYS: readonly (readonly [MessageKey, readonly (readonly [keys: MessageKey, does: MessageKey])[]])[] = [
  [
    'keys_browser',
    [
      ['key_open', 'keys_open_panel'],
      ['key_pause', 'keys_pause'],
    ],
  ],
  [
    'keys_panel',
    [
      ['key_tabs', 'keys_tabs'],
      ['key_search', 'keys_search'],
      ['key_settings', 'keys_settings'],
      ['key_help', 'keys_help'],
      ['key_undo', 'keys_undo'],
    ],
  ],
  [
    'keys_lists',
    [
      ['key_move', 'keys_move'],
      ['key_ends', 'keys_ends'],
      ['key_enter', 'keys_enter'],
      ['key_esc', 'keys_back'],
      ['key_select', 'keys_select'],
    ],
  ],
  [
    'keys_card',
    [
      ['key_right', 'keys_right'],
      ['key_pin', 'keys_pin'],
      ['key_end', 'keys_not_any_more'],
      ['key_del', 'keys_delete'],
    ],
  ],
];

/** All keys, and the switch that turns the single letters off. */
export function KeyList({ close }: { readonly close: () => void }) {
  const { singleKeys } = usePanel();
  const id = useId();
  return (
    <Dialog title={t('keys_title')} close={close}>
      <div class="hstack">
        <label class="grow" for={id}>
          {t('keys_single')}
        </label>
        <input
          id={id}
          class="switch"
          type="checkbox"
          role="switch"
          checked={singleKeys.on.value}
          aria-checked={singleKeys.on.value}
          onChange={(event) => singleKeys.set(event.currentTarget.checked)}
        />
      </div>
      <div class="vstack">
        {KEYS.map(([heading, rows]) => (
          <div class="vstack" key={heading}>
            <h3 class="small t2">{t(heading)}</h3>
            <dl class="sheet keys">
              {rows.map(([keys, does]) => (
                <div class="row tight" key={keys}>
                  <dt class="grow">{t(does)}</dt>
                  <dd>
                    <kbd>{t(keys)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
      <div class="hstack dialogacts">
        <button type="button" class="btn big" onClick={close}>
          {t('close')}
        </button>
      </div>
    </Dialog>
  );
}
