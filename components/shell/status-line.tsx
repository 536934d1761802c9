import type { RecordingStatus } from '../../lib/browser/protocol.ts';
import { t } from '../i18n/messages.ts';
import { timeWords } from '../i18n/when-words.ts';
import { type Panel, usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';

const RECENT_IN_MINUTES = 15;
/** No view but Sites and About hangs on it. */
export const SETTINGS = hrefTo('set/sites');

/** The first line of every view: whether it is recorded here, in a sign and in words, and the way to pause. */
export function StatusLine() {
  const panel = usePanel();
  const status = panel.recording.status.value;
  const settings = ['sites', 'about'].includes(panel.route.current.value.view);
  return (
    <div class="status">
      {status ? (
        <Menu
          label={t('recording_menu')}
          buttonClass="rec"
          button={<StatusWords status={status} />}
          head={status.site && <MenuHead status={status} site={status.site} />}
          groups={menuOf(panel, status)}
        />
      ) : (
        <span class="rec t2">{t('status_asking')}</span>
      )}
      <span class="grow" />
      {status && <PauseButton paused={status.state === 'paused'} />}
      <a
        class="iconbtn"
        href={SETTINGS}
        aria-current={settings ? 'page' : undefined}
        aria-label={t('settings')}
        title={t('settings_title')}
      >
        <Icon name="gear" />
      </a>
    </div>
  );
}

function StatusWords({ status }: { readonly status: RecordingStatus }) {
  const [sign, words, where] = statusWords(status);
  return (
    <>
      <span class={`dot ${sign}`} aria-hidden="true" />
      <b>{words}</b>
      <span class="where trunc">{where}</span>
      <Icon name="down" small tone="t3" />
    </>
  );
}

function statusWords({ state, site, pausedUntil }: RecordingStatus): [sign: string, words: string, where: string] {
  switch (state) {
    case 'recording':
      return ['', t('status_recording'), site ?? ''];
    case 'paused':
      return [
        'pause',
        t('status_paused'),
        pausedUntil === null
          ? t('status_paused_open')
          : t('status_paused_until', timeWords(new Date(pausedUntil).toISOString())),
      ];
    case 'off':
      return ['off', t('status_off'), site ? t('status_off_on', site) : t('status_off_here')];
    case 'never':
      return ['off', t('status_never'), site ?? ''];
    case 'unknown':
      return ['off', t('status_off'), t('status_off_here')];
  }
}

function MenuHead({ status, site }: { readonly status: RecordingStatus; readonly site: string }) {
  const setting = status.sites.find((each) => each.site === site);
  return (
    <>
      <b>{site}</b>
      {setting?.on && <p class="small t3">{setting.keepText ? t('keep_text') : t('keep_actions')}</p>}
    </>
  );
}

function menuOf({ recording, deletion, client, clock, route }: Panel, status: RecordingStatus): MenuItem[][] {
  const { site, sites, state } = status;
  const pauses: MenuItem[] =
    state === 'paused'
      ? [{ icon: 'play', label: t('resume_recording'), key: '1', choose: () => void recording.resume() }]
      : [
          { icon: 'pause', label: t('pause_15'), key: '1', choose: () => void recording.pause(15) },
          { icon: 'pause', label: t('pause_60'), key: '2', choose: () => void recording.pause(60) },
          {
            icon: 'pause',
            label: t('pause_tomorrow'),
            key: '3',
            choose: () => void recording.pause('tomorrow'),
          },
          { icon: 'pause', label: t('pause_open'), key: '4', choose: () => void recording.pause(null) },
        ];
  const here: MenuItem[] = [];
  const setting = sites.find((each) => each.site === site);
  if (setting?.on) {
    here.push({
      icon: 'stop',
      label: t('site_switch_off'),
      choose: () => void recording.change(setting, { on: false }),
    });
  } else if (site && client.neverKindOf(site) === null) {
    here.push({ icon: 'check', label: t('site_switch_on'), choose: () => void recording.switchOn([site]) });
  }
  here.push({
    icon: 'trash',
    label: t('forget_recent'),
    choose: () =>
      deletion.open({
        of: 'events',
        what: 'recent',
        scope: { from: new Date(clock() - RECENT_IN_MINUTES * 60_000).toISOString() },
      }),
  });
  if (site && setting) {
    here.push({ icon: 'time', label: t('show_kept_here'), choose: () => route.go(hrefTo('timeline', { app: site })) });
  }
  return [pauses, here];
}

function PauseButton({ paused }: { readonly paused: boolean }) {
  const { recording } = usePanel();
  return (
    <button
      type="button"
      class="btn quiet pz"
      aria-label={paused ? t('resume_recording') : t('pause_recording')}
      title={paused ? t('resume_title') : t('pause_title')}
      onClick={() => void (paused ? recording.resume() : recording.pause(null))}
    >
      <Icon name={paused ? 'play' : 'pause'} small />
      <span>{paused ? t('resume') : t('pause')}</span>
    </button>
  );
}
