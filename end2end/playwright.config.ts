// Browser tests. `cargo xtask test e2e` builds the server and the bundles and passes SERVER, SITE_DIR, CHROMIUM and HEADLESS_SHELL.
import { defineConfig, devices } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: ['tests/**/*.spec.ts', 'bugs/**/*.spec.ts'],
  outputDir: 'test-results',
  // A test that passes at the second try hides a fault: there is no second try.
  retries: 0,
  forbidOnly: true,
  fullyParallel: true,
  // One for each core of the smallest machine; `WORKERS` says otherwise.
  workers: Number(process.env['WORKERS'] ?? 2),
  // How long is waited for what must come: no measure of speed (that is `cargo xtask bench`), so a busy machine is no fault.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    // Writing down every step takes a sixth of the time of all tests; a picture of what failed costs nothing until it does.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      // The same engine without windows takes a third less time; benchmarks and pictures take the browser that people have.
      executablePath: process.env['HEADLESS_SHELL'] ?? process.env['CHROMIUM'],
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
