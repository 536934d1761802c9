/** What the reports of the two test runners say, in one form. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Why, for each test that was skipped. */
  readonly skipped: readonly string[];
  /** What failed, with the first lines of its message: said again at the end, where a reader of a long log looks. */
  readonly failures: readonly string[];
}

const LINES_OF_A_MESSAGE = 6;

// Playwright colours its messages.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are control characters.
const COLOURS = /\u001b\[[0-9;]*m/g;

function failure(names: readonly string[], message = ''): string {
  const lines = message.replace(COLOURS, '').split('\n').filter(Boolean).slice(0, LINES_OF_A_MESSAGE);
  return [names.filter(Boolean).join(' › '), ...lines.map((line) => `    ${line}`)].join('\n');
}

/** The part we read of vitest's JSON report. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    /** The file, and why it could not be read. */
    readonly name?: string;
    readonly status?: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly ancestorTitles: readonly string[];
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** A test that cannot run here says why in its own name, or in that of its group. */
export function countOfVitest(report: VitestReport): Counts {
  const skipped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title);
  // A file that could not even be read has no tests to fail.
  const failed = report.numFailedTests || Math.min(1, report.numFailedTestSuites);
  const failures = report.testResults.flatMap(({ name = '', status, message, assertionResults }) => [
    ...(status === 'failed' && assertionResults.length === 0 ? [failure([name], message)] : []),
    ...assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ ancestorTitles, title, failureMessages }) =>
        failure([name, ...ancestorTitles, title], failureMessages?.[0]),
      ),
  ]);
  return { passed: report.numPassedTests, failed, skipped, failures };
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file?: string;
    readonly tests: readonly {
      readonly status: string;
      readonly projectName?: string;
      readonly results?: readonly { readonly error?: { readonly message?: string } }[];
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

/** The part we read of Playwright's JSON report. */
export interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  /** Errors outside any test. */
  readonly errors: readonly { readonly message?: string }[];
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
}

export function countOfPlaywright({ suites, errors, stats }: PlaywrightReport): Counts {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: suites.flatMap(skippedIn),
    failures: [...suites.flatMap(failedIn), ...errors.map(({ message }) => failure(['outside any test'], message))],
  };
}

function failedIn({ suites = [], specs = [] }: PlaywrightSuite): string[] {
  const here = specs.flatMap(({ title, file = '', tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName = '', results = [] }) =>
        failure([projectName, file, title], results.find(({ error }) => error)?.error?.message),
      ),
  );
  return [...here, ...suites.flatMap(failedIn)];
}

function skippedIn({ suites = [], specs = [] }: PlaywrightSuite): string[] {
  const here = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => annotations.find(({ type }) => type === 'skip')?.description ?? title),
  );
  return [...here, ...suites.flatMap(skippedIn)];
}
