/**
 * The switches and questions of the panel, which no web page may use; and what the user points at to teach a site, which a page may
 * send only while they were asked to point in its tab.
 */
import { type EngineApi, PANEL_METHODS } from '../engine/api.ts';
import type { Backups } from './backups.ts';
import type { EngineHost } from './engine-host.ts';
import type { Handlers } from './messages.ts';
import type { PauseLength, RecordingStatus } from './protocol.ts';
import type { RecordingControl } from './recording-control.ts';
import { forgetOwnSite, keepOwnSite, renameOwnSite } from './site-packs.ts';
import type { TabTrails } from './tab-trail.ts';
import { endTeaching, isTeaching, startTeaching } from './teach.ts';

export interface PanelParts {
  readonly host: EngineHost;
  readonly control: RecordingControl;
  readonly trails: TabTrails;
  readonly backups: Backups;
}

/** Pauses recording. What was done before is no past of what is done after. */
export function pauseRecording(
  { control, trails }: Pick<PanelParts, 'control' | 'trails'>,
  length: PauseLength,
): Promise<RecordingStatus> {
  void trails.forget();
  return control.pause(length);
}

/** Nothing is remembered of a site that the user, or the browser, has taken from us. */
export async function forgetUnrecorded({ control, trails }: Pick<PanelParts, 'control' | 'trails'>): Promise<void> {
  for (const site of await trails.sites()) if (!(await control.modeOf(site)).recording) await trails.forget(site);
}

/** Answers to the panel and to the box that teaches. */
export function obeyOnlyOurPanel(parts: PanelParts): Handlers {
  const { host, control, trails, backups } = parts;
  return {
    'panel>engine:call': {
      from: ['own-page'],
      handle: async ({ method, args }) => {
        if (!PANEL_METHODS.includes(method)) throw new Error(`The panel may not call ${method}.`);
        if (method === 'delete') void trails.forget();
        const answer = await host.call(method, args as never);
        const [scope] = method === 'delete' ? (args as Parameters<EngineApi['delete']>) : [];
        // What is noted of a site beside the log goes when it is to be forgotten altogether.
        if (scope?.settings && scope.app !== undefined) await control.forgetSite(scope.app);
        return answer as never;
      },
    },
    'panel>browser:status': { from: ['own-page'], handle: () => control.status() },
    'panel>browser:pause': { from: ['own-page'], handle: ({ minutes }) => pauseRecording(parts, minutes) },
    'panel>browser:resume': { from: ['own-page'], handle: () => control.resume() },
    'panel>browser:words': { from: ['own-page'], handle: ({ words }) => control.keepOut(words) },
    'panel>browser:site': {
      from: ['own-page'],
      handle: async ({ site, ...choice }) => {
        const status = await control.switchSite(site, choice);
        if (!choice.on) await forgetUnrecorded(parts);
        return status;
      },
    },
    'panel>browser:backups': { from: ['own-page'], handle: () => backups.status() },
    'panel>browser:backup-schedule': {
      from: ['own-page'],
      handle: ({ every, recipient }) => backups.schedule(every, recipient),
    },
    'panel>browser:backup-now': { from: ['own-page'], handle: () => backups.makeNow() },
    'panel>browser:backup-made': { from: ['own-page'], handle: (made) => backups.noteMade(made) },
    'panel>browser:teach': { from: ['own-page'], handle: ({ site }) => startTeaching(site) },
    'panel>browser:own-site': {
      from: ['own-page'],
      handle: async ({ site, name }) => {
        if (name === null) await forgetOwnSite(site);
        else await renameOwnSite(site, name);
        if (name === null) control.logSetting(`pack:${site}`, null);
        return control.knowledgeChanged();
      },
    },
    'teach>browser:keep': {
      from: ['content-script'],
      handle: async ({ taught }, { tab, site, url }) => {
        if (!tab || !(await isTeaching(tab.id)) || !(await control.modeOf(site)).recording)
          throw new Error(`Nobody was asked to point at anything on ${site}.`);
        await endTeaching(tab.id);
        control.logSetting(`pack:${site}`, JSON.stringify(await keepOwnSite(site, new URL(url).pathname, taught)));
        await control.knowledgeChanged();
      },
    },
  };
}
