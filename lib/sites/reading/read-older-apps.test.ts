/** The generic readers on pages in the style of trackers, help desks and wikis whose server makes each page anew. */
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { anySite } from '../any-site.ts';

const read = (address: string, body: string, title = 'x') => {
  const page = parseHTML(`<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`)
    .document as unknown as Document;
  const url = new URL(address, 'http://desk.example');
  return {
    kind: anySite.kindOf(page, url),
    thread: anySite.threadOf(page, url),
    title: anySite.titleOf(page, url),
    own: anySite.ownAccountOf(page),
    state: anySite.stateOf(page, url),
    entities: anySite.entitiesOf(page, url),
    replies: anySite.repliesOf(page, url),
    mentions: anySite.mentionsOf(page, url),
  };
};
const brief = (replies: ReturnType<typeof read>['replies']) => replies.map(({ by, own, text }) => [by, own, text]);

const BOX = (open: string) => `
  <a href="#skip">Skip menu</a><nav><a href="/">Home</a></nav><h1>#1: Lift out of order</h1>
  <div id="body"><a name="skip" id="skip"></a>
    <div class="box card"><div class="card-header"><a href="/Ticket/Modify.html?id=1">The basics</a></div><div>
      <div class="status row"><div class="label">Status:</div><div class="value"><span>open</span></div></div>
      <div class="owner row"><div class="label">Owner:</div><div class="value">ben (Ben Miller)</div></div>
      <div class="row"><div class="label">Requestors:</div><div class="value">ana (Ana Lopez)</div></div>
      <form method="post"><select name="Status"><option value="" selected>open (unchanged)</option>
        <option value="closed">closed</option></select></form></div></div>
    <div class="box card"><div class="card-header"><a href="/Ticket/ModifyDates.html?id=1">Dates</a></div><div>${open}</div></div>
  </div>`;

test('a ticket tells its state in boxes that lead to where it is changed, and people by their account', () => {
  const seen = read('/Ticket/Display.html?id=1', BOX(''));
  expect(seen).toMatchObject({ kind: 'view', thread: 'url:/Ticket?id=1', title: '#1: Lift out of order' });
  expect(seen.state).toEqual({ status: 'open', assignee: '@ben' });
  expect(seen.mentions).toEqual([]);
});

const FORM = (chosen: string) => `<main><form method="post"><table>
  <tr><th>Title</th><td><input name="title" value="Lift out of order again"></td></tr>
  <tr><th>State</th><td><select name="f7"><option value="1">unread</option>
    <option value="8" selected>${chosen}</option></select></td>
  <th>Assigned To</th><td><select name="assignedto"><option value="-1" selected>- no selection -</option>
    <option value="4">ben</option></select></td></tr></table></form></main>`;

test('where a page is the form its thing is changed in, what is chosen there is its state', () => {
  const seen = read('/demo/issue1', FORM('in-progress'), 'Issue 1: Lift out of order again - Desk of the house');
  expect(seen.state).toEqual({ status: 'in-progress', assignee: 'none' });
  expect(seen).toMatchObject({ thread: 'url:/demo/issue1', title: 'Lift out of order again' });
});

test('what the address proposes to choose is no state', () => {
  expect(read('/Ticket/Update.html?id=1', FORM('resolved')).state).toMatchObject({ status: 'resolved' });
  expect(read('/Ticket/Update.html?id=1&DefaultStatus=resolved', FORM('resolved')).state.status).toBeUndefined();
});

test('a label over its value tells it, without names in the code', () => {
  const { state } = read(
    '/tickets/4/',
    `<h1>Lift</h1><div class="row"><div class="col"><small>Priority</small><p>3. Normal</p></div>
     <div class="col"><small>Status</small><p>Resolved</p></div><div class="col"><small>Queue</small><p>House</p></div></div>`,
  );
  expect(state).toEqual({ priority: 'normal', status: 'resolved' });
});

test('entries of a list of follow-ups are contributions, by whoever stands beside the time', () => {
  const entry = (by: string, words: string) =>
    `<li class="group-item"><h6>Update</h6><small><time datetime="2026-11-27T02:29:00Z">now</time> · ${by}</small><p>${words}</p></li>`;
  const { replies } = read(
    '/tickets/4/',
    `<nav>Logged in as: Ana Lopez (ana)</nav><h1>Lift</h1>
     <ul id="followup-list">${entry('ana', 'It stands still.')}${entry('ben', 'Somebody comes tomorrow.')}</ul>`,
  );
  expect(brief(replies)).toEqual([
    ['@ana', true, 'Update It stands still.'],
    ['@ben', false, 'Update Somebody comes tomorrow.'],
  ]);
});

test.each([
  [
    'over the cells of a row',
    `<p>Created on 2026-11-27.02:27 by ana, last changed by ben.</p><table class="messages">
     <tr><th><a href="msg3">msg3</a></th><th>Author: ben</th><th>Date: 2026-11-27.02:27:50</th></tr>
     <tr><td colspan="3"><pre>Somebody comes tomorrow.</pre></td></tr>
     <tr><th><a href="msg1">msg1</a></th><th>Author: ana</th><th>Date: 2026-11-26.02:27:50</th></tr>
     <tr><td colspan="3"><pre>It stands still.</pre></td></tr></table>`,
    [/^msg3$/, /^msg1$/],
  ],
  [
    'in the cell of the words',
    `<table><tr><td><span class="who">ben added on 2026-11-27 02:28:26:</span><div><p>Somebody comes tomorrow.</p></div></td></tr>
     <tr><td><span class="who">ana added on 2026-11-26 02:28:26:</span><div><p>It stands still.</p></div></td></tr></table>`,
    [/^@ben\|2026-11-27 02:28\|/, /^@ana\|2026-11-26 02:28\|/],
  ],
  [
    'in a heading',
    `<div id="p5"><h3>(2) By <a href="/t?u=ben">ben</a> on 2026-11-27 02:28:26 <a href="?raw">[source]</a></h3>
     <div><p>Somebody comes tomorrow.</p></div></div>
     <div id="p4"><h3>(1) By <a href="/t?u=ana">ana</a> on 2026-11-26 02:28:26</h3><div><p>It stands still.</p></div></div>`,
    [/^p5$/, /^p4$/],
  ],
])('a line of who and when, %s, begins a contribution', (_, body, keys) => {
  const { replies } = read(
    '/demo/issue1',
    `<nav>Hello, ana <a href="?@action=logout">Logout</a></nav><main>${body}</main>`,
  );
  expect(brief(replies)).toEqual([
    ['@ben', false, 'Somebody comes tomorrow.'],
    ['@ana', true, 'It stands still.'],
  ]);
  expect(replies.map(({ key }) => key)).toEqual(keys.map((key) => expect.stringMatching(key)));
});

test('a list that links numbers only has the titles beside them; a cell that can be changed shows its value', () => {
  const { mentions } = read(
    '/report/1',
    `<main><table><tr><th>
        #</th><th>
                                                                                              Status</th><th>Title</th></tr>
     <tr><td><a href="/tktview/5c19f3e509">5c19f3e509</a></td>
     <td><form><select><option>closed</option></select></form><div>open</div></td><td>Lift out of order</td></tr></table></main>`,
  );
  expect(mentions).toMatchObject([
    { thread: 'url:/tkt/5c19f3e509', title: 'Lift out of order', state: { status: 'open' } },
  ]);
});

test('changes listed in a form are mentioned', () => {
  const { kind, mentions } = read(
    '/doku.php?id=start&do=recent',
    `<main><h1>Recent changes</h1><form method="get"><ul><li>02:27 <a href="/doku.php?id=house:lift">house:lift</a></li></ul></form></main>`,
  );
  expect(kind).toBe('list');
  expect(mentions.map(({ thread }) => thread)).toEqual(['url:/doku.php/house:lift']);
});

test.each([
  ['This page does not exist anymore', '<p>You have followed a link to a page that is gone.</p>'],
  ['Diese Seite existiert nicht mehr', '<p>Sie sind einem Verweis gefolgt.</p>'],
  ['Page introuvable', ''],
])('a page whose heading says "%s" is of a thing that is gone, whatever it came with', (heading, more) => {
  const seen = read('/doku.php?id=house:lift', `<main><h1>${heading}</h1>${more}</main>`);
  expect(seen.state).toEqual({ gone: 1 });
  expect(seen.entities).toEqual(['url:desk.example/doku.php/house:lift']);
});

test('a page that its maker marked as missing is of a thing that is gone, if its address names one', () => {
  const missing = (address: string) => {
    const page = parseHTML('<html><body class="error404"><main><h1>Nothing here</h1></main></body></html>');
    return anySite.threadOf(page.document as unknown as Document, new URL(address, 'http://desk.example'));
  };
  expect(missing('/?p=99')).toBe('url:/?p=99');
  expect(missing('/old/')).toBeNull();
});

test('a thing that is only called so is there', () => {
  const state = '<dl><dt>Status</dt><dd>open</dd></dl>';
  expect(read('/issues/3', `<main><h1>Page not found</h1>${state}</main>`).state).toEqual({ status: 'open' });
  const long = `<p>${'How a page that is not found is to be told. '.repeat(20)}</p>`;
  expect(read('/wiki/NotFound', `<main><h1>Page not found</h1>${long}</main>`).state).toEqual({});
});

test('the part of a page that is called content inside a contribution is not the page', () => {
  const message = (by: string, words: string, n: number) =>
    `<div class="message odd" data-entry-id="${n}"><span class="user"><a href="/User?id=2">${by}</a></span>
     <time datetime="2026-11-2${n}T02:00:00Z"></time><div class="content">${words}</div></div>`;
  const { replies, title } = read(
    '/Ticket/History.html?id=1',
    `<h1>Lift out of order</h1><div>${message('ana', 'It stands still.', 6)}${message('ben', 'Tomorrow.', 7)}</div>`,
  );
  expect(title).toBe('Lift out of order');
  expect(replies.map(({ key, by }) => [key, by])).toEqual([
    ['entry-id:6', '@ana'],
    ['entry-id:7', '@ben'],
  ]);
});

test("a site's name in the only heading is not what its pages are called", () => {
  const { title } = read(
    '/rptview/1',
    '<div class="header"><h1>House</h1></div><main><p>x</p></main>',
    'House: All Tickets',
  );
  expect(title).toBe('All Tickets');
});

test.each([
  [
    'on what opens the menu that the way out is in',
    '<a href="#" data-toggle="dropdown"><span class="badge">3</span> ana</a><div><a href="/settings/">Settings</a> <a href="/logout/">Log out</a></div>',
  ],
  [
    "in the address of one's own page",
    '<ul><li><a href="/user/7/ana/">Profile</a></li><li><a href="/user/logout/">Log out</a></li></ul>',
  ],
  [
    'in a greeting',
    '<p class="userblock"><b>Hello, ana</b><br><a href="user7">Your details</a> <a href="?@action=logout">Logout</a></p>',
  ],
  [
    'beside a name in full',
    '<ul><li class="user">Logged in as: Ana Lopez (ana)</li><li><a href="?do=logout">Log out</a></li></ul>',
  ],
])('whose account is signed in is told %s', (_, frame) => {
  const { replies } = read(
    '/topic/5',
    `<nav>${frame}</nav><main><h1>Lift</h1><div class="comment" id="c1"><a class="author">ana</a><p>It stands still.</p></div></main>`,
  );
  expect(brief(replies)).toEqual([['@ana', true, 'It stands still.']]);
});

test.each([
  ['a link to change it', '<h1>When does it run <a href="/topic/update/5/">edit</a></h1>'],
  ['a remark', '<h1>When does it run <small><a href="/when/">when</a></small></h1>'],
  [
    'a menu around it',
    '<nav><ul><li><h1>When does it run</h1></li><li><a href="/topic/5/_edit">Edit</a></li></ul></nav>',
  ],
])('a heading is what the thing is called, without %s', (_, heading) => {
  expect(read('/topic/5', `${heading}<p>x</p>`, 'When does it run - House').title).toBe('When does it run');
});
