// Issue 5 §1: series ("vierteljährlich je Sozialraum") and copies keep what belongs together editable as one. By keyboard.
import type { Locator } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { inDays, planTeamtreffen } from '../../pages/events.ts';

const QUARTER = 91;

async function tick(box: Locator): Promise<void> {
  await box.press('Space');
  await expect(box).toBeChecked();
}

test('a Teamtreffen is made quarterly for two Sozialräume, and the later ones are changed together', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const first = await planTeamtreffen(page, 'Reihenteam', 'Stadt Bendorf');
  await page.getByRole('link', { name: 'Als Vorlage für weitere nehmen' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Weitere Termine anlegen' })).toBeVisible();

  // Three more quarters are proposed, on the same weekday, and can be changed.
  const date = (number: number) => page.getByLabel(`${String(number)}. weiterer Termin`);
  for (const number of [1, 2, 3]) await expect(date(number)).toHaveValue(inDays(20 + number * QUARTER));
  await expect(page.getByText('Es entstehen 3 Entwürfe.')).toBeVisible();
  await page.getByRole('button', { name: 'Termin hinzufügen' }).press('Enter');
  await expect(date(4)).toHaveValue(inDays(20 + 4 * QUARTER));
  await page.getByRole('button', { name: 'Letzten Termin entfernen' }).press('Enter');
  await expect(date(4)).toHaveCount(0);

  const regions = page.getByRole('group', { name: 'Sozialräume' });
  await tick(regions.getByLabel('Stadt Bendorf'));
  await tick(regions.getByLabel('VG Pellenz'));
  await expect(page.getByLabel('Auch am Tag des Termins')).toBeChecked();
  await expect(page.getByText('Es entstehen 7 Entwürfe.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'VG Pellenz' })).toHaveCount(4);

  // A day that has passed is named at its field, and nothing is lost by it.
  await date(1).fill(inDays(-1));
  await page.getByRole('button', { name: 'Entwürfe anlegen' }).press('Enter');
  await expect(page.locator('.outcome').filter({ hasText: 'Dieser Tag ist schon vorbei.' })).toBeFocused();
  await expect(regions.getByLabel('VG Pellenz')).toBeChecked();
  await date(1).fill(inDays(20 + QUARTER));
  await expectOneName(page);
  await expectGoodLook(page, 'form of a series');
  await page.getByRole('button', { name: 'Entwürfe anlegen' }).press('Enter');

  await expect(page.getByRole('heading', { name: 'Teil der Reihe »Reihenteam«: 8 Termine' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(first);
  const members = (name: RegExp) => page.getByRole('main').getByRole('link', { name });
  await expect(members(/, VG Pellenz: Reihenteam$/)).toHaveCount(4);
  await expect(members(/, Stadt Bendorf: Reihenteam$/)).toHaveCount(3);
  await expectGoodLook(page, 'event of a series');

  // They stand in the calendar as drafts, each for its own Sozialraum.
  await page.goto(`/app/veranstaltungen/kalender?monat=${inDays(20 + QUARTER).slice(0, 7)}&ansicht=liste`);
  const rows = page.getByRole('row', { name: /Reihenteam/ });
  await expect(rows).toHaveCount(2);
  const pellenz = rows.filter({ hasText: 'VG Pellenz' });
  await expect(pellenz.getByRole('cell', { name: 'Entwurf', exact: true })).toBeVisible();
  await pellenz.getByRole('link', { name: 'Reihenteam' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Reihenteam' })).toBeVisible();

  // The title of this one and of all from its day on.
  await page.getByRole('link', { name: 'Bearbeiten', exact: true }).press('Enter');
  const question = page.getByRole('group', { name: 'Wofür gilt die Änderung?' });
  await expect(question.getByLabel('Nur dieser Termin')).toBeChecked();
  await page.getByLabel('Titel').fill('Runder Tisch der Reihe');
  await tick(question.getByLabel(/^Dieser und alle späteren .* \(5 weitere\)$/));
  await expectGoodLook(page, 'planning form of a series');
  await page.getByRole('button', { name: 'Speichern' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Runder Tisch der Reihe' })).toBeVisible();
  await expect(members(/: Runder Tisch der Reihe$/)).toHaveCount(5);
  await expect(members(/: Reihenteam$/)).toHaveCount(2);

  // Only this one.
  await page.getByRole('link', { name: 'Bearbeiten', exact: true }).press('Enter');
  await page.getByLabel('Titel').fill('Ein Treffen für sich');
  await page.getByRole('button', { name: 'Speichern' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Ein Treffen für sich' })).toBeVisible();
  await expect(members(/: Runder Tisch der Reihe$/)).toHaveCount(5);
});
