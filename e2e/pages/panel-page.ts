/** The panel as specs see it: what a person reads and does there, by the words and roles it shows. */
import type { Session, Tab } from '../driver/driver.ts';

const IN_MAIN = 'main';

export interface PanelPage {
  readonly tab: Tab;
  go(route: string): Promise<void>;
  /** Waits until the view says this somewhere. */
  says(words: string): Promise<void>;
  /** What the status line says: "Recording wiki.example.org". */
  status(): Promise<string>;
  statusBecomes(words: string): Promise<void>;
  /** Whether a site's switch is on; null while it is not in the list. */
  isOn(site: string): Promise<boolean | null>;
  siteBecomes(site: string, on: boolean): Promise<void>;
  /** Adds a site by its host. The browser's question must have been answered before, see `answerRequestsWithYes`. */
  addSite(site: string): Promise<void>;
  toggleSite(site: string): Promise<void>;
  tell(words: string): Promise<void>;
  /** The statements on the cards, in order. */
  cards(): Promise<string[]>;
  /** The rows of the timeline, in words. */
  rows(): Promise<string[]>;
  /** Selects the first row of the timeline that says this, and deletes it after the preview. */
  deleteRow(words: string): Promise<void>;
}

export async function openPanel(session: Session, route: string): Promise<PanelPage> {
  const tab = await session.panel(route);
  const textsOf = (selector: string) =>
    tab.evaluate(
      (wanted: string) => [...document.querySelectorAll(wanted)].map((each) => each.textContent?.trim() ?? ''),
      selector,
    );

  const page: PanelPage = {
    tab,
    async go(to) {
      await tab.evaluate((hash: string) => {
        location.hash = hash;
      }, `#${to}`);
      await tab.waitFor('the view to be drawn', () => !document.querySelector('[aria-busy="true"]'));
    },
    says: async (words) => {
      await tab.waitFor(
        `the panel to say “${words}”`,
        (text: string) => document.body.textContent?.includes(text),
        words,
      );
    },
    status: () => tab.text('.rec'),
    statusBecomes: async (words) => {
      await tab.waitFor(
        `the status line to say “${words}”`,
        (text: string) => document.querySelector('.rec')?.textContent?.includes(text),
        words,
      );
    },
    isOn: (site) =>
      tab.evaluate((name: string) => {
        const row = document.querySelector(`[data-item="${CSS.escape(name)}"] input[role="switch"]`);
        return row instanceof HTMLInputElement ? row.checked : null;
      }, site),
    siteBecomes: async (site, on) => {
      await tab.waitFor(
        `${site} to be ${on ? 'on' : 'off'}`,
        ([name, wanted]: [string, boolean]) => {
          const row = document.querySelector(`[data-item="${CSS.escape(name)}"] input[role="switch"]`);
          return row instanceof HTMLInputElement && row.checked === wanted;
        },
        [site, on] as [string, boolean],
      );
    },
    async addSite(site) {
      await tab.fill('section[aria-labelledby="h-on"] form input', site);
      await tab.click('section[aria-labelledby="h-on"] form button');
      await page.siteBecomes(site, true);
    },
    toggleSite: (site) => tab.click(`[data-item="${site}"] input[role="switch"]`),
    async tell(words) {
      await tab.fill(`${IN_MAIN} form:not(.field) input`, words);
      await tab.press('Enter');
      await page.says(`Kept: ${words}`);
    },
    cards: () => textsOf('.card .stmt'),
    rows: () => textsOf('.ev'),
    async deleteRow(words) {
      await tab.waitFor(
        `a row that says “${words}”`,
        (text: string) => {
          const row = [...document.querySelectorAll<HTMLElement>('.ev')].find((each) =>
            each.textContent?.includes(text),
          );
          row?.focus();
          return row !== undefined && document.activeElement === row;
        },
        words,
      );
      await tab.press('Delete');
      await tab.waitFor('the preview', () => document.querySelector('dialog .danger:enabled') !== null);
      await tab.click('dialog .danger');
    },
  };
  await tab.waitFor('the panel to be drawn', () => document.querySelector('main') !== null);
  return page;
}
