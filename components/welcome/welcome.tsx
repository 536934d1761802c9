import { t } from '../i18n/messages.ts';
import { Notices } from '../shell/notices.tsx';
import { hrefTo } from '../store/route.ts';
import { Icon } from '../ui/icon.tsx';
import { SayStep } from './say-step.tsx';
import { SitesStep } from './sites-step.tsx';
import { WhatStep } from './what-step.tsx';

/** The first run: what it is, where it may look, and one thing to know. Every step can be passed over. */
export function Welcome({ step }: { readonly step: string | null }) {
  const back = step === '3' ? '2' : '1';
  return (
    <main class="welcome" tabIndex={-1}>
      <nav class="hstack small t3 apart" aria-label={t('title_welcome')}>
        {step === '1' ? (
          <span>{t('step_of', 1, 3)}</span>
        ) : (
          <a class="btn quiet backbtn" href={hrefTo(`welcome/${back}`)}>
            <Icon name="back" small flip />
            {t('back')}
          </a>
        )}
        {step === '1' ? (
          <a class="btn quiet" href={`sidepanel.html${hrefTo('now')}`}>
            {t('skip')}
          </a>
        ) : (
          <span>{t('step_of', step === '3' ? 3 : 2, 3)}</span>
        )}
      </nav>
      <Notices />
      {step === '2' ? <SitesStep /> : step === '3' ? <SayStep /> : <WhatStep />}
    </main>
  );
}
