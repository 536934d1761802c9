/**
 * What is known of sites, for pages and for the panel: packs that came with this build, what users taught by pointing, and how
 * each fits. The last two are kept in `storage.local`, since pages need them before the engine is up.
 */
import { browser } from 'wxt/browser';
import { shinglesOf } from '../records/shingles.ts';
import { KNOWN_CHATS } from '../sites/known-chats.ts';
import { ownSite, readOwnSite, type TaughtSite } from '../sites/own-site.ts';
import { afterLook, NO_HEALTH, type PackFit, type PackHealth, packState } from '../sites/pack-health.ts';
import { KNOWN_SITES, MEDIAWIKI } from '../sites/packs/known-sites.ts';
import { isHostOf, packsForHost } from '../sites/packs-for-host.ts';
import type { SiteData } from '../sites/site-data.ts';
import type { PackHints, SitePackView, SiteSetting } from './protocol.ts';
import { hostnameOf } from './site-pattern.ts';

const PACKS_SCRIPT = '/content-scripts/packs.js';
const OWN = 'own-sites';
const HEALTH = 'pack-health';
const LONGEST_NAME = 100;

type HealthOfSites = Readonly<Record<string, Readonly<Record<string, PackHealth>>>>;

/** By what a page of this site knows which packs it needs. */
export async function packHints(site: string): Promise<PackHints> {
  const hostname = hostnameOf(site);
  const own = (await ownSites())[site];
  const named = [...KNOWN_SITES, ...KNOWN_CHATS].filter((known) => isHostOf(known, hostname)).map(({ id }) => id);
  const marked = named.length > 0 ? [] : [...KNOWN_SITES, MEDIAWIKI].filter(({ marker }) => marker);
  return {
    named: [...(own ? [`${own.id}#${shinglesOf(JSON.stringify(own)).join('').slice(0, 40)}`] : []), ...named],
    markers: Object.fromEntries(marked.map(({ id, marker }) => [id, marker!.css])),
  };
}

/** What is known of sites of these kinds, as far as it is data; the user's own comes first. */
export async function packsOf(site: string, ids: readonly string[]): Promise<readonly SiteData[]> {
  const own = (await ownSites())[site];
  const known = packsForHost(KNOWN_SITES, hostnameOf(site)).filter(({ id }) => ids.includes(id));
  return [...(own ? [own] : []), ...known];
}

/** Brings the script that reads by packs to a frame. */
export async function startPacks(tab: number, frame: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab, frameIds: [frame] }, files: [PACKS_SCRIPT] });
}

/** What the Sites view says of how a site is read. */
export async function knowledgeOf(site: string): Promise<Pick<SiteSetting, 'pack' | 'own'>> {
  const health = (await healthOfSites())[site] ?? {};
  const own = (await ownSites())[site];
  const known = nameOfPack(site, health);
  const view = ({ id, name, seenLive }: Named): SitePackView => ({
    id,
    name,
    health: packState(seenLive, health[id] ?? NO_HEALTH),
  });
  return { pack: known ? view(known) : null, own: own ? view(own) : null };
}

type Named = Pick<SiteData, 'id' | 'name' | 'seenLive'>;

/** The pack that reads a site: the one that names its host, else the one that has recognised its pages. */
function nameOfPack(site: string, health: Readonly<Record<string, PackHealth>>): Named | null {
  const hostname = hostnameOf(site);
  const named = KNOWN_SITES.find((known) => isHostOf(known, hostname));
  const chat = KNOWN_CHATS.find(({ hosts }) => hosts.includes(hostname));
  const recognised = [...KNOWN_SITES, MEDIAWIKI].find(({ id }) => health[id] !== undefined);
  return named ?? chat ?? recognised ?? null;
}

/** Keeps what a look at a page said of its packs. True if that changes what the user is told. */
export async function noteFits(site: string, fits: readonly PackFit[]): Promise<boolean> {
  const before = await knowledgeOf(site);
  const known = new Set([...KNOWN_SITES, MEDIAWIKI].map(({ id }) => id));
  const own = (await ownSites())[site];
  await change<HealthOfSites>(HEALTH, (all = {}) => {
    const ofSite = { ...all[site] };
    for (const { pack, missing } of fits)
      if (known.has(pack) || pack === own?.id) ofSite[pack] = afterLook(ofSite[pack] ?? NO_HEALTH, missing);
    return { ...all, [site]: ofSite };
  });
  return JSON.stringify(await knowledgeOf(site)) !== JSON.stringify(before);
}

/**
 * Keeps what the user taught of a site, in place of what they taught before, under the name they gave that.
 * @param path of the page they pointed on.
 * @throws Error if it is no such thing.
 */
export async function keepOwnSite(site: string, path: string, taught: TaughtSite): Promise<SiteData> {
  const name = (await ownSites())[site]?.name;
  const made = ownSite(site, path, taught);
  const own = readOwnSite(site, { ...made, ...(name !== undefined && { name }) });
  if (!own) throw new Error(`What was pointed at on ${site} could not be kept: it has not the form of a pack.`);
  await change<Record<string, unknown>>(OWN, (all = {}) => ({ ...all, [site]: own }));
  await forgetHealth(site, own.id);
  return own;
}

export async function renameOwnSite(site: string, name: string): Promise<void> {
  const tidy = name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
  const own = (await ownSites())[site];
  if (own && tidy !== '')
    await change<Record<string, unknown>>(OWN, (all = {}) => ({ ...all, [site]: { ...own, name: tidy } }));
}

export async function forgetOwnSite(site: string): Promise<void> {
  const own = (await ownSites())[site];
  await change<Record<string, unknown>>(OWN, (all = {}) => {
    const { [site]: _, ...rest } = all;
    return rest;
  });
  if (own) await forgetHealth(site, own.id);
}

/** What was taught of a site, and how packs fitted it. */
export async function forgetKnowledge(site: string): Promise<void> {
  for (const key of [OWN, HEALTH]) {
    await change<Readonly<Record<string, unknown>>>(key, (all = {}) => {
      const { [site]: _, ...rest } = all;
      return rest;
    });
  }
}

async function ownSites(): Promise<Readonly<Record<string, SiteData>>> {
  const stored = (await browser.storage.local.get(OWN))[OWN] as Readonly<Record<string, unknown>> | undefined;
  const read: Record<string, SiteData> = {};
  for (const [site, data] of Object.entries(stored ?? {})) {
    const own = readOwnSite(site, data);
    if (own) read[site] = own;
  }
  return read;
}

async function healthOfSites(): Promise<HealthOfSites> {
  return ((await browser.storage.local.get(HEALTH))[HEALTH] as HealthOfSites | undefined) ?? {};
}

function forgetHealth(site: string, pack: string): Promise<void> {
  return change<HealthOfSites>(HEALTH, (all = {}) => {
    const { [pack]: _, ...rest } = all[site] ?? {};
    return { ...all, [site]: rest };
  });
}

let lastChange: Promise<unknown> = Promise.resolve();

/** One change after the other, so that two pages never undo each other. */
function change<T>(key: string, made: (before: T | undefined) => T): Promise<void> {
  const next = lastChange.then(async () => {
    const stored = await browser.storage.local.get(key);
    await browser.storage.local.set({ [key]: made(stored[key] as T | undefined) });
  });
  lastChange = next.catch(() => undefined);
  return next;
}
