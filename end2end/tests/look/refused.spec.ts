// A page that a role may not use says so under a heading, and shows nothing of what it would have been.
import type { Page } from '@playwright/test';
import { expectNoBarrier, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { comeFromOverview } from '../../pages/zone.ts';

test.use({ expectedConsoleErrors: [/status of 40[34]/] });

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const REGISTERS = ['Koordination', 'KiSo', 'Kita-Leitung', 'Anstellungsträger'];
const DESIGNS = ['Koordination', 'KiSo'];
const READS_DIRECTORY = ['Koordination', 'Finanzen', 'KiSo', 'Kita-Leitung', 'Anstellungsträger', 'Revision'];

/** Who may use a page; written down a second time on purpose. */
const PAGES: { address: string; roles: string[] }[] = [
  { address: '/app/geraet', roles: ['KiSo'] },
  { address: '/app/erhebungen', roles: ['KiSo'] },
  { address: `/app/erhebungen/${NOWHERE}/${NOWHERE}`, roles: ['KiSo'] },
  { address: '/app/konten', roles: ['Koordination'] },
  { address: '/app/protokoll', roles: ['Koordination', 'Revision'] },
  { address: '/app/veranstaltungen', roles: REGISTERS },
  { address: '/app/veranstaltungen/kalender', roles: REGISTERS },
  { address: '/app/veranstaltungen/neu', roles: ['Koordination'] },
  { address: '/app/veranstaltungen/auswertung', roles: ['Koordination'] },
  { address: '/app/veranstaltungen/aufgaben', roles: ['Koordination'] },
  { address: '/app/veranstaltungen/vorlagen', roles: ['Koordination'] },
  { address: '/app/veranstaltungen/formate', roles: ['Koordination'] },
  { address: '/app/frageboegen', roles: DESIGNS },
  { address: '/app/frageboegen/einspielen', roles: DESIGNS },
  { address: '/app/frageboegen/erhebungen', roles: DESIGNS },
  { address: '/app/frageboegen/erhebungen/neu', roles: DESIGNS },
  { address: '/app/verzeichnis', roles: READS_DIRECTORY },
  { address: '/app/verzeichnis/kitas', roles: READS_DIRECTORY },
  { address: '/app/verzeichnis/kitas/neu', roles: ['Koordination'] },
  { address: '/app/verzeichnis/einspielen', roles: ['Koordination'] },
  { address: '/app/budget/2026', roles: ['Koordination', 'Finanzen', 'Anstellungsträger', 'Revision'] },
  { address: '/app/budget/2026/stellen', roles: ['Koordination', 'Anstellungsträger', 'Revision'] },
  { address: '/app/budget/2026/simulation', roles: ['Koordination', 'Finanzen', 'Revision'] },
  { address: '/app/budget/2026/index', roles: ['Koordination', 'Finanzen', 'Revision'] },
];

async function expectRefusal(page: Page, what: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Kein Recht für diese Seite' }), what).toBeVisible();
  await expectOneName(page);
  await expect(page.locator('main').locator('button, input, select, summary'), what).toHaveCount(0);
  await expect(page.locator('main').getByRole('link'), what).toHaveText(['Zur Übersicht']);
  // By which the log knows it: `failures.spec.ts` looks there.
  await expect(page.getByText(/^Nummer des Vorfalls: [A-Z2-9]{8}$/), what).toBeVisible();
}

for (const role of ['Koordination', 'Finanzen', 'Kasse', 'KiSo', 'Kita-Leitung', 'Anstellungsträger', 'Revision']) {
  test(`${role}: every page is there for it or says that the right is missing`, async ({ page, portal }) => {
    test.slow();
    await logIn(page, portal, role);
    for (const [place, { address, roles }] of PAGES.entries()) {
      // One is opened by its address, the others are come to by links: loading the zone anew for each took most of the time. Opened by
      // its address `every-page.spec.ts` looks at each, and `failures.spec.ts` at one that is refused.
      if (place === 0) await page.goto(address);
      else await comeFromOverview(page, address);
      if (roles.includes(role)) {
        await expect(page.getByRole('heading', { level: 1 }), address).toBeVisible();
        await expect(page.getByRole('heading', { name: 'Kein Recht für diese Seite' }), address).toHaveCount(0);
      } else {
        await expectRefusal(page, `${role} at ${address}`);
      }
    }
    await expectNoBarrier(page, `${role}: the last page`);
  });
}

test('what does not exist has a heading and a way back', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  for (const address of [
    `/app/verzeichnis/kitas/${NOWHERE}`,
    `/app/verzeichnis/kitas/${NOWHERE}/bearbeiten`,
    '/app/verzeichnis/gibt-es-nicht',
    `/app/frageboegen/${NOWHERE}`,
  ]) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: 'Seite nicht gefunden' }), address).toBeVisible();
    await expectOneName(page);
  }
});
