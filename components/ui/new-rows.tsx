import { plural } from '../i18n/messages.ts';

/** New rows wait behind this, so that nothing moves under the hand. */
export function NewRows({ count, show }: { readonly count: number; readonly show: () => void }) {
  return (
    <div role="status">
      {count > 0 && (
        <button type="button" class="btn quiet newrows" onClick={show}>
          {plural('new_rows', count)}
        </button>
      )}
    </div>
  );
}
