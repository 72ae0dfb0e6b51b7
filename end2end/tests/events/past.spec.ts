// Issue 5: a fresh portal has a past: a Fachtag with certificates, and a Sozialraumteam with approved minutes.
import type { Locator, Page } from '@playwright/test';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

const FACHTAG = 'Fachtag »Übergänge gestalten«';

function planned(page: Page, title: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) });
}

test('the demo has a Fachtag that took place, counted and certified, and minutes that were approved', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen');
  const row = planned(page, FACHTAG);
  await expect(row.getByRole('cell', { name: 'Abgeschlossen', exact: true })).toBeVisible();
  const year = /\b\d{2}\.\d{2}\.(\d{4})\b/.exec(await row.innerText())?.[1] ?? '';

  // What is over stays at hand for a year; every year can be asked for.
  const years = page.getByRole('navigation', { name: 'Jahr' });
  await years.getByRole('link', { name: year, exact: true }).click();
  await expect(page.getByRole('table', { name: `Veranstaltungen ${year}` })).toBeVisible();
  await expect(years.getByRole('link', { name: year, exact: true })).toHaveAttribute('aria-current', 'true');
  await row.getByRole('link', { name: FACHTAG, exact: true }).click();
  await page.getByRole('main').getByRole('link', { name: 'Anwesenheit' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Mira Spontan' })).toContainText('ohne Anmeldung gekommen');
  // What is closed takes nobody in any more.
  await expect(page.getByRole('heading', { name: 'Ohne Anmeldung gekommen' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Abschluss und Bescheinigungen' }).click();
  await expect(page.getByRole('row', { name: /Mira Spontan.*ausgestellt am/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Lothar Erdacht.*weniger als 80 % besucht/ })).toBeVisible();

  await page.goto(`/app/veranstaltungen/auswertung?jahr=${year}`);
  const formats = page.getByRole('table', { name: `Formate ${year}` });
  await expect(formats.getByRole('row', { name: /Fachtag/ }).getByRole('cell', { name: /\d+ Stunden/ })).toBeVisible();
  const ever = page.getByRole('table', { name: 'Formate über alle Jahre' });
  await expect(ever.getByRole('row', { name: /Fachtag/ }).getByRole('cell', { name: new RegExp(`${year}: \\d`) })).toBeVisible();
  await expect(ever.getByRole('row', { name: /Fachtag/ }).getByRole('cell', { name: /\d+ Stunden/ })).toBeVisible();
  // Each year stands beside the others, with attendance and hours; so do Sozialräume over all of them.
  const compared = page.getByRole('table', { name: 'Vergleich der Jahre' });
  await expect(compared.getByRole('row', { name: new RegExp(`^${year}`) }).getByRole('cell', { name: /\d+ Stunden/ })).toBeVisible();
  const regions = page.getByRole('table', { name: 'Sozialräume über alle Jahre' });
  await expect(regions.getByRole('row', { name: /VG Pellenz/ })).toBeVisible();

  await page.goto('/app/veranstaltungen');
  await planned(page, 'Sozialraumteam Rhein-Mosel: Angebote in den Ferien').getByRole('link').click();
  await page.getByRole('main').getByRole('link', { name: 'Protokoll' }).click();
  await expect(page.getByText('genehmigt am')).toBeVisible();
});

test('the KiSo of the demo finds what is over among the own events', async ({ page, portal }) => {
  await logIn(page, portal, 'KiSo', '/app/veranstaltungen');
  const own = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: FACHTAG }) });
  await expect(own).toBeVisible();
  // Who was registered reads the minutes that the office has sent, and what became of their tasks.
  const minutes = page.getByRole('region', { name: 'Protokolle' });
  await minutes.getByText('Sozialraumteam Rhein-Mosel: Angebote in den Ferien').press('Enter');
  await expect(minutes.getByText('genehmigt am')).toBeVisible();
  await expect(minutes.getByText(/, erledigt$/).first()).toBeVisible();
  await expectGoodLook(page, 'own events with what is over');
  await own.getByRole('link', { name: FACHTAG, exact: true }).click();
  await expect(page.getByText('Die Veranstaltung hat stattgefunden.')).toBeVisible();
});
