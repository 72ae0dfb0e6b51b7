// A form that goes while a field has the focus: sent with Enter, or left with the browser's "back". The page after it lives.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { planSeminar } from '../../pages/events.ts';
import type { Page } from '@playwright/test';

/** A dead page shows its links and follows none. */
async function expectAlive(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Bereiche' }).getByRole('link', { name: 'Übersicht' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Übersicht' })).toBeVisible();
}

test.beforeEach(async ({ page, portal }) => logIn(page, portal, 'Koordination'));

test('a record of the directory is saved with Enter', async ({ page }) => {
  await page.goto('/app/verzeichnis/kitas?search=040');
  await page.getByRole('link', { name: '040' }).click();
  await page.getByRole('link', { name: 'Bearbeiten' }).click();
  await page.getByLabel('Name').fill('Demo-Kita 040 am Bach');
  await page.getByLabel('Name').press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Demo-Kita 040 am Bach' })).toBeVisible();
  await expectAlive(page);
});

test('a form is left with "back" while somebody types', async ({ page }) => {
  await page.goto('/app/verzeichnis/kitas?search=041');
  await page.getByRole('link', { name: '041' }).click();
  await page.getByRole('link', { name: 'Bearbeiten' }).click();
  await page.getByLabel('Name').pressSequentially(' neu');
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Bearbeiten' })).toBeVisible();
  await expectAlive(page);
});

test('a faulty form is left with one click on "Abbrechen"', async ({ page }) => {
  await page.goto('/app/verzeichnis/kitas?search=042');
  await page.getByRole('link', { name: '042' }).click();
  await page.getByRole('link', { name: 'Bearbeiten' }).click();
  await page.getByLabel('Name').fill('');
  await page.getByRole('link', { name: 'Abbrechen' }).click();
  await expect(page.getByRole('link', { name: 'Bearbeiten' })).toBeVisible();
});

test('an event is saved with Enter, and a year is chosen with it', async ({ page, portal }) => {
  // One of its own: others look for those of the demo by their titles.
  await planSeminar(page, portal, 'Startseminar mit Eingabetaste', 4, { draft: true });
  await page.getByRole('link', { name: 'Bearbeiten' }).click();
  const title = page.getByLabel('Titel');
  await title.fill('Ein Titel, der mit der Eingabetaste kommt');
  await title.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Ein Titel, der mit der Eingabetaste kommt' })).toBeVisible();
  await expectAlive(page);
  await page.goto('/app/budget');
  await page.getByRole('textbox').or(page.getByRole('spinbutton')).first().fill('2029');
  await page.getByRole('textbox').or(page.getByRole('spinbutton')).first().press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /2029/ })).toBeVisible();
  await expectAlive(page);
});

test('a record is begun from every list of the directory', async ({ page }) => {
  await page.goto('/app/verzeichnis');
  await expect(page.getByText('unbesetzte Stelle')).toBeVisible();
  const addresses = await page.getByRole('main').getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const lists = new Set(addresses.filter((address) => /^\/app\/verzeichnis\/(?!einspielen)[a-z-]+$/.test(address)));
  expect(lists.size).toBe(11);
  for (const list of lists) {
    await page.goto(list);
    await page.getByRole('link', { name: / anlegen$/ }).click();
    await expect(page.getByRole('button', { name: 'Speichern' })).toBeVisible();
  }
});
