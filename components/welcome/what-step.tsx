import { type MessageKey, rich, t } from '../i18n/messages.ts';
import { hrefTo } from '../store/route.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

const STEPS: readonly (readonly [IconName, lead: MessageKey, sentence: MessageKey])[] = [
  ['time', 'what_records_lead', 'what_records'],
  ['works', 'what_works_lead', 'what_works'],
  ['chat', 'what_offers_lead', 'what_offers'],
];

export function WhatStep() {
  return (
    <>
      <section class="sec roomy">
        <h1 class="hero">{t('welcome_title')}</h1>
        <figure class="panelcard">
          <Story />
        </figure>
        <ol class="steps">
          {STEPS.map(([icon, lead, sentence]) => (
            <li key={lead}>
              <Icon name={icon} />
              <span>{rich(sentence, <b>{t(lead)}</b>)}</span>
            </li>
          ))}
        </ol>
        <div class="note">
          <Icon name="lock" />
          <p>{t('promise')}</p>
        </div>
      </section>
      <div class="vstack">
        <a class="btn primary big" href={hrefTo('welcome/2')}>
          {t('choose_sites')}
        </a>
        <p class="small t3 centred">{t('delete_any_time')}</p>
      </div>
    </>
  );
}

/** An edit, days without a sign, then its revert, and the way back from one to the other. Words are HTML, so that they wrap and grow. */
function Story() {
  return (
    <div class="story" role="img" aria-label={t('story_label')}>
      <svg class="fig" viewBox="0 0 350 62" aria-hidden="true">
        <line class="ax2" x1="8" y1="50" x2="342" y2="50" />
        <circle class="a" cx="40" cy="50" r="5" />
        {[92, 150, 196, 248].map((x) => (
          <circle class="u" key={x} cx={x} cy="50" r="3.5" />
        ))}
        <circle class="end" cx="312" cy="50" r="6.5" />
        <path class="way" d="M308 41 C 270 8 96 8 45 42" />
        <path class="way tip" d="M43.5 34.5 l0.5 8.5 8.5 -1.5" />
      </svg>
      <div class="storywords small" aria-hidden="true">
        <span class="t2">{t('story_start')}</span>
        <span class="t3">{t('story_between')}</span>
        <span class="t2">{t('story_finish')}</span>
      </div>
    </div>
  );
}
