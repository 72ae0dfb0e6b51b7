// Choosing a format fills what nobody has typed yet.
import { untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

test('a new event begins as its format usually is, and keeps what was typed', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/veranstaltungen/neu');
  await untilLive(page);
  await page.getByLabel('Format').selectOption({ label: 'Fachtag' });
  await expect(page.getByLabel('Titel')).toHaveValue('Fachtag');
  await expect(page.getByLabel('Plätze')).toHaveValue('50');
  await expect(page.getByLabel('Mindestzahl')).toHaveValue('15');
  await expect(page.getByRole('group', { name: '1. Tag' }).getByLabel('Beginn')).toHaveValue('09:00');
  await expect(page.getByLabel('Nur Personen mit Konto')).toBeChecked();
  await expect(page.getByRole('group', { name: 'Rollen' }).getByLabel('KiSo')).toBeChecked();

  await page.getByLabel('Plätze').fill('30');
  await page.getByLabel('Format').selectOption({ label: 'Netzwerktreffen' });
  await expect(page.getByLabel('Titel')).toHaveValue('Netzwerktreffen');
  await expect(page.getByLabel('Plätze')).toHaveValue('30');
  await expect(page.getByLabel('Mindestzahl')).toHaveValue('');
  await expect(page.getByRole('group', { name: '1. Tag' }).getByLabel('Ende')).toHaveValue('16:30');
  await expect(page.getByLabel('Alle, auch ohne Konto')).toBeChecked();
});
