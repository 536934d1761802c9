/** The whole panel as a page in Chromium: what can be checked of every view at once, and what is done by keys alone. */
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, type Harness, openHarness, WHY_SKIPPED } from '../e2e/panel-harness/open-harness.ts';
import english from '../public/_locales/en/messages.json' with { type: 'json' };
import { generateBeliefs, generateOutcomes } from './harness/generate-data.ts';
import { displayShares, MOST_STEPS } from './outcome/display-shares.ts';
import { confidenceWord } from './ui/confidence-word.ts';

const ROUTES = [
  '#/now',
  '#/outcome/outcome-0',
  '#/you',
  '#/belief/belief-1',
  '#/timeline',
  '#/set/sites',
  '#/set/data',
  '#/talks',
  '#/set/about',
  '#/welcome/1',
  '#/welcome/2',
  '#/welcome/3',
];
/** Worlds beside the usual one: nothing there, something wrong, nobody answers. */
const WORLDS = [
  ['#/now', 'beliefs=0&outcomes=0&events=0&state=unknown'],
  ['#/now', 'problem=disk-full&state=paused&rebuilding=0.73'],
  ['#/you', 'beliefs=0'],
  ['#/timeline', 'events=0'],
  ['#/timeline', 'silent=1'],
  ['#/belief/nobody', ''],
  ['#/outcome/nobody', ''],
  ['#/set/sites', 'beliefs=0&events=0&state=never'],
  ['#/set/data', 'importing=ready'],
  ['#/set/data', 'importing=reading'],
  ['#/set/data', 'importing=done'],
  ['#/set/data', 'importing=failed'],
  ['#/set/data', 'restoring=reading'],
  ['#/set/data', 'restoring=done'],
  ['#/set/data', 'restoring=failed'],
  ['#/set/data', 'beliefs=0&events=0'],
  ['#/talks', 'beliefs=0'],
] as const;
const THEMES = ['light', 'dark'] as const;
const WIDTHS_IN_PX = [200, 320, 360, 400, 480];

let harness: Harness;
let page: Page;

async function open(...args: Parameters<Harness['open']>): Promise<Page> {
  page = await harness.open(...args);
  return page;
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}

/** What sticks out sideways, by name; nothing if the page does not scroll. */
function stickingOut(): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((el) => {
        const { left, right } = el.getBoundingClientRect();
        return right > width + 1 || left < -1;
      })
      .map((el) => `${el.tagName}.${el.className} ${el.textContent?.slice(0, 30)}`);
  });
}

async function stickingOutAt(width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 });
  return stickingOut();
}

const fake = <T>(what: (client: Window['fake']) => T): Promise<T> =>
  page.evaluate(`(${what})(window.fake)`) as Promise<T>;

const focused = () =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset.item ?? null);

/** Where on the screen the row with the focus stands, in CSS pixels from the upper edge. */
const heightOfFocus = () =>
  page.evaluate(() => document.activeElement?.closest('[data-item]')?.getBoundingClientRect().top ?? Number.NaN);

/** The views fill themselves one after the other: what is above may still grow. */
const filled = () =>
  page.evaluate(async () => {
    await document.fonts.ready;
    for (let last = -1; last !== document.documentElement.scrollHeight; ) {
      last = document.documentElement.scrollHeight;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });

async function tabUntil(what: Locator, most = 60): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await what.evaluate((el) => el === document.activeElement)) return;
  }
  throw new Error('Tab does not reach it.');
}

describe.skipIf(!CHROMIUM)(`the panel in Chromium${CHROMIUM ? '' : ` (skipped: ${WHY_SKIPPED})`}`, () => {
  beforeAll(async () => {
    harness = await openHarness();
  }, 60_000);
  afterEach(() => page?.context().close());
  afterAll(() => harness?.close());

  describe.each(THEMES)('in the %s theme', (colorScheme) => {
    test.each(ROUTES)('%s has no axe violation', async (route) => {
      await open(route, '', { colorScheme });
      expect(await violations()).toEqual([]);
    });

    test.each(WORLDS)('%s in the world “%s” has no axe violation', async (route, world) => {
      await open(route, world, { colorScheme });
      expect(await violations()).toEqual([]);
    });

    test('menus, dialogs, the selection and the toast have no axe violation', async () => {
      await open('#/you', '', { colorScheme });
      await page.locator('.rec').click();
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('.card').nth(1).focus();
      await page.keyboard.press('y');
      await page.locator('.toast').waitFor();
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Delete');
      await page.locator('dialog .danger:enabled').waitFor();
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.locator('dialog').waitFor();
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('3');
      await page.locator('.ev').first().focus();
      await page.keyboard.press('Space');
      expect(await violations()).toEqual([]);
    });
  });

  describe('nothing scrolls sideways', () => {
    test.each(ROUTES)('%s at any width from 200 to 480 px, also with text at 200 %%', async (route) => {
      await open(route);
      for (const width of WIDTHS_IN_PX) expect(await stickingOutAt(width), `${width} px`).toEqual([]);
      await page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
      for (const width of [320, 400]) expect(await stickingOutAt(width), `${width} px, 200 %`).toEqual([]);
    });

    test.each(['longer', 'rtl'])('in the pseudo-locale %s', async (writing) => {
      for (const route of ROUTES) {
        await open(route, `writing=${writing}`);
        for (const width of [320, 400]) expect(await stickingOutAt(width), `${route} at ${width} px`).toEqual([]);
        await page.context().close();
      }
    });
  });

  describe('by keys alone', () => {
    test('tabs, search, settings and the key list have their keys', async () => {
      await open('#/now');
      const at = () => page.evaluate(() => location.hash);
      await page.keyboard.press('2');
      expect(await at()).toBe('#/you');
      await page.keyboard.press('/');
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('search');
      await page.keyboard.type('2');
      expect(await at()).toBe('#/you');
      await page.keyboard.press('Escape');
      await page.keyboard.press(',');
      expect(await at()).toBe('#/set/sites');
      await page.keyboard.press('1');
      await page.locator('.panelcard').first().waitFor();
      await page.keyboard.press('/');
      await page.locator('input[type="search"]:focus').waitFor();
      expect(await at()).toBe('#/timeline');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.locator('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await at()).toBe('#/timeline');
    });

    test('the cards are one stop of Tab, and the current one’s actions come next', async () => {
      await open('#/you');
      const cards = page.locator('.card');
      await tabUntil(cards.first());
      await page.keyboard.press('j');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe(await cards.nth(2).getAttribute('data-item'));
      await page.keyboard.press('k');
      expect(await focused()).toBe(await cards.nth(1).getAttribute('data-item'));
      expect(await page.locator('.card[tabindex="0"]').count()).toBe(1);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-haspopup'))).toBe('menu');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Right');
      await page.keyboard.press('End');
    });

    test('a belief is confirmed, pinned, ended and taken back at a key, and the log gets the verdicts', async () => {
      await open('#/you');
      await page.locator('.card').nth(2).focus();
      const id = await focused();
      for (const key of ['y', 'p', 'n', 'z']) {
        await page.keyboard.press(key);
        await page.locator('.toast').waitFor();
      }
      const appended = await fake((client) => client.appended);
      expect(appended.map((record) => record.kind === 'feedback' && record.verdict)).toEqual([
        'confirm',
        'pin',
        'end',
        'undo',
      ]);
      const belief = generateBeliefs(14).find((each) => each.id === id)!;
      expect(appended[0]).toMatchObject({ target: belief.ref });
      expect(appended[3]).toMatchObject({ of: appended[2]!.id });
      expect(await focused()).toBe(id);
    });

    test('a belief is opened and left again with scroll and focus where they were', async () => {
      await open('#/you');
      await page.locator('.card').nth(6).waitFor();
      await filled();
      await page.locator('.card').nth(6).focus();
      await filled();
      const [id, at] = [await focused(), await heightOfFocus()];
      await page.keyboard.press('Enter');
      await page.locator('h1.title').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.card').first().waitFor();
      await filled();
      expect(await focused()).toBe(id);
      expect(Math.abs((await heightOfFocus()) - at)).toBeLessThanOrEqual(1);
    });

    test('a range of events is selected, previewed and deleted', async () => {
      await open('#/timeline');
      await page.locator('.ev').nth(1).focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowDown');
      expect(await page.locator('[aria-selected="true"]').count()).toBe(4);
      const gone = await page
        .locator('[aria-selected="true"]')
        .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.item));
      await page.keyboard.press('Delete');
      const confirm = page.locator('dialog .danger:enabled');
      await confirm.waitFor();
      expect(await confirm.textContent()).toBe('Delete 4 events');
      await tabUntil(confirm, 6);
      await page.keyboard.press('Enter');
      await page.getByText(english.deleted_body.message).waitFor();
      const left = await page
        .locator('.ev')
        .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.item));
      expect(left.filter((id) => gone.includes(id))).toEqual([]);
    });

    test('what was deleted is brought back, while that is offered', async () => {
      await open('#/timeline');
      const before = await page.locator('.ev').count();
      const id = await page.locator('.ev').first().getAttribute('data-item');
      await page.locator('.ev').first().focus();
      await page.keyboard.press('Delete');
      await page.locator('dialog .danger:enabled').click();
      await page.locator(`[data-item="${id}"]`).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: english.undo.message }).click();
      await page.locator(`[data-item="${id}"]`).waitFor();
      expect(await page.locator('.ev').count()).toBe(before);
      expect(await page.getByText(english.deleted_body.message).count()).toBe(0);
    });

    test('nothing is deleted when the preview is left with Esc', async () => {
      await open('#/timeline');
      const before = await page.locator('.ev').count();
      await page.locator('.ev').first().focus();
      await page.keyboard.press('Delete');
      await page.locator('dialog .danger:enabled').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await page.locator('.ev').count()).toBe(before);
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('ev');
    });

    test('recording is paused from the menu and goes on', async () => {
      await open('#/now');
      await tabUntil(page.locator('.rec'));
      await page.keyboard.press('Enter');
      await page.locator('[role="menuitem"]:focus').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByText('until 11:12, all sites').waitFor();
      await tabUntil(page.locator('.pz'), 80);
      await page.keyboard.press('Enter');
      await page.locator('.rec', { hasText: 'Recording' }).waitFor();
    });

    test('a site is added by its host, and the browser is asked within the gesture', async () => {
      await open('#/set/sites');
      await tabUntil(page.getByLabel('Add a site'));
      await page.keyboard.type('https://Docs.Example.org/page?x=1');
      await page.keyboard.press('Enter');
      await page.getByRole('switch', { name: 'Record on docs.example.org' }).waitFor();
      expect(await fake((client) => client.asked)).toEqual([{ sites: ['docs.example.org'], inGesture: true }]);
    });

    test('single letters do nothing while typing, and nothing at all once they are switched off', async () => {
      await open('#/you');
      await page.getByLabel(english.tell_label.message).focus();
      await page.keyboard.type('y p n z 1 ? ,');
      expect(await fake((client) => client.appended)).toEqual([]);
      await page.locator('.card').first().focus();
      await page.keyboard.press('?');
      await page.getByRole('switch', { name: english.keys_single.message }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Escape');
      await page.locator('.card').first().focus();
      for (const key of ['y', 'j', '1', '?']) await page.keyboard.press(key);
      expect(await fake((client) => client.appended)).toEqual([]);
      expect(await page.evaluate(() => location.hash)).toBe('#/you');
      const before = await focused();
      await page.keyboard.press('ArrowDown');
      expect(await focused()).not.toBe(before);
    });

    test('Tab goes through every view and comes out again', async () => {
      for (const route of ROUTES) {
        await open(route);
        const seen = new Set<string>();
        let out = false;
        for (let i = 0; i < 120 && !out; i++) {
          await page.keyboard.press('Tab');
          const at = await page.evaluate(() => {
            const el = document.activeElement;
            if (!el || el === document.body) return null;
            const { top, bottom } = el.getBoundingClientRect();
            return {
              name: `${[...document.querySelectorAll('*')].indexOf(el)}`,
              inView: bottom > 0 && top < innerHeight,
            };
          });
          out = at === null || seen.has(at.name);
          if (at && !out) {
            seen.add(at.name);
            expect(at.inView, `${route}: the focus is out of view`).toBe(true);
          }
        }
        expect(out, `${route} holds the focus`).toBe(true);
        await page.context().close();
      }
    });
  });

  describe('what is said', () => {
    test('the word on every card is the function of its probability and evidence', async () => {
      await open('#/you', 'beliefs=120&seed=7');
      const shown = await page
        .locator('.card')
        .evaluateAll((cards) =>
          cards.map((card) => [(card as HTMLElement).dataset.item, card.querySelector('.word')?.textContent]),
        );
      expect(shown).toHaveLength(120);
      const words = new Map(
        generateBeliefs(120, 7).map(({ id, p, nEff, said }) => [id, english[confidenceWord(p, nEff, said)].message]),
      );
      for (const [id, word] of shown) expect(word, `${id}`).toBe(words.get(id!));
    });

    test('no outcome says that anything was caused, though its data do', async () => {
      await open('#/now', 'outcomes=40&seed=3');
      expect(generateOutcomes(40, 3).some(({ causes }) => causes.some(({ status }) => status === 'caused'))).toBe(true);
      expect(await page.locator('main').textContent()).not.toMatch(/caused/i);
    });

    test('the parts of an outcome are shown as whole numbers that add up, none of them without its place', async () => {
      for (const outcome of generateOutcomes(6, 5)) {
        await open(`#/outcome/${outcome.id}`, 'outcomes=6&seed=5');
        await page.locator('.shares').waitFor({ state: 'attached' });
        const figures = await page.locator('.shares .share').allTextContents();
        const numbers = figures.map((text) => Number(text.replace('−', '-')));
        const value = numbers.pop()!;
        expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(value);
        expect(value).toBe(displayShares(outcome).value);
        const ranges = await page.locator('.figures').allTextContents();
        expect(ranges).toHaveLength(outcome.causes.length);
        for (const text of ranges) expect(text).toMatch(/ to /);
        expect(await page.locator('main').textContent()).not.toMatch(/caused/i);
        await page.context().close();
      }
    });

    test('the picture of an outcome is told in one sentence with the figures of its table', async () => {
      for (const outcome of generateOutcomes(6, 5).filter(({ causes }) => causes.length > 0)) {
        await open(`#/outcome/${outcome.id}`, 'outcomes=6&seed=5');
        const picture = page.getByRole('img', { name: english.path_title.message });
        const told = (await picture.locator('desc').textContent())!;
        expect(told.match(/\.(?= |$)/g)).toHaveLength(1);
        const figures = await page.locator('.shares .num').allTextContents();
        for (const figure of figures.flatMap((text) => text.split(' to '))) expect(told).toContain(figure);
        expect(await page.locator('.band').count()).toBeLessThanOrEqual(3 + MOST_STEPS);
        await page.context().close();
      }
    });

    test('what is drawn of an outcome stays in its picture, and its labels do not run into each other', async () => {
      for (const id of ['outcome-0', 'outcome-1', 'outcome-3']) {
        await open(`#/outcome/${id}`, 'outcomes=6&seed=5');
        for (const width of [320, 360, 400, 480]) {
          await page.setViewportSize({ width, height: 900 });
          const out = await page.locator('.path').evaluate((path) => {
            const box = (el: Element) => el.getBoundingClientRect();
            const whole = box(path);
            const labels = [...path.querySelectorAll('.pathlabels li')].map(box);
            const drawn = [...path.querySelectorAll('rect.band, .flow, .iv i, .iv b')].map(box);
            return [
              ...[...labels, ...drawn].filter(
                ({ left, right, top, bottom }) =>
                  left < whole.left - 2 || right > whole.right + 2 || top < whole.top - 2 || bottom > whole.bottom + 2,
              ),
              ...labels.filter(({ top }, i) => i > 0 && top < labels[i - 1]!.bottom - 1),
            ];
          });
          expect(out, `${id} at ${width} px`).toEqual([]);
        }
        await page.context().close();
      }
    });

    test('nothing is drawn outside of 0 to 100', async () => {
      await open('#/you', 'beliefs=120&seed=9');
      const out = await page.locator('.iv').evaluateAll((bars) =>
        bars.filter((bar) => {
          const whole = bar.getBoundingClientRect();
          const band = bar.querySelector('i')!.getBoundingClientRect();
          return band.left < whole.left - 0.5 || band.right > whole.right + 0.5;
        }),
      );
      expect(out).toEqual([]);
    });

    test('only a problem that stopped the recording interrupts', async () => {
      await open('#/now', 'problem=disk-full');
      expect(await page.getByRole('alert').count()).toBe(1);
      await page.context().close();
      await open('#/now', 'problem=model-missing');
      expect(await page.getByRole('alert').count()).toBe(0);
    });

    test('a statement typed into You is kept word for word and becomes a card', async () => {
      await open('#/you');
      await page.getByLabel(english.tell_label.message).fill('  Never say “leverage”  ');
      await page.getByRole('button', { name: english.tell_button.message }).click();
      await page.locator('.card', { hasText: 'Never say “leverage”' }).or(page.locator('.newrows')).first().waitFor();
      expect((await fake((client) => client.appended))[0]).toMatchObject({
        kind: 'statement',
        role: 'user',
        app: 'retrace',
        thread: 'retrace/you',
        text: 'Never say “leverage”',
      });
    });

    test('a refused permission leaves the switch off and says so', async () => {
      await open('#/set/sites', 'refuse=1');
      const site = page.getByRole('switch', { name: 'Record on git.example.org' });
      await site.click();
      await page.getByText(english.site_no_access.message).waitFor();
      expect(await site.isChecked()).toBe(false);
    });

    test('a bank is refused before the browser is asked', async () => {
      await open('#/set/sites');
      await page.getByLabel('Add a site').fill('paypal.com');
      await page.keyboard.press('Enter');
      await page.getByText(/is on the list of what is never recorded/).waitFor();
      expect(await fake((client) => client.asked)).toEqual([]);
    });
  });

  test('nothing moves under the pointer: a new outcome waits until asked for', async () => {
    await open('#/now');
    const first = page.locator('article').first();
    await first.hover();
    const [before, box] = [await first.textContent(), await first.boundingBox()];
    await fake((client) => client.notice());
    await page.getByRole('button', { name: '1 new' }).waitFor();
    expect(await page.locator('article').first().textContent()).toBe(before);
    expect((await page.locator('article').first().boundingBox())!.x).toBe(box!.x);
    await page.getByRole('button', { name: '1 new' }).click();
    await page.locator('article').nth(3).waitFor();
  });

  test('the first run ends with a site switched on and a statement kept, in eight actions or fewer', async () => {
    await open('#/welcome/1');
    await page.getByRole('link', { name: english.choose_sites.message }).click();
    await page.getByRole('button', { name: 'Switch on 2 sites' }).click();
    await page.getByRole('button', { name: english.wish_british.message }).click();
    expect(await fake((client) => client.asked)).toEqual([{ sites: ['claude.ai', 'chatgpt.com'], inGesture: true }]);
    await page.getByRole('button', { name: english.done_keep.message }).click();
    await page.waitForURL(/sidepanel\.html#\/you$/);
  });
});
