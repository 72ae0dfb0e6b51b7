// Q4: answers whose questionnaire is not on the device any more open with a sentence and a way out, never as a blank form.
import { logIn } from '../../fixtures/logins.ts';
import { expectGoodLook } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import { WORKS_WELL, beginSheet, saved } from '../../pages/field.ts';

test.use({ viewport: { width: 820, height: 1180 } });

test('a draft without its questionnaire is no blank form: it says so, and leaves as a file (Q4)', async ({ page, context }) => {
  const server = await startServer();
  try {
    await logIn(page, server, 'KiSo');
    const address = await beginSheet(page, server.url);
    await page.getByLabel(WORKS_WELL).fill('liegt noch hier');
    await saved(page);
    // The Erhebung has ended meanwhile, and the device no longer keeps its questionnaire.
    await context.route(/\/api\/v1\/sync\/packages/, (route) => route.fulfill({ json: [] }));
    await page.goto(`${server.url}/app/erhebungen`);
    await expect(page.getByText('Zurzeit ist in Ihren Kitas keine Erhebung offen.')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Neu ausfüllen/ })).toHaveCount(0);
    await page.goto(address);
    await expect(page.getByText('Dieser Fragebogen lässt sich auf dem Gerät nicht öffnen.')).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Als Datei sichern/ }).click();
    expect((await saving).suggestedFilename()).toMatch(/\.versiegelt$/);
    await expectGoodLook(page, 'answers without their questionnaire');
    await page.getByRole('link', { name: 'Zur Übersicht dieses Geräts' }).click();
    await expect(page.getByRole('cell', { name: '1 Antwort', exact: true })).toBeVisible();
  } finally {
    await page.close();
    await server.stop();
  }
});
