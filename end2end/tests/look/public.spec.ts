import { expectGoodLook, expectOneName, untilLive } from '../../fixtures/look.ts';
import { expect, test } from '../../fixtures/portal.ts';

const PAGES = [
  '/',
  '/veranstaltungen',
  '/anmelden',
  '/passwort-vergessen',
  '/leichte-sprache',
  '/impressum',
  '/datenschutz',
  '/barrierefreiheit',
  '/rueckmeldung',
  '/rueckmeldung/danke',
];

for (const address of PAGES) {
  test(`${address} looks right at every width and asks no other server`, async ({ page, baseURL }) => {
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith('data:')) foreign.push(request.url());
    });
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(200);
    await untilLive(page);
    await expectOneName(page);
    await expectGoodLook(page, address);
    expect(foreign).toEqual([]);
  });
}

test('the legal pages name what only the office knows as gaps, and the banner says that it is a demo', async ({ page }) => {
  for (const address of ['/impressum', '/datenschutz', '/barrierefreiheit']) {
    await page.goto(address);
    await expect(page.getByText('[vom Amt zu ergänzen:').first()).toBeVisible();
    await expect(page.getByText('Alle Personen, Kitas und Zahlen sind erfunden.')).toBeVisible();
  }
});

test.describe('without WASM', () => {
  test.use({ javaScriptEnabled: false });
  test('every public page is there with heading and way onward', async ({ page }) => {
    for (const address of PAGES) {
      await page.goto(address);
      await expectOneName(page);
      await expect(page.getByRole('navigation', { name: 'Hauptnavigation' })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Impressum' })).toBeVisible();
    }
  });
});
