// Two devices of one KiSo: a draft goes on at the other, and two answers to one question both stay until somebody chooses.
import { expectGoodLook } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { WORKS_WELL, beginSheet, device, lookAgain, saved } from '../../pages/field.ts';

test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

test('two answers to one question: both devices show both, and the choice of one is the other one’s too', async ({ browser }) => {
  test.slow();
  // A server of its own: what others have begun in this Kita would lie on these devices as well.
  const portal = await startServer();
  const [tablet, desk] = [await device(browser, portal), await device(browser, portal)];
  try {
    const address = await beginSheet(tablet.page);
    await tablet.page.getByLabel(WORKS_WELL).fill('vor dem Funkloch');
    await saved(tablet.page);
    await expect(async () => {
      await desk.page.goto(address);
      await expect(desk.page.getByLabel(WORKS_WELL)).toHaveValue('vor dem Funkloch', { timeout: 5_000 });
    }).toPass();

    await Promise.all([tablet.context.setOffline(true), desk.context.setOffline(true)]);
    await tablet.page.getByLabel(WORKS_WELL).fill('Antwort vom Tablet');
    await desk.page.getByLabel(WORKS_WELL).fill('Antwort vom Büro');
    await Promise.all([saved(tablet.page), saved(desk.page)]);
    await Promise.all([tablet.context.setOffline(false), desk.context.setOffline(false)]);

    for (const { page } of [tablet, desk]) {
      await expect(async () => {
        await lookAgain(page);
        await expect(page.getByText('Auf eine Frage gibt es zwei Antworten.')).toBeVisible({ timeout: 1_000 });
      }).toPass();
    }
    await expectGoodLook(tablet.page, 'a draft with two answers to one question');
    for (const { page } of [tablet, desk]) {
      await page.getByRole('link', { name: 'Beide Antworten ansehen und wählen' }).click();
      const question = page.getByRole('region', { name: WORKS_WELL });
      await expect(question.getByRole('listitem')).toHaveCount(2);
      await expect(question.getByText('Antwort vom Tablet', { exact: true })).toBeVisible();
      await expect(question.getByText('Antwort vom Büro', { exact: true })).toBeVisible();
      await expect(question.getByText('Auf diesem Gerät')).toHaveCount(1);
    }
    await expectGoodLook(desk.page, 'two answers');

    await tablet.page.getByRole('button', { name: /^Diese Antwort behalten.*Antwort vom Büro/ }).click();
    await expect(tablet.page.getByText('Ihre Wahl ist auf diesem Gerät gespeichert.')).toBeVisible();
    await expect(tablet.page.locator('.outcome').filter({ hasText: 'Ihre Wahl' })).toBeFocused();
    for (const { page } of [tablet, desk]) {
      await expect(async () => {
        await lookAgain(page);
        await expect(page.getByText('hier ist nichts zu wählen')).toBeVisible({ timeout: 1_000 });
      }).toPass();
      await page.goto(address);
      await expect(page.getByLabel(WORKS_WELL)).toHaveValue('Antwort vom Büro');
      await expect(page.getByText('zwei Antworten')).toHaveCount(0);
    }
  } finally {
    await Promise.all([tablet.context.close(), desk.context.close()]);
    await portal.stop();
  }
});
