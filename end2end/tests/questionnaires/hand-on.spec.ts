// A survey that goes round on the device of somebody who was logged in there: whoever answers gets to no page of theirs.
import { expectGoodLook } from '../../fixtures/look.ts';
import { logInByForm } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { openSurvey } from '../../pages/survey.ts';

test.use({ viewport: { width: 820, height: 1180 } });
test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED|status of 401/] });

test('a survey goes round once nobody is logged in, and "back" leads to no page of the staff zone', async ({ page, context, portal }) => {
  test.slow();
  // A session of its own: it is going to end.
  await logInByForm(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage geht reihum');
  const erhebung = page.url();
  const beside = await context.newPage();
  await beside.goto('/app/frageboegen');
  const zone = beside.getByRole('navigation', { name: 'Bereiche' });
  await expect(zone).toBeVisible();
  // A page that the browser kept is not shown as it stood to anybody but the one it was drawn for.
  const anew = beside.waitForEvent('load');
  await beside.evaluate(() => {
    localStorage.removeItem('me');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await anew;
  await expect(zone).toBeVisible();

  const begin = page.getByRole('button', { name: 'Auf diesem Gerät reihum ausfüllen lassen' });
  const agree = page.getByRole('button', { name: 'Abmelden und Umfrage öffnen' });
  await context.setOffline(true);
  await begin.click();
  const withdraw = page.getByRole('button', { name: 'Abbrechen', exact: true });
  await expect(withdraw).toBeFocused();
  // One line, as "Abbrechen" is, and the ring around that (3px, up to 4px away from it) touches nothing.
  const [above, below] = await Promise.all([agree, withdraw].map((button) => button.boundingBox()));
  if (!above || !below) throw new Error('the question has no buttons');
  expect(above.height).toBeLessThan(below.height + 8);
  expect(below.y - above.y - above.height).toBeGreaterThanOrEqual(7);
  await expect(page.getByText('bleiben verschlüsselt hier, bis Sie sich wieder anmelden')).toBeVisible();
  await agree.click();
  const refused = page.locator('.outcome').filter({ hasText: 'Die Abmeldung ist nicht bestätigt' });
  await expect(refused).toBeFocused();
  await expect(refused.getByRole('alert')).toContainText('Bitte geben Sie das Gerät bis dahin nicht aus der Hand.');
  await expectGoodLook(page, 'a survey that does not go round without network');
  expect(page.url()).toBe(erhebung);
  await context.setOffline(false);
  expect((await page.request.get('/api/v1/sync/ending')).status()).toBe(200);

  await begin.click();
  await agree.click();
  await expect(page).toHaveURL(`${address}?kiosk=1`);
  expect((await page.request.get('/api/v1/sync/ending')).status()).toBe(401);
  // Nobody has touched the page beside it.
  const nobody = { level: 1, name: 'Nicht angemeldet' };
  await expect(beside.getByRole('heading', nobody)).toBeVisible();
  await expect(zone).toHaveCount(0);
  await beside.close();

  const yes = page.getByLabel('Ja', { exact: true });
  await yes.check();
  await page.getByLabel('Woher kennen Sie es?').fill('vom Spielplatz');
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('button', { name: 'Absenden' }).click();
  await expect(page.getByRole('heading', { name: 'Vielen Dank!' })).toBeVisible();
  // What was there before the survey: the Erhebung, whose place it has taken, the overview, the login.
  await page.goBack();
  await expect(yes).not.toBeChecked();
  await page.goBack();
  // Blank, but there: the login's address has a fragment of its own.
  await expect(page).toHaveURL((url) => url.pathname === '/app');
  await expect(page.getByRole('heading', nobody)).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel('Passwort')).toHaveValue('');
  for (const typed of ['/app', new URL(erhebung).pathname]) {
    await page.goto(typed);
    await expect(page.getByRole('heading', nobody)).toBeVisible();
    await expect(page.getByText('Umfrage geht reihum')).toHaveCount(0);
  }
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.goto('/app');
  await expect(page.getByText('Auf diesem Gerät ist niemand angemeldet')).toBeVisible();
});
