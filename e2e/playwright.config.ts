import { defineConfig } from '@playwright/test';

/** Playwright's runner for both browsers; which one a test drives is the project's name. A flaky test is a bug: no retries. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../artifacts/e2e',
  timeout: 120_000,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  projects: [{ name: 'chromium' }, { name: 'firefox' }],
});
