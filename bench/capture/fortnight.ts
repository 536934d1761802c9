/**
 * A fortnight of Ana's work at a harbour office, in three rounds: she works in a wiki and a tracker, Ben answers while she is
 * away, she comes by again and sees what became of it, on pages, in lists and in her mail. The last round is in German. Both
 * browsers do the same. Outcomes are really later: somebody else's doing lies between; only the hours are left out.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaWiki } from '../../e2e/apps/mediawiki/mediawiki.ts';
import type { ServedPages } from '../../e2e/apps/serve-pages.ts';
import type { Trac } from '../../e2e/apps/trac/trac.ts';
import type { Session } from '../../e2e/driver/driver.ts';
import * as tracker from './ana-at-the-tracker.ts';
import * as wiki from './ana-at-the-wiki.ts';
import { type Desk, follow, here, leadsOn, visit, wait } from './at-the-desk.ts';
import type { Due, Notebook } from './notebook.ts';

export interface Apps {
  readonly wiki: MediaWiki;
  readonly tracker: Trac;
  readonly mail: ServedPages;
  readonly assistant: ServedPages;
}

export interface Fortnight {
  readonly session: Session;
  readonly apps: Apps;
  readonly note: Notebook;
  /** Where files to be uploaded may be written. */
  readonly folder: string;
  /** 1 to 3; fewer is a shorter use. */
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** What Ben will do to a page Ana has written to. */
const WIKI_PLAN = [
  [
    'revert',
    'Ship signals',
    'A white lamp above a red one means that the pilot has gone ashore and will not come back today.',
  ],
  [
    'rollback',
    'Harbour fees',
    'Boats under five metres pay nothing at all between November and the end of February each year.',
  ],
  [
    'reword',
    'Tide tables',
    'The tables are printed in the first week of December and are sold at the kiosk beside the lock.',
  ],
  ['keep', 'Night watch', 'The watch walks the long pier every two hours and notes each open hatch in the grey book.'],
  [
    'revert',
    'Slipway rules',
    'The slipway may be used with a trailer only after the deposit of a signed form with the warden.',
  ],
  ['delete', 'Old crane', 'The old crane was bought second hand in Emden and lifts four tons if the wind is weak.'],
  [
    'rollback',
    'Guest berths',
    'Guests find their berth by the green number plates and announce themselves on channel eleven.',
  ],
  [
    'reword',
    'Winter storage',
    'Masts are laid on the trestles behind the hall, with the name of the boat on both ends.',
  ],
  [
    'revert',
    'Fuel pier',
    'The fuel pier closes at six, on market days already at four, and never sells to cans of glass.',
  ],
  [
    'reword',
    'Ice service',
    'Two men with a flat boat keep the fairway open until the ice is thicker than a hand is wide.',
  ],
  [
    'delete',
    'Ferry lanes',
    'Ferries have the right of way in the two lanes that are marked by yellow buoys with a cross.',
  ],
  [
    'rollback',
    'Lost property',
    'What is found on the piers lies in the blue cupboard for one month and is then sold for the lifeboat.',
  ],
] as const;

type Fate = 'fixed' | 'wontfix' | 'invalid' | 'accepted' | 'reassigned' | 'praised' | 'blamed' | 'reopened';

/** Tickets she files: what is wrong, what becomes of each, and where she hears of it first. */
const TICKET_PLAN: readonly (readonly [fate: Fate, seenIn: 'page' | 'mail', summary: string, more: string])[] = [
  ['fixed', 'page', 'The ramp of the ferry is slippery', 'Two people fell on Monday, nobody was hurt.'],
  ['wontfix', 'page', 'The horn of the lock is too quiet', 'Boats in the outer basin do not hear it.'],
  ['accepted', 'page', 'Lamp seven on the long pier flickers', 'It begins at dusk and lasts until ten.'],
  ['praised', 'page', 'A proposal for new berth numbers', 'See the sketch, it needs no new plates.'],
  ['blamed', 'page', 'The water meter at berth nine is wrong', 'It counts although the tap is shut.'],
  ['fixed', 'mail', 'The gate of the yard does not close', 'The lower hinge is bent outwards.'],
  ['reassigned', 'page', 'Nobody empties the oil container', 'It is full since the regatta.'],
  ['invalid', 'page', 'The board shows the wrong date', 'It said Tuesday on a Wednesday.'],
  ['reopened', 'page', 'The pump of the dry dock leaks', 'A bucket an hour, more at high water.'],
  ['wontfix', 'page', 'There is no bench at the viewing point', 'Visitors sit on the bollards.'],
  ['fixed', 'page', 'The chart in the office is ten years old', 'The new sandbank is missing.'],
  ['accepted', 'mail', 'The radio in the small boat is dead', 'Fuse and battery are new.'],
  ['blamed', 'mail', 'The washing room has no warm water', 'Since the new boiler was set up.'],
  ['praised', 'mail', 'A plan for the open day', 'Who stands where, and when.'],
];

const PRAISE = [
  'Thank you, this is excellent work and a great help for all of us.',
  'Very good, I am happy with it. Well done!',
  'Perfect, that is exactly what we needed, many thanks.',
];
const BLAME = [
  'No, this is wrong and of no use to us. I am disappointed.',
  'Sorry, but this report is terrible, half of it is not true at all.',
  'That is a bad idea and it makes everything worse, please stop this.',
];
const TALK = [
  ['Ship signals', 'Which lamp?', 'I read in the old book that the lamp was green, does anybody know more about that?'],
  ['Night watch', 'Grey book', 'Should the notes of the grey book be here as well, or is that too much?'],
] as const;

export async function fortnight({ session, apps, note, folder, rounds, say }: Fortnight): Promise<void> {
  const hosts = Object.fromEntries(Object.entries(apps).map(([name, app]) => [name, new URL(app.url).host])) as Record<
    keyof Apps,
    string
  >;
  const deskAt = async (name: keyof Apps): Promise<Desk> => ({
    tab: await session.tab(),
    note,
    host: hosts[name],
    url: apps[name].url,
  });
  const helper = await deskAt('assistant');
  const post = await deskAt('mail');
  const trac = await deskAt('tracker');
  const mediawiki = await deskAt('wiki');

  await wiki.logIn(mediawiki, apps.wiki.accounts.Ana.password);
  await visit(trac, '/about');
  await apps.tracker.logIn(trac.tab, 'ana');
  await visit(trac, '/wiki');
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1} of ${rounds}`);
    if (round === 2) await Promise.all([apps.wiki.speak('Ana', 'de'), apps.tracker.speak('ana', 'de')]);
    await atTheWiki(round);
    await atTheTracker(round);
    await withTheHelper(round);
    await slips(round);
  }

  async function atTheWiki(round: number): Promise<void> {
    const plan = WIKI_PLAN.slice(round * 4, round * 4 + 4);
    const titles = plan.map(([, title]) => title);
    for (const [i, [fate, title, text]] of plan.entries()) {
      if (fate === 'delete') await wiki.newPage(mediawiki, title, text);
      else {
        await apps.wiki.edit(
          'Ben',
          title,
          `${title} are described here.\n\n== Rules ==\n\nThe office keeps this page.`,
          'First version',
        );
        await wiki.visitPage(mediawiki, title);
        if (i === 0) await wiki.watch(mediawiki, title);
        if (fate === 'keep') await wiki.editSection(mediawiki, title, text);
        else
          await wiki.editPage(mediawiki, title, text, `More about it (${i})`, {
            look: i % 2 === 0 ? ['preview'] : ['changes'],
          });
      }
    }
    const talk: Due[] = [];
    for (const [title, subject, words] of TALK) {
      const topic = `${subject} ${round + 1}`;
      await wiki.startTalk(mediawiki, title, topic, words);
    }
    await wiki.searchWiki(mediawiki, titles[0]!.split(' ')[0]!);

    // Ben comes by.
    const due = new Map<string, Due>();
    for (const [fate, title, text] of plan) {
      const thing = wiki.pageThing(mediawiki, title);
      if (fate === 'revert') {
        due.set(title, note.due(thing, 'reverted', -1));
        await apps.wiki.undoLast('Ben', title);
      } else if (fate === 'rollback') {
        due.set(title, note.due(thing, 'reverted', -1));
        await apps.wiki.rollback('Admin', title);
      } else if (fate === 'reword') {
        due.set(title, note.due(thing, 'reworded', -1));
        const words = text.split(' ');
        const kept = words.slice(0, Math.ceil(words.length * 0.6)).join(' ');
        const now = await apps.wiki.textOf(title);
        await apps.wiki.edit('Ben', title, now.replace(text, `${kept}, and nothing more is known to us.`), 'Shorter');
      } else if (fate === 'delete') {
        due.set(title, note.due(thing, 'deleted', -1));
        await apps.wiki.delete('Admin', title, 'Not for this wiki');
      }
    }
    for (const [i, [title]] of TALK.entries()) {
      const good = (round + i) % 2 === 0;
      talk.push(note.due(wiki.talkThing(mediawiki, title), 'answered', good ? 1 : -1, 'text'));
      await apps.wiki.append('Ben', `Talk:${title}`, `:${(good ? PRAISE : BLAME)[round % 3]} ~~~~`, 'Answer');
    }

    // And Ana again.
    for (const [fate, title] of plan) {
      const seen = due.get(title);
      await wiki.visitPage(mediawiki, title, seen ? [seen] : []);
      if (fate === 'revert')
        await follow(mediawiki, '#ca-history a', {
          kind: 'open history',
          verbs: ['press'],
          thing: wiki.pageThing(mediawiki, title),
        });
    }
    for (const [i, [title]] of TALK.entries()) await wiki.visitTalk(mediawiki, title, [talk[i]!]);

    // Her own second thoughts, refusals, and being too late.
    const [, again] = plan[0]!;
    await wiki.visitPage(mediawiki, again);
    await wiki.editPage(mediawiki, again, `Ask at the office about it, window ${round + 1}.`, 'Window');
    await wiki.undoOwn(mediawiki, again);
    await wiki.visitPage(mediawiki, again);
    await wiki.undoTyping(mediawiki, again);
    await wiki.abandonEditor(mediawiki, again);
    await conflict(plan[2]![0] === 'delete' ? plan[3]![1] : plan[2]![1], round);
    await wiki.visitPage(mediawiki, `No such page ${'abc'[round]}`, [], [{ family: 'failed', sign: -1 }]);
    if (round < 2) await refusedByProtection(plan.find(([fate], i) => i > 0 && fate !== 'delete')![1]);
  }

  /** Ben saves while her editor is open: the wiki shows her both texts and takes nothing. */
  async function conflict(title: string, round: number): Promise<void> {
    await wiki.visitPage(mediawiki, title);
    await wiki.openEditor(mediawiki, title);
    const now = await apps.wiki.textOf(title);
    await apps.wiki.edit(
      'Ben',
      title,
      now.replace('The office keeps this page.', `The office keeps this page, year ${round}.`),
      'Year',
    );
    await mediawiki.tab.click('#wpTextbox1');
    await mediawiki.tab.press('Control+a');
    await mediawiki.tab.type(`Another beginning, number ${round}, by somebody who was too slow.`);
    await wiki.save(mediawiki, title, 'Beginning', [{ family: 'refused', sign: -1 }]);
  }

  async function refusedByProtection(title: string): Promise<void> {
    await wiki.visitPage(mediawiki, title);
    await wiki.openEditor(mediawiki, title);
    await mediawiki.tab.click('#wpTextbox1');
    await mediawiki.tab.press('Control+End');
    await mediawiki.tab.type(' The warden has the last word here.');
    await apps.wiki.protect('Admin', title);
    await wiki.save(mediawiki, title, 'Warden', [{ family: 'refused', sign: -1 }]);
  }

  async function atTheTracker(round: number): Promise<void> {
    const plan = TICKET_PLAN.map((ticket, i) => ({ ticket, i })).filter(
      ({ i }) => i % 3 === round || (round === 0 && i === 13),
    );
    const filed: { readonly n: number; readonly fate: Fate; readonly seenIn: 'page' | 'mail' }[] = [];
    for (const {
      ticket: [fate, seenIn, summary, more],
      i,
    } of plan) {
      const n = await tracker.fileTicket(trac, summary, more, i % 4 === 0 ? 'pier' : '');
      filed.push({ n, fate, seenIn });
      if (i % 3 === 0)
        await tracker.comment(trac, n, `I went to look again today: it is still so, round ${round + 1}.`);
      if (i % 4 === 1) await tracker.changeField(trac, n, 'keywords', 'soon');
      if (i % 5 === 2) {
        const file = join(folder, `sketch-${n}.txt`);
        writeFileSync(file, `A sketch of number ${n}.\n`);
        await tracker.attach(trac, n, file);
      }
      if (fate === 'reopened') await tracker.move(trac, n, 'resolve', ['close']);
    }
    const refusedAtFirst = await tracker.fileEmptyTicketFirst(trac, `The bell of buoy ${round + 3} is silent`);
    const page = `PierNotes${'ABC'[round]}`;
    await tracker.writeWiki(
      trac,
      page,
      'The notes of the pier are kept here by the office, one line for each day of the week.',
      true,
    );
    await tracker.writeWiki(
      trac,
      page,
      '\n\nOn Thursdays the divers look at the piles of the old bridge and write down what they found.',
      false,
    );
    await tracker.searchTracker(trac, 'pier');

    // Ben works through them.
    const onPage = new Map<number, Due[]>();
    const inList: Due[] = [];
    const inMail = new Map<number, Due[]>();
    for (const { n, fate, seenIn } of filed) {
      const due = await benMoves(n, fate, round);
      if (seenIn === 'mail')
        inMail.set(
          n,
          due.map((each) => ({ ...each, seenIn: 'mail' as const })),
        );
      else {
        // The list shows how each ticket stands; what is said of it is seen later, on its page.
        inList.push(...due.filter(({ family }) => family === 'moved_on'));
        onPage.set(
          n,
          due.filter(({ family }) => family !== 'moved_on'),
        );
      }
    }
    await apps.tracker.changeTicket('ben', refusedAtFirst, { action: 'accept' });
    inList.push(note.due(tracker.ticketThing(trac, refusedAtFirst), 'moved_on', 1));
    const notes = note.due(tracker.trackerPage(trac, page), round === 1 ? 'deleted' : 'reworded', -1);
    if (round === 1) await apps.tracker.deleteWiki('ben', page);
    else
      await apps.tracker.editWiki(
        'ben',
        page,
        'The notes of the pier are kept here by the office, one line for each day of the week.\n\nOn Thursdays the divers look at the piles of the harbour wall, no more.',
        'Shorter',
      );

    // Ana again: her mail first, then the list, then the pages.
    for (const [n, due] of inMail) await readMail(n, due);
    if (inMail.size > 0) await archiveMail([...inMail.keys()][0]!);
    await tracker.visitList(trac, inList);
    for (const [n, due] of onPage) await tracker.visitTicket(trac, n, due);
    await visit(trac, '/timeline', { kind: 'visit timeline' });
    await tracker.visitWiki(trac, page, [notes]);

    // What she does next with some of them.
    for (const [i, { n, fate }] of filed.entries()) {
      if (fate === 'wontfix') {
        await tracker.visitTicket(trac, n);
        await tracker.move(trac, n, 'reopen', ['reopen']);
        await tracker.comment(trac, n, 'Please think about it once more, I can help with the work.');
        await apps.tracker.changeTicket('ben', n, {
          comment: BLAME[(round + i) % 3]!,
          action: 'resolve',
          resolution: 'wontfix',
        });
        const due = [
          note.due(tracker.ticketThing(trac, n), 'moved_on', -1),
          note.due(tracker.ticketThing(trac, n), 'answered', -1, 'text'),
        ];
        await tracker.visitTicket(trac, n, due);
      } else if (fate === 'praised' || fate === 'accepted') {
        await tracker.visitTicket(trac, n);
        await tracker.comment(trac, n, `I will bring the papers on Friday, number ${n}.`);
        await apps.tracker.changeTicket('ben', n, {
          comment: PRAISE[(round + i) % 3]!,
          action: 'resolve',
          resolution: 'fixed',
        });
        await tracker.visitTicket(trac, n, [
          note.due(tracker.ticketThing(trac, n), 'moved_on', 1),
          note.due(tracker.ticketThing(trac, n), 'answered', 1, 'text'),
        ]);
      }
    }
    await tooLate(refusedAtFirst, round);
    if (await trac.tab.count('#attachments a.trac-rawlink')) await tracker.download(trac, refusedAtFirst);
    await visit(trac, '/ticket/9999', {
      kind: 'visit what is not there',
      thing: note.thing('ticket 9999?', 'ticket/9999'),
      brings: [{ family: 'failed', sign: -1 }],
    });
    await tracker.abandonTicket(trac);
    await visit(trac, '/report/6', { kind: 'visit list' });
    for (const { n } of filed.slice(0, 2)) await tracker.lookAndGoBack(trac, n);
  }

  async function benMoves(n: number, fate: Fate, round: number): Promise<Due[]> {
    const thing = tracker.ticketThing(trac, n);
    const says = (good: boolean) => (good ? PRAISE : BLAME)[(n + round) % 3]!;
    const change = apps.tracker.changeTicket;
    switch (fate) {
      case 'fixed':
        await change('ben', n, { comment: says(true), action: 'resolve', resolution: 'fixed' });
        return [note.due(thing, 'moved_on', 1), note.due(thing, 'answered', 1, 'text')];
      case 'wontfix':
      case 'invalid':
        await change('ben', n, { comment: says(false), action: 'resolve', resolution: fate });
        return [note.due(thing, 'moved_on', -1), note.due(thing, 'answered', -1, 'text')];
      case 'accepted':
        await change('ben', n, { action: 'accept' });
        return [note.due(thing, 'moved_on', 1)];
      case 'reassigned':
        await change('ben', n, { action: 'reassign', owner: 'ben' });
        return [note.due(thing, 'moved_on', null)];
      case 'reopened':
        await change('ben', n, { comment: says(false), action: 'reopen' });
        return [note.due(thing, 'moved_on', -1), note.due(thing, 'answered', -1, 'text')];
      case 'praised':
      case 'blamed':
        await change('ben', n, { comment: says(fate === 'praised') });
        return [note.due(thing, 'answered', fate === 'praised' ? 1 : -1, 'text')];
    }
  }

  /** Ben comments while she writes: her comment is refused, and sent again. */
  async function tooLate(n: number, round: number): Promise<void> {
    await tracker.visitTicket(trac, n);
    await apps.tracker.changeTicket('ben', n, { comment: `Noted, round ${round}.` });
    await tracker.comment(trac, n, 'The tone is there again, but only at low water.', [
      { family: 'refused', sign: -1 },
    ]);
    await tracker.sendAgain(trac, n);
  }

  /** The mail about a ticket, opened from the inbox. */
  async function readMail(n: number, due: readonly Due[]): Promise<void> {
    const thing = tracker.ticketThing(trac, n);
    const mail = await until(() => apps.tracker.mailsTo('ana').findLast(({ subject }) => subject.includes(`#${n}:`)));
    await visit(post, '/inbox', { kind: 'visit inbox' });
    await follow(post, `a[href$="/mail/${mail.id}"]`, {
      kind: 'open mail',
      thing: note.thing(`mail ${mail.id}`, `mail/${mail.id}(?![\\w-])`),
      onItsPage: false,
      near: [thing],
      shows: due,
    });
    await wait(500);
  }

  async function archiveMail(n: number): Promise<void> {
    const id = /\/mail\/([\w-]+)/.exec(await post.tab.url())?.[1] ?? '';
    await leadsOn(
      post,
      {
        kind: 'archive mail',
        verbs: ['archive', 'send', 'submit', 'press'],
        thing: note.thing(`mail ${id}`, `mail/${id}(?![\\w-])`),
        near: [tracker.ticketThing(trac, n)],
      },
      () => post.tab.click('form[action$="/archive"] button'),
    );
  }

  /** Asks the helper, copies its answer and pastes it into a page and a ticket. */
  async function withTheHelper(round: number): Promise<void> {
    const chat = note.thing(`chat ${round}`, `/c/${round}(?!\\d)`);
    const { tab } = helper;
    await visit(helper, `/c/${round}`, { thing: chat });
    for (let turn = 0; turn < 2; turn++) {
      await here(
        helper,
        {
          kind: 'prompt',
          verbs: ['prompt', 'send', 'submit', 'save', 'comment'],
          thing: chat,
          onTheWay: ['edit', 'press'],
        },
        async () => {
          await tab.click('textarea');
          await tab.type(turn === 0 ? 'Write one sentence for our harbour page' : 'Another one, shorter please');
          await tab.click('form button');
          await tab.waitFor('the answer', (n: number) => document.querySelectorAll('article.answer').length > n, turn);
        },
      );
      await here(helper, { kind: 'copy', verbs: ['copy'], thing: chat }, async () => {
        await tab.click(`#log article:nth-of-type(${turn * 2 + 2}) p`, 3);
        await tab.press('Control+c');
      });
      const title = `Helper notes ${'abc'[round]}${turn}`;
      const thing = turn === 0 ? wiki.pageThing(mediawiki, title) : tracker.ticketThing(trac, 1 + round);
      const desk = turn === 0 ? mediawiki : trac;
      if (turn === 0)
        await visit(mediawiki, `/index.php?title=${title.replaceAll(' ', '_')}&action=edit`, {
          kind: 'visit editor of new page',
          thing,
        });
      else await visit(trac, `/ticket/${1 + round}`, { thing });
      await here(desk, { kind: 'paste', verbs: ['paste'], thing, near: [chat] }, async () => {
        await desk.tab.click(turn === 0 ? '#wpTextbox1' : '#comment');
        await desk.tab.press('Control+v');
      });
      if (turn === 0) {
        await wiki.save(mediawiki, title, 'With some help', [], ['create']);
        await apps.wiki.edit('Ben', title, 'Nothing is known about this.', 'No');
        await wiki.visitPage(mediawiki, title, [note.due(thing, 'reverted', -1)]);
      } else await tracker.comment(trac, 1 + round, ' (from the helper)');
      await here(helper, { kind: 'switch tab', verbs: ['return', 'visit'], thing: chat }, () => tab.front());
    }
  }

  /** Small things that happen to everybody. */
  async function slips(round: number): Promise<void> {
    const thing = tracker.ticketThing(trac, 2 + round);
    await tracker.visitTicket(trac, 2 + round);
    await here(
      trac,
      { kind: 'type', verbs: ['undo'], thing, onTheWay: ['edit'], brings: [{ family: 'undone', sign: -1 }] },
      async () => {
        await trac.tab.click('#comment');
        await trac.tab.type('by mistake');
        await trac.tab.press('Control+z');
      },
    );
    await here(trac, { kind: 'redo keys', verbs: ['redo'], thing }, () => trac.tab.press('Control+Shift+z'));
    await here(trac, { kind: 'cut', verbs: ['cut'], thing }, async () => {
      await trac.tab.press('Control+a');
      await trac.tab.press('Control+x');
    });
    for (const desk of [mediawiki, trac])
      await here(desk, { kind: 'switch tab', verbs: ['return', 'visit'] }, () => desk.tab.front());
  }
}

async function until<R>(look: () => R | undefined): Promise<R> {
  for (let tries = 0; tries < 100; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await wait(100);
  }
  throw new Error('The mail did not come.');
}
