import { describe, expect, test } from 'vitest';
import { countOfPlaywright, countOfVitest } from './test-reports.ts';

describe("vitest's report", () => {
  const one = (status: string, title: string, ...ancestorTitles: string[]) => ({ status, title, ancestorTitles });

  test('tests that passed, failed and were skipped are counted, and a skipped one gives its group as the reason', () => {
    const testResults = [
      { assertionResults: [one('passed', 'a'), one('failed', 'b')] },
      { assertionResults: [one('skipped', 'c', 'the panel (no browser)'), one('todo', 'd')] },
    ];
    expect(countOfVitest({ numPassedTests: 1, numFailedTests: 1, numFailedTestSuites: 1, testResults })).toEqual({
      passed: 1,
      failed: 1,
      skipped: ['the panel (no browser)', 'd'],
      failures: ['b'],
    });
  });

  test('a file that could not be read counts as failed', () => {
    const report = { numPassedTests: 5, numFailedTests: 0, numFailedTestSuites: 1, testResults: [] };
    expect(countOfVitest(report).failed).toBe(1);
  });

  test('what failed is named by file, group and title with the first lines of its message', () => {
    const failed = { ...one('failed', 'b', 'a group'), failureMessages: ['expected 1\nto be 2'] };
    const testResults = [
      { name: 'a.test.ts', status: 'failed', assertionResults: [failed] },
      { name: 'b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
    ];
    const { failures } = countOfVitest({ numPassedTests: 0, numFailedTests: 1, numFailedTestSuites: 2, testResults });
    expect(failures).toEqual(['a.test.ts › a group › b\n    expected 1\n    to be 2', 'b.test.ts\n    no such file']);
  });
});

describe("Playwright's report", () => {
  const skip = (...annotations: { type: string; description?: string }[]) => ({ status: 'skipped', annotations });

  test('skipped tests give their reasons, at any depth', () => {
    const suites = [
      {
        specs: [{ title: 'the story', tests: [skip({ type: 'skip', description: 'no firefox is installed' })] }],
        suites: [{ specs: [{ title: 'an offer', tests: [skip(), { status: 'expected', annotations: [] }] }] }],
      },
    ];
    expect(countOfPlaywright({ suites, errors: [], stats: { expected: 1, unexpected: 0, flaky: 0 } })).toEqual({
      passed: 1,
      failed: 0,
      skipped: ['no firefox is installed', 'an offer'],
      failures: [],
    });
  });

  test('a flaky test and an error outside any test are failures', () => {
    const report = { suites: [], errors: [{}], stats: { expected: 0, unexpected: 1, flaky: 1 } };
    expect(countOfPlaywright(report).failed).toBe(3);
  });

  test('what failed is named by browser, file and title, its message without colours', () => {
    const results = [{ error: { message: '\u001b[31mtimed out\u001b[39m' } }];
    const tests = [{ status: 'unexpected', projectName: 'firefox', annotations: [], results }];
    const suites = [{ specs: [{ title: 'a story', file: 'story.spec.ts', tests }] }];
    const { failures } = countOfPlaywright({ suites, errors: [], stats: { expected: 0, unexpected: 1, flaky: 0 } });
    expect(failures).toEqual(['firefox › story.spec.ts › a story\n    timed out']);
  });
});
