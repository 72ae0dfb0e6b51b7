// Choosing a format fills what nobody has typed yet.
import { expectGoodLook, expectOneName, untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

test('a new event begins as its format usually is, and keeps what was typed', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen/neu');
  await untilLive(page);
  await page.getByLabel('Format').selectOption({ label: 'Fachtag' });
  await expect(page.getByLabel('Titel')).toHaveValue('Fachtag');
  await expect(page.getByLabel('Plätze')).toHaveValue('50');
  await expect(page.getByLabel('Mindestzahl')).toHaveValue('15');
  await expect(page.getByRole('group', { name: '1. Tag' }).getByLabel('Beginn')).toHaveValue('09:00');
  await expect(page.getByLabel('Nur Personen mit Konto')).toBeChecked();
  await expect(page.getByRole('group', { name: 'Rollen' }).getByLabel('KiSo')).toBeChecked();
  // An employer registers its KiSo for what is further training.
  await expect(page.getByRole('group', { name: 'Rollen' }).getByLabel('Anstellungsträger')).toBeChecked();

  // Guests confirm where a format is open to them.
  const hours = page.getByLabel('Stunden zum Bestätigen ohne Konto');
  await expect(hours).toHaveValue('');

  await page.getByLabel('Plätze').fill('30');
  await page.getByLabel('Format').selectOption({ label: 'Netzwerktreffen' });
  await expect(page.getByLabel('Titel')).toHaveValue('Netzwerktreffen');
  await expect(page.getByLabel('Plätze')).toHaveValue('30');
  await expect(page.getByLabel('Mindestzahl')).toHaveValue('');
  await expect(page.getByRole('group', { name: '1. Tag' }).getByLabel('Ende')).toHaveValue('16:30');
  await expect(page.getByLabel('Alle, auch ohne Konto')).toBeChecked();
  await expect(hours).toHaveValue('24');
});

test('what a new event begins with is written by the Koordination, and the built-in proposal comes back', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen');
  await page.getByRole('link', { name: 'Vorlagen der Formate' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Vorlagen der Formate' })).toBeVisible();
  await expectOneName(page);
  await expectGoodLook(page, 'proposals of formats');
  // No other test plans an event of this format.
  await page.getByRole('link', { name: 'Vernetzungstreffen im Trägerverbund', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^Vorlage: Vernetzungstreffen/ })).toBeVisible();
  await expectGoodLook(page, 'the proposal of a format');
  await page.getByLabel('Titel').fill('');
  await page.getByRole('button', { name: 'Vorlage speichern' }).press('Enter');
  await expect(page.getByLabel('Titel')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Titel').fill('Treffen der KiSo im Verbund');
  await page.getByLabel('Inhalte').fill('Ankommen\nAustausch');
  await page.getByLabel('Plätze').fill('18');
  await page.getByRole('button', { name: 'Vorlage speichern' }).press('Enter');
  await expect(page.getByText('Die Vorlage ist gespeichert.')).toBeVisible();

  await page.goto('/app/veranstaltungen/neu');
  await untilLive(page);
  await page.getByLabel('Format').selectOption({ label: 'Vernetzungstreffen im Trägerverbund' });
  await expect(page.getByLabel('Titel')).toHaveValue('Treffen der KiSo im Verbund');
  await expect(page.getByLabel('Inhalte')).toHaveValue('Ankommen\nAustausch');
  await expect(page.getByLabel('Plätze')).toHaveValue('18');

  await page.goto('/app/veranstaltungen/formate/vernetzungstreffen');
  await page.getByRole('button', { name: 'Mitgelieferte Vorlage wiederherstellen' }).press('Enter');
  await page.getByRole('button', { name: 'Wiederherstellen', exact: true }).press('Enter');
  await expect(page.getByText('Es gilt wieder die mitgelieferte Vorlage.')).toBeVisible();
  await expect(page.getByLabel('Plätze')).toHaveValue('20');
});
