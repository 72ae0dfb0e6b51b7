import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

/** What each role finds in its navigation, in this order; written down a second time on purpose. */
const AREAS: Record<string, string[]> = {
  Koordination: ['Veranstaltungen', 'Vor Ort', 'Fragebögen', 'Sozialraumbudget', 'Auszahlung', 'Abrechnung', 'Verzeichnis', 'Konten', 'Geräte', 'Zu prüfen', 'Protokoll'],
  Finanzen: ['Sozialraumbudget', 'Auszahlung', 'Abrechnung'],
  Kasse: ['Auszahlung'],
  KiSo: ['Erhebungen', 'Fragebögen', 'Veranstaltungen', 'Eigene Kitas', 'Dieses Gerät'],
  'Kita-Leitung': ['Veranstaltungen', 'Eigene Kita'],
  Anstellungsträger: ['Sozialraumbudget', 'Auszahlung', 'Abrechnung', 'Verzeichnis', 'Veranstaltungen'],
  Revision: ['Sozialraumbudget', 'Auszahlung', 'Abrechnung', 'Verzeichnis', 'Protokoll'],
};

for (const [role, areas] of Object.entries(AREAS)) {
  test(`${role}: every area is there and looks right at every width`, async ({ page, portal }) => {
    test.slow();
    await logIn(page, portal, role);
    const navigation = page.getByRole('navigation', { name: 'Bereiche' });
    await expect(navigation.getByRole('link')).toHaveText(['Übersicht', ...areas]);
    await expect(page.getByText('Alle Personen, Kitas und Zahlen sind erfunden.')).toBeVisible();
    await expectGoodLook(page, `${role}: overview`);
    for (const area of areas) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await navigation.getByRole('link', { name: area }).click();
      await expect(navigation.getByRole('link', { name: area })).toHaveAttribute('aria-current', 'page');
      await expect(page.getByText('Wird geladen …')).toHaveCount(0);
      await expectOneName(page);
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Seite nicht gefunden');
      await expectGoodLook(page, `${role}: ${area}`);
    }
  });
}
