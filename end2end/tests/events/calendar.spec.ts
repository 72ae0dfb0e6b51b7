// Issue 5 §1: the planning calendar with filters in the address, dates in each other's way, and what the rhythm lacks.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { inDays, planTeamtreffen, stranger } from '../../pages/events.ts';

// Elsewhere others plan the Teamtreffen that are missing here.
test.use({ baseURL: async ({ untouched }, use) => use(untouched.url) });

test('the calendar shows a month, its conflicts, and which Teamtreffen are missing', async ({ page, untouched, browser }) => {
  test.slow();
  await logIn(page, untouched, 'Koordination');
  await planTeamtreffen(page, 'Kalenderteam Bendorf', 'Stadt Bendorf');
  await planTeamtreffen(page, 'Kalenderteam Mendig', 'VG Mendig');
  await planTeamtreffen(page, 'Zweites Team Mendig', 'VG Mendig');

  await page.goto('/app/veranstaltungen');
  await page.getByRole('link', { name: 'Kalender', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Kalender' })).toBeVisible();
  const month = inDays(20).slice(0, 7);
  if (month !== inDays(0).slice(0, 7)) await page.getByRole('link', { name: 'Nächster Monat' }).press('Enter');
  const entry = page.getByRole('cell', { name: /Kalenderteam Bendorf/ });
  await expect(entry.getByRole('link', { name: '10:00 Kalenderteam Bendorf' })).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'calendar of a month');
  // On a phone the same address is a list, until the month is asked for.
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(page.getByRole('row', { name: /Kalenderteam Bendorf/ }).getByRole('cell', { name: 'Stadt Bendorf' })).toBeVisible();
  await expect(page.locator('.calendar__day').first()).toBeHidden();
  await page.getByRole('link', { name: 'Als Monat' }).press('Enter');
  await expect(entry.getByRole('link', { name: '10:00 Kalenderteam Bendorf' })).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 720 });

  // Two meetings of one team at once, and the team that has one in this quarter is not missed.
  await expect(page.getByText('beide sind für denselben Sozialraum').first()).toBeVisible();
  const quarter = `${['I', 'II', 'III', 'IV'][Math.floor((Number(month.slice(5)) - 1) / 3)] ?? ''}. Quartal ${month.slice(0, 4)}`;
  const missing = page.getByRole('listitem').filter({ hasText: `${quarter}: kein Teamtreffen` });
  await expect(missing).toContainText('VG Pellenz');
  await expect(missing).not.toContainText('VG Mendig');

  // Filters stand in the address: the same after a reload, and for whoever gets the link.
  await page.getByLabel('Sozialraum').selectOption({ label: 'VG Mendig' });
  await expect(page.getByRole('link', { name: /Kalenderteam Bendorf/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Als Liste' }).press('Enter');
  const row = page.getByRole('row', { name: /Kalenderteam Mendig/ });
  await expect(row.getByRole('cell', { name: 'VG Mendig', exact: true })).toBeVisible();
  await page.reload();
  await expect(row).toBeVisible();
  await expect(page.getByRole('row', { name: /Kalenderteam Bendorf/ })).toHaveCount(0);
  await expectGoodLook(page, 'calendar as a list');
  await page.getByLabel('Stand').selectOption({ label: 'Abgesagt' });
  await expect(page.getByText('In diesem Monat gibt es dazu keine Veranstaltung.')).toBeVisible();
  expect(new URL(page.url()).searchParams.get('stand')).toBe('abgesagt');
  // An address that makes no sense is this month's calendar.
  await page.goto('/app/veranstaltungen/kalender?monat=2026-99&format=party');
  await expect(page.getByRole('link', { name: 'Nächster Monat' })).toBeVisible();

  // A KiSo has the same calendar without planning, and without what is for others.
  const kiso = await stranger(browser, untouched, true);
  await logIn(kiso, untouched, 'KiSo');
  await kiso.goto(`/app/veranstaltungen/kalender?monat=${month}&ansicht=liste`);
  await expect(kiso.getByRole('heading', { level: 1, name: 'Kalender' })).toBeVisible();
  await expect(kiso.getByRole('link', { name: 'Nächster Monat' })).toBeVisible();
  await expect(kiso.getByText('Was im Rhythmus fehlt')).toHaveCount(0);
  await expect(kiso.getByLabel('Stand')).toHaveCount(0);
  await kiso.context().close();
});
