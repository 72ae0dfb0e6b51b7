// A server is stopped as a service manager does it and started again; what cannot be used stops the start.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoLogins, logInByForm } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';

test('after a stop the database opens again, with the demo accounts whose passwords were printed once', async ({ page }) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), 'sozialraumportal-restart-'));
  const settings = { DATABASE_URL: `surrealkv://${join(folder, 'db')}` };
  try {
    const first = await startServer(settings);
    const printed = first.output();
    expect(demoLogins(first).length).toBeGreaterThanOrEqual(7);
    await first.stop();

    const second = await startServer(settings);
    try {
      expect(() => demoLogins(second)).toThrow('the server printed no logins');
      await logInByForm(page, { ...second, output: () => printed }, 'Finanzen');
    } finally {
      await second.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a wrong setting ends the start with its name and what is allowed', async () => {
  await expect(startServer({ CELL_MIN: '2' })).rejects.toThrow(/CELL_MIN: »2« geht nicht\. Erlaubt ist: eine Zahl von 3 bis 100\./);
  // Demo accounts are for this machine only.
  await expect(startServer({ PUBLIC_URL: 'https://portal.example' })).rejects.toThrow(/Demo-Konten nur, solange PUBLIC_URL auf localhost zeigt/);
});
