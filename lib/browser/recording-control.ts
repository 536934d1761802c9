/**
 * The switches of recording, as the panel and the toolbar use them: sites on and off, pause and go on. Every change is
 * kept, written to the log as a setting, and told to the pages that run our scripts.
 */
import { browser } from 'wxt/browser';
import { wordsThatFit } from '../privacy/words-that-fit.ts';
import { newId } from '../records/new-id.ts';
import type { SettingRecord } from '../records/record.ts';
import { isKnownChat } from '../sites/known-chats.ts';
import { neverCategoryOf } from '../sites/never-list.ts';
import { sendToTab } from './messages.ts';
import { endOfPause, type PauseLength } from './pause-end.ts';
import { giveUpSite, mayRunOn } from './permissions.ts';
import type { CaptureMode, PackHints, RecordingState, RecordingStatus, SiteSetting } from './protocol.ts';
import {
  changeChoices,
  FOREVER,
  isPaused,
  type RecordingChoices,
  readChoices,
  type SiteChoice,
  withoutPastPause,
} from './recording.ts';
import { forgetRefused, type RefusedBySite, readRefused } from './refusals.ts';
import { registerScripts, startInOpenTabs } from './register-scripts.ts';
import { forgetKnowledge, knowledgeOf, packHints } from './site-packs.ts';
import { hostnameOf, patternOf, siteFrom } from './site-pattern.ts';
import { spaceNamed } from './spaces.ts';
import { createToolbar, type Toolbar } from './toolbar.ts';

const NO_HINTS: PackHints = { named: [], markers: {} };
/** Timers overflow beyond it. */
const LONGEST_TIMER_IN_MS = 2 ** 31 - 1_000;

export interface RecordingControl {
  readonly toolbar: Toolbar;
  status(): Promise<RecordingStatus>;
  /** Whether and how a site is recorded now. */
  modeOf(site: string): Promise<CaptureMode>;
  /** Space the user chose for a site; null: the default one. */
  spaceOf(site: string): Promise<string | null>;
  pause(length: PauseLength): Promise<RecordingStatus>;
  resume(): Promise<RecordingStatus>;
  /** The permission must have been given before. @throws Error in words for the user when the site cannot be recorded. */
  switchSite(site: string, choice: Partial<SiteChoice>): Promise<RecordingStatus>;
  /** Takes a site that is off out of the list, with all that was noted of it beside the log. */
  forgetSite(site: string): Promise<void>;
  /** Keeps the list of words that are never stored, and tells it to the pages. */
  keepOut(words: readonly string[]): Promise<RecordingStatus>;
  /** Starts the scripts in the open tabs of the sites that are on: those of the last version have lost their extension. */
  startInTabs(): Promise<void>;
  /** Makes scripts, toolbar and pages fit the choices again: at start-up, after an update, after a permission was taken away. */
  restore(): Promise<void>;
  /** Writes a setting that was changed elsewhere to the log: it is exported with it. */
  logSetting(name: string, value: SettingRecord['value']): void;
  /** Tells pages and panels that more, or less, is known of a site. */
  knowledgeChanged(): Promise<RecordingStatus>;
}

export function createRecordingControl(log: (setting: SettingRecord) => void, onChanged: () => void): RecordingControl {
  const toolbar = createToolbar(async (url) => {
    if (!url || !URL.canParse(url)) return stateOf(await readChoices(), null);
    const { protocol, host } = new URL(url);
    const state = stateOf(await readChoices(), /^https?:$/.test(protocol) ? host : null);
    return state === 'recording' && !(await mayRunOn(host)) ? 'off' : state;
  });
  let endOfThisPause: ReturnType<typeof setTimeout> | undefined;

  /** While we are awake the icon follows at once; otherwise at the next tab, page or panel that wakes us. */
  function followEndOfPause({ pausedUntil }: RecordingChoices): void {
    clearTimeout(endOfThisPause);
    const left = (pausedUntil ?? 0) - Date.now();
    if (left > 0 && left <= LONGEST_TIMER_IN_MS) endOfThisPause = setTimeout(() => void changed(), left + 50);
  }

  async function status(): Promise<RecordingStatus> {
    const choices = await readChoices();
    const site = await siteInView();
    const refused = await readRefused();
    return {
      state: stateOf(choices, site),
      site,
      pausedUntil: isPaused(choices, Date.now()) && choices.pausedUntil !== FOREVER ? choices.pausedUntil : null,
      sites: await Promise.all(Object.entries(choices.sites).map(([name, choice]) => settingOf(name, choice, refused))),
      words: choices.words ?? [],
    };
  }

  async function changed(): Promise<RecordingStatus> {
    await followChoices();
    onChanged();
    return status();
  }

  let following: Promise<void> = Promise.resolve();

  /** One after the other: pages are told last what was chosen last. */
  function followChoices(): Promise<void> {
    const mine = following.then(followNow);
    following = mine.catch(() => undefined);
    return mine;
  }

  async function followNow(): Promise<void> {
    const choices = await readChoices();
    await registerScripts(await sitesThatMayRun(choices));
    await tellPages(choices);
    await toolbar.refresh();
    followEndOfPause(choices);
  }

  async function modeOf(site: string): Promise<CaptureMode> {
    const choices = await readChoices();
    if (choices.pausedUntil === null || isPaused(choices, Date.now())) return modeWithAccess(choices, site);
    // The pause is over and nobody has said so yet: the icon, the panel and the other pages learn it now.
    const now = await changeChoices((before) => withoutPastPause(before, Date.now()));
    void changed();
    return modeWithAccess(now, site);
  }

  return {
    toolbar,
    status,
    modeOf,
    spaceOf: async (site) => (await readChoices()).sites[site]?.space ?? null,
    restore: followChoices,
    knowledgeChanged: changed,
    logSetting: (name, value) => log(setting(name, value)),
    async startInTabs() {
      for (const { site, chat } of await sitesThatMayRun(await readChoices())) await startInOpenTabs(site, chat, true);
    },
    async pause(length) {
      const until = endOfPause(length, new Date());
      await changeChoices((now) => ({ ...now, pausedUntil: until }));
      log(setting('recording', 'paused'));
      return changed();
    },
    async resume() {
      await changeChoices((now) => ({ ...now, pausedUntil: null }));
      log(setting('recording', 'on'));
      return changed();
    },
    async forgetSite(site) {
      if ((await readChoices()).sites[site]?.on) return;
      await changeChoices(({ sites: { [site]: _, ...sites }, ...rest }) => ({ ...rest, sites }));
      await forgetRefused(site);
      await forgetKnowledge(site);
      await changed();
    },
    async keepOut(words) {
      await changeChoices((now) => ({ ...now, words: wordsThatFit(words) }));
      // The words themselves are what must not be in the log: only that the list changed is.
      log(setting('words', 'changed'));
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
        return {
          ...now,
          sites: {
            ...now.sites,
            [site]: {
              ...before,
              ...choice,
              space: spaceNamed(choice.space === undefined ? before.space : choice.space),
            },
          },
        };
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

function setting(name: string, value: SettingRecord['value']): SettingRecord {
  return { kind: 'setting', id: newId(), t: new Date().toISOString(), name, value };
}

function stateOf(choices: RecordingChoices, site: string | null): RecordingState {
  if (isPaused(choices, Date.now())) return 'paused';
  if (site === null) return 'unknown';
  if (neverCategoryOf(hostnameOf(site))) return 'never';
  return choices.sites[site]?.on ? 'recording' : 'off';
}

/** The browser's own settings may have taken access away from a script that still runs. */
async function modeWithAccess(choices: RecordingChoices, site: string): Promise<CaptureMode> {
  const mode = modeIn(choices, site);
  // A page that is not recorded needs to know nothing.
  if (!mode.recording || !(await mayRunOn(site))) return { ...mode, recording: false, words: [], packs: NO_HINTS };
  return { ...mode, packs: await packHints(site) };
}

function modeIn(choices: RecordingChoices, site: string): Omit<CaptureMode, 'packs'> {
  const choice = Object.hasOwn(choices.sites, site) ? choices.sites[site] : undefined;
  // The list of what is never recorded may have grown since the site was switched on.
  const recording = choice?.on === true && neverCategoryOf(hostnameOf(site)) === null && !isPaused(choices, Date.now());
  const until = isPaused(choices, Date.now()) ? choices.pausedUntil : null;
  return {
    recording,
    keepText: choice?.keepText ?? false,
    chat: choice?.chat ?? false,
    words: recording ? (choices.words ?? []) : [],
    askAgainAt: until === FOREVER ? null : until,
  };
}

async function settingOf(site: string, choice: SiteChoice, refused: RefusedBySite): Promise<SiteSetting> {
  return {
    site,
    pattern: patternOf(site),
    ...choice,
    space: choice.space ?? null,
    granted: await mayRunOn(site),
    refused: (Object.hasOwn(refused, site) ? refused[site] : null) ?? null,
    ...(await knowledgeOf(site)),
  };
}

async function sitesThatMayRun(choices: RecordingChoices): Promise<{ site: string; chat: boolean }[]> {
  const allowed: { site: string; chat: boolean }[] = [];
  for (const [site, choice] of Object.entries(choices.sites)) {
    if (choice.on && neverCategoryOf(hostnameOf(site)) === null && (await mayRunOn(site)))
      allowed.push({ site, chat: choice.chat });
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
    if (tab.id === undefined) continue;
    // An address we may not see is one we have no access to, perhaps no more: a script still there must stop.
    const site = tab.url && URL.canParse(tab.url) ? new URL(tab.url).host : '';
    const mode = await modeWithAccess(choices, site);
    // Tabs without our script have nobody to listen.
    sendToTab(tab.id, 'background>capture:mode', mode).catch(() => undefined);
  }
}
