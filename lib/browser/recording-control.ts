/**
 * The switches of recording, as the panel and the toolbar use them: sites on and off, pause and go on. Every change is
 * kept, written to the log as a setting, and told to the pages that run our scripts.
 */
import { browser } from 'wxt/browser';
import { newId } from '../records/new-id.ts';
import type { SettingRecord } from '../records/record.ts';
import { isKnownChat } from '../sites/known-chats.ts';
import { neverCategoryOf } from '../sites/never-list.ts';
import { sendToTab } from './messages.ts';
import { giveUpSite, mayRunOn } from './permissions.ts';
import type { CaptureMode, RecordingState, RecordingStatus, SiteSetting } from './protocol.ts';
import { changeChoices, FOREVER, isPaused, type RecordingChoices, readChoices, type SiteChoice } from './recording.ts';
import { registerScripts, startInOpenTabs } from './register-scripts.ts';
import { hostnameOf, patternOf, siteFrom } from './site-pattern.ts';

export interface RecordingControl {
  status(): Promise<RecordingStatus>;
  /** Whether and how a site is recorded now. */
  modeOf(site: string): Promise<CaptureMode>;
  /** @param minutes null: until the user goes on. */
  pause(minutes: number | null): Promise<RecordingStatus>;
  resume(): Promise<RecordingStatus>;
  /** The permission must have been given before. @throws Error in words for the user when the site cannot be recorded. */
  switchSite(site: string, choice: Partial<SiteChoice>): Promise<RecordingStatus>;
  /** Makes scripts, toolbar and pages fit the choices again: at start-up, after an update, after a permission was taken away. */
  restore(): Promise<void>;
}

export function createRecordingControl(log: (setting: SettingRecord) => void, onChanged: () => void): RecordingControl {
  async function status(): Promise<RecordingStatus> {
    const choices = await readChoices();
    const site = await siteInView();
    return {
      state: stateOf(choices, site),
      site,
      pausedUntil: isPaused(choices, Date.now()) && choices.pausedUntil !== FOREVER ? choices.pausedUntil : null,
      sites: await Promise.all(Object.entries(choices.sites).map(([name, choice]) => settingOf(name, choice))),
    };
  }

  async function changed(): Promise<RecordingStatus> {
    await followChoices();
    onChanged();
    return status();
  }

  async function followChoices(): Promise<void> {
    const choices = await readChoices();
    await registerScripts(await sitesThatMayRun(choices));
    await showOnToolbar(choices);
    await tellPages(choices);
  }

  async function modeOf(site: string): Promise<CaptureMode> {
    const choices = await readChoices();
    if (choices.pausedUntil === null || isPaused(choices, Date.now())) return modeIn(choices, site);
    // The pause is over and nobody has said so yet: the icon, the panel and the other pages learn it now.
    const now = await changeChoices((before) => ({ ...before, pausedUntil: null }));
    void changed();
    return modeIn(now, site);
  }

  return {
    status,
    modeOf,
    restore: followChoices,
    async pause(minutes) {
      const until = minutes === null ? FOREVER : Date.now() + minutes * 60_000;
      await changeChoices((now) => ({ ...now, pausedUntil: until }));
      log(setting('recording', 'paused'));
      return changed();
    },
    async resume() {
      await changeChoices((now) => ({ ...now, pausedUntil: null }));
      log(setting('recording', 'on'));
      return changed();
    },
    async switchSite(typed, choice) {
      const site = siteFrom(typed);
      if (!site) throw new Error(`“${typed}” is not the address of a web site.`);
      if (choice.on && neverCategoryOf(hostnameOf(site))) {
        throw new Error(`${site} is on the list of what Retrace never records. Nothing was switched on.`);
      }
      if (choice.on && !(await mayRunOn(site))) {
        throw new Error(`The browser does not let Retrace run on ${site}. Nothing was switched on.`);
      }
      const choices = await changeChoices((now) => {
        const before = now.sites[site] ?? { on: false, keepText: true, chat: isKnownChat(hostnameOf(site)) };
        return { ...now, sites: { ...now.sites, [site]: { ...before, ...choice } } };
      });
      const after = choices.sites[site];
      log(setting(`site:${site}`, after?.on ? (after.keepText ? 'on' : 'actions only') : 'off'));
      const result = await changed();
      if (after?.on) await startInOpenTabs(site, after.chat);
      else if (!stillNeeded(choices, site)) await giveUpSite(site);
      return after?.on ? result : status();
    },
  };
}

function setting(name: string, value: string): SettingRecord {
  return { kind: 'setting', id: newId(), t: new Date().toISOString(), name, value };
}

function stateOf(choices: RecordingChoices, site: string | null): RecordingState {
  if (isPaused(choices, Date.now())) return 'paused';
  if (site === null) return 'unknown';
  if (neverCategoryOf(hostnameOf(site))) return 'never';
  return choices.sites[site]?.on ? 'recording' : 'off';
}

function modeIn(choices: RecordingChoices, site: string): CaptureMode {
  const choice = choices.sites[site];
  const recording = choice?.on === true && !isPaused(choices, Date.now());
  const until = isPaused(choices, Date.now()) ? choices.pausedUntil : null;
  return {
    recording,
    keepText: choice?.keepText ?? false,
    chat: choice?.chat ?? false,
    askAgainAt: until === FOREVER ? null : until,
  };
}

async function settingOf(site: string, choice: SiteChoice): Promise<SiteSetting> {
  return { site, pattern: patternOf(site), ...choice, granted: await mayRunOn(site) };
}

async function sitesThatMayRun(choices: RecordingChoices): Promise<{ site: string; chat: boolean }[]> {
  const allowed: { site: string; chat: boolean }[] = [];
  for (const [site, choice] of Object.entries(choices.sites)) {
    if (choice.on && (await mayRunOn(site))) allowed.push({ site, chat: choice.chat });
  }
  return allowed;
}

function stillNeeded(choices: RecordingChoices, site: string): boolean {
  return Object.entries(choices.sites).some(([other, choice]) => choice.on && patternOf(other) === patternOf(site));
}

/** Site of the tab in view. The browser tells it only where we have access, or after a click on our icon. */
async function siteInView(): Promise<string | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (!tab?.url || !URL.canParse(tab.url)) return null;
  const url = new URL(tab.url);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.host : null;
}

async function tellPages(choices: RecordingChoices): Promise<void> {
  for (const tab of await browser.tabs.query({})) {
    if (tab.id === undefined || !tab.url || !URL.canParse(tab.url)) continue;
    // Tabs without our script have nobody to listen.
    sendToTab(tab.id, 'background>capture:mode', modeIn(choices, new URL(tab.url).host)).catch(() => undefined);
  }
}

/** The icon says the state by a sign and by its title, not by colour alone. */
async function showOnToolbar(choices: RecordingChoices): Promise<void> {
  const on = Object.values(choices.sites).filter((site) => site.on).length;
  const [sign, title] = isPaused(choices, Date.now())
    ? ['❚❚', browser.i18n.getMessage('toolbar_paused')]
    : on > 0
      ? ['●', browser.i18n.getMessage('toolbar_on')]
      : ['', browser.i18n.getMessage('toolbar_off')];
  await browser.action.setBadgeBackgroundColor({ color: sign === '●' ? '#1d7a4c' : '#8a5a00' });
  await browser.action.setBadgeText({ text: sign });
  await browser.action.setTitle({ title: title || 'Retrace' });
}
