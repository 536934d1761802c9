import { expect, test } from 'vitest';
import { bareZip, bomb, type Files, fixture, given, read, zipOf } from './export-for-tests.ts';
import { openExport } from './open-export.ts';

const TALK = fixture('claude-thinking-2025.json');
const problemOf = (files: Files) =>
  openExport(given(files)).then(
    () => null,
    (error: Error) => `${error.name}: ${error.message}`,
  );

test('a cut zip, a locked one and one that only is called so give no file at all, and say why', async () => {
  const whole = await zipOf({ 'conversations.json': TALK });
  const beside = { 'a.json': TALK };
  for (const zip of [whole.slice(0, whole.size - 30), whole.slice(0, 20), new Blob(['no zip'])]) {
    expect(await problemOf({ ...beside, 'cut.zip': zip })).toBe(
      'ExportProblem: cut.zip is not a whole zip archive. The download may have been cut short: download it again. Nothing was read.',
    );
  }
  expect(
    await problemOf({ ...beside, 'locked.zip': await zipOf({ 'conversations.json': TALK }, { password: 'pass' }) }),
  ).toBe(
    'ExportProblem: locked.zip is locked with a password. Unpack it, and choose the files in it. Nothing was read.',
  );
});

test('a zip whose bytes were changed is told when it is read, and what came before is whole', async () => {
  const zip = new Uint8Array(await (await zipOf({ 'conversations.json': TALK }, { level: 0 })).arrayBuffer());
  const at = Buffer.from(zip).indexOf('Hello there');
  zip[at] = zip[at]! ^ 1;
  const { report } = await read({ 'changed.zip': new Blob([zip]) });
  expect(report.problems.join()).toMatch(/changed\.zip\/conversations\.json cannot be read to its end\. It is damaged/);
});

test('names that lead out of the archive are passed over, and those of the system are no files', async () => {
  const { records, report } = await read({
    'out.zip': await zipOf({
      '../conversations.json': TALK,
      '/etc/x.json': TALK,
      'C:\\x.json': TALK,
      'a/../../b.json': TALK,
      '__MACOSX/._x.json': 'x',
    }),
  });
  expect(records).toEqual([]);
  expect(report.passedOver).toEqual({ 'its name leads out of the archive': 4 });
});

test('what unpacks to hundreds of times its size is not read on, in a zip or in a zip of it', async () => {
  const { records, report } = await read({ 'bomb.zip': bareZip([bomb('conversations.json')]) });
  expect(records).toEqual([]);
  expect(report.problems).toEqual([
    'bomb.zip/conversations.json unpacks to more than 500 times its size. It was made to fill a computer, and was not read on.',
  ]);
  const packed = await zipOf({
    'inner.zip': await zipOf({ 'x.json': `[${'0'.repeat(70 * 1024 * 1024)}` }, { level: 0 }),
  });
  expect(await problemOf({ 'outer.zip': packed })).toMatch(
    /outer\.zip\/inner\.zip unpacks to more than 500 times its size/,
  );
}, 60_000);

test('zips in a zip are read, stored or packed, but no deeper', async () => {
  const inner = await zipOf({ 'conversations.json': TALK });
  const { records } = await read({ 'loose.json': TALK });
  for (const level of [0, 6]) {
    expect((await read({ 'outer.zip': await zipOf({ 'inner.zip': inner }, { level }) })).records).toEqual(records);
  }
  const deep = await zipOf({ 'outer.zip': await zipOf({ 'inner.zip': inner }) });
  expect((await read({ 'deep.zip': deep })).report.passedOver).toEqual({ 'a zip in a zip in a zip': 1 });
});

test('sixty-six thousand pictures beside the talks are passed over', async () => {
  const pictures = Array.from({ length: 66_000 }, (_, i) => ({ name: `file-${i}.png`, data: new Uint8Array(0) }));
  const talk = { name: 'conversations.json', data: new TextEncoder().encode(TALK) };
  const { records, report } = await read({ 'big.zip': bareZip([...pictures, talk]) });
  expect(records).toHaveLength(3);
  expect(report.passedOver).toEqual({ 'no text of a talk': 66_000 });
}, 60_000);

test('a talk is read from a file without a telling name, and an encrypted file is told for what it is', async () => {
  expect((await read({ 'file-without-a-name': TALK })).records).toHaveLength(3);
  const { report } = await read({ 'backup.ndjson.gz.age': 'age-encryption.org/v1\n-> scrypt x' });
  expect(report.problems).toEqual([
    'backup.ndjson.gz.age is an encrypted backup: restore it, with its passphrase. Nothing of it was imported.',
  ]);
});
