import type { ForetoldView, OutcomeView } from '../../lib/engine/api.ts';
import { plural, rich, t } from '../i18n/messages.ts';
import { signedWords } from '../i18n/number-words.ts';
import { When } from '../ui/when.tsx';
import { MOST_STEPS } from './display-shares.ts';

/** What was expected before anything was done, after each step that changed it, and what came; nothing for a single step. */
export function ForecastSteps({ outcome, value }: { readonly outcome: OutcomeView; readonly value: number }) {
  const { foretold } = outcome;
  if (foretold.length < 2) return null;
  const texts = new Map(outcome.causes.map(({ action, text }) => [action, text]));
  const shown = largest(foretold.filter(({ action }) => texts.has(action)));
  const left = foretold.length - shown.length;
  return (
    <section class="sec" aria-labelledby="h-forecast">
      <header>
        <h2 id="h-forecast">{t('forecast_title')}</h2>
      </header>
      <div class="panelcard">
        <ol class="forecast small">
          <li>
            <span>{t('forecast_first')}</span>
            <Expected value={foretold[0]!.before} />
          </li>
          {shown.map(({ action, t: at, after }) => (
            <li key={action}>
              <span>{rich('forecast_step', <bdi>{texts.get(action)}</bdi>, <When at={at} as="moment" />)}</span>
              <Expected value={after} />
            </li>
          ))}
          <li>
            <b>{t('share_sum')}</b>
            <b class="num">{signedWords(value)}</b>
          </li>
        </ol>
        <p class="small t3">
          {left > 0 && `${plural('forecast_more', left)} `}
          {t('forecast_caption')}
        </p>
      </div>
    </section>
  );
}

function Expected({ value }: { readonly value: number }) {
  return <span class="num">{signedWords(value * 100)}</span>;
}

/** Those that changed it most, in the order of time. */
function largest(steps: readonly ForetoldView[]): ForetoldView[] {
  const change = ({ before, after }: ForetoldView) => Math.abs(after - before);
  const most = new Set([...steps].sort((a, b) => change(b) - change(a)).slice(0, MOST_STEPS));
  return steps.filter((step) => most.has(step));
}
