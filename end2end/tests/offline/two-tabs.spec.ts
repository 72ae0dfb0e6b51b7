// Two tabs of one browser: one of them talks to the server, both keep what is typed, and no edit overwrites another.
import type { Page } from '@playwright/test';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { IS_MISSING, WORKS_WELL, arrived, beginSheet, saved } from '../../pages/field.ts';

/** How many pages lead, and how many wait to. */
async function leaders(page: Page): Promise<{ held: number; pending: number }> {
  return page.evaluate(async () => {
    const { held, pending } = await navigator.locks.query();
    const count = (locks: LockInfo[] | undefined) => (locks ?? []).filter((lock) => lock.name?.startsWith('sozialraumportal-sync-')).length;
    return { held: count(held), pending: count(pending) };
  });
}

// Protocol sheets travel: on a server of its own they do not turn up on the devices of other tests, nor that of one test on the other's.
test.use({ baseURL: async ({ untouched }, use) => use(untouched.url) });

test('what is typed in the second tab is sent by the first; when the first is closed, the second takes over', async ({ page, context, untouched: server }) => {
  await logIn(page, server, 'KiSo');
  await page.goto(`${server.url}/app/geraet`);
  await expect(page.getByRole('button', { name: 'Gerät sperren' })).toBeVisible();
  await expect.poll(() => leaders(page)).toEqual({ held: 1, pending: 0 });

  const second = await context.newPage();
  await beginSheet(second, server.url);
  await expect.poll(() => leaders(second)).toEqual({ held: 1, pending: 1 });
  await second.getByLabel(WORKS_WELL).fill('aus dem zweiten Fenster');
  await saved(second);
  // The first tab shows it without being loaded anew, and says so only when the server has it.
  await expect(page.getByRole('cell', { name: /^Entwurf, .* beim Kreisjugendamt angekommen$/ })).toBeVisible();
  await expect(second.getByRole('banner')).toContainText('zuletzt gesendet');

  await page.close();
  await expect.poll(() => leaders(second)).toEqual({ held: 1, pending: 0 });
  await second.getByLabel(IS_MISSING).fill('nach dem Schließen');
  await saved(second);
  await arrived(second, server.url);
});

test('one draft in two tabs: both show both edits, none is lost (S8)', async ({ page, context, untouched: server }) => {
  await logIn(page, server, 'KiSo');
  const address = await beginSheet(page, server.url);
  const second = await context.newPage();
  await second.goto(address);
  await expect(second.getByLabel(WORKS_WELL)).toBeVisible();

  await page.getByLabel(WORKS_WELL).fill('erstes Fenster');
  await saved(page);
  await expect(second.getByLabel(WORKS_WELL)).toHaveValue('erstes Fenster');
  await second.getByLabel(IS_MISSING).fill('zweites Fenster');
  await saved(second);
  await expect(page.getByLabel(IS_MISSING)).toHaveValue('zweites Fenster');
  await page.getByLabel(WORKS_WELL).fill('erstes Fenster, weiter');
  await saved(page);

  await page.reload();
  await expect(page.getByLabel(WORKS_WELL)).toHaveValue('erstes Fenster, weiter');
  await expect(page.getByLabel(IS_MISSING)).toHaveValue('zweites Fenster');
  await expect(page.getByText('zwei Antworten')).toHaveCount(0);
  await arrived(page, server.url);
  await expect(page.getByRole('row', { name: /Entwurf/ })).toHaveCount(1);
});
