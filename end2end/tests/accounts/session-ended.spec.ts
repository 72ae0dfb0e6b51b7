// A session that ended elsewhere, and somebody else who was faster: the entry stays, and there is a way on.
import type { Page } from '@playwright/test';
import { logIn, logInByForm } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

async function editKita(page: Page, number: string): Promise<void> {
  await page.goto(`/app/verzeichnis/kitas?search=${number}`);
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('link', { name: 'Bearbeiten' }).click();
}

test.describe('the session ended while a form was filled in', () => {
  test.use({ expectedConsoleErrors: [/status of 401/] });
  test('the entry stays, the login opens beside it, and saving works afterwards', async ({ page, context, portal }) => {
    await logInByForm(page, portal, 'Koordination');
    await editKita(page, '051');
    await page.getByLabel('Name').fill('Demo-Kita 051 behalten');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await expect(page.getByText('Was Sie eingegeben haben, bleibt hier stehen')).toBeVisible();
    await expect(page.locator('.outcome').first()).toBeFocused();

    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'In neuem Tab anmelden' }).click();
    const beside = await opened;
    await logInByForm(beside, portal, 'Koordination');
    await beside.close();
    await expect(page.getByLabel('Name')).toHaveValue('Demo-Kita 051 behalten');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Demo-Kita 051 behalten' })).toBeVisible();
  });
});

test.describe('somebody else saved meanwhile', () => {
  test.use({ expectedConsoleErrors: [/status of 409/] });
  test('the entry stays, and a second tab shows what holds now', async ({ page, context, portal }) => {
    await logIn(page, portal, 'Koordination');
    await editKita(page, '052');
    await page.getByLabel('Name').fill('Demo-Kita 052 von mir');
    const other = await context.newPage();
    await editKita(other, '052');
    await other.getByLabel('Name').fill('Demo-Kita 052 von anderen');
    await other.getByRole('button', { name: 'Speichern' }).click();
    await expect(other.getByRole('heading', { level: 1, name: 'Demo-Kita 052 von anderen' })).toBeVisible();

    await page.getByRole('button', { name: 'Speichern' }).click();
    await expect(page.getByText('Was Sie eingegeben haben, steht noch hier')).toBeVisible();
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Seite in neuem Tab öffnen' }).click();
    const beside = await opened;
    await expect(beside.getByLabel('Name')).toHaveValue('Demo-Kita 052 von anderen');
    await expect(page.getByLabel('Name')).toHaveValue('Demo-Kita 052 von mir');
  });
});
