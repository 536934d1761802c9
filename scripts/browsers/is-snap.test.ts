import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isSnap } from './is-snap.ts';

const folder = mkdtempSync(join(tmpdir(), 'retrace-snap-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a snap is told by what stands in its place', () => {
  test('the script that starts the snap is one', () => {
    expect(isSnap(file('firefox', '#!/bin/sh\nexec /snap/bin/firefox "$@"\n'))).toBe(true);
  });

  test('the script that asks people to install the snap is one', () => {
    expect(isSnap(file('chromium-browser', '#!/bin/sh\necho "Please do: snap install chromium"\nexit 1\n'))).toBe(true);
  });

  test('a link to snap itself is one', () => {
    const link = join(folder, 'chromium');
    symlinkSync(file('snap', 'binary'), link);
    expect(isSnap(link)).toBe(true);
  });

  test("Debian's launcher script and a program are none", () => {
    expect(isSnap(file('launcher', '#!/bin/sh\nLIBDIR=/usr/lib/chromium\nexec $LIBDIR/chromium "$@"\n'))).toBe(false);
    expect(isSnap(file('program', Buffer.alloc(100_000, '/snap/bin/')))).toBe(false);
  });
});
