// The pictures of docs/screenshots: what each role sees, with demo data. Taken anew by `cargo xtask screenshots`.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { untilLive } from '../fixtures/look.ts';
import { logIn } from '../fixtures/logins.ts';
import { expect, test } from '../fixtures/portal.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'screenshots');

const PHONE = { width: 360, height: 740 };
const TABLET = { width: 820, height: 1180 };
const DESK = { width: 1280, height: 900 };

async function shoot(page: Page, name: string): Promise<void> {
  await expect(page.getByText('Wird geladen …')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
}

test('public pages on a phone', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto('/');
  await untilLive(page);
  await shoot(page, 'start-phone');
  await page.goto('/veranstaltungen');
  await page.locator('main a[href^="/veranstaltungen/"]').first().click();
  await untilLive(page);
  await expect(page.getByRole('heading', { name: 'Anmeldung' })).toBeVisible();
  await shoot(page, 'event-phone');
});

test('the desk of the Koordination', async ({ page, portal }) => {
  test.slow();
  await page.setViewportSize(DESK);
  await logIn(page, portal, 'Koordination');
  await shoot(page, 'overview-desk');
  await page.goto('/app/budget/2026');
  await expect(page.getByRole('table', { name: 'Kitas' })).toBeVisible();
  await shoot(page, 'budget-desk');
  await page.goto('/app/verzeichnis/kitas');
  await expect(page.getByText('98 Einträge')).toBeVisible();
  await shoot(page, 'kitas-desk');
  await page.goto('/app/frageboegen/erhebungen');
  const running = page.getByRole('row').filter({ hasText: 'läuft' });
  await running.getByRole('link', { name: 'Elternbefragung zur Kita-Sozialarbeit' }).click();
  await expect(page.getByText('60 ausgefüllte Bögen')).toBeVisible();
  await shoot(page, 'results-desk');
  await page.goto('/app/veranstaltungen');
  await expect(page.getByRole('table', { name: 'Aktuelle Veranstaltungen' })).toBeVisible();
  await shoot(page, 'events-desk');
});

test('the tablet of a KiSo', async ({ page, portal }) => {
  await page.setViewportSize(TABLET);
  await logIn(page, portal, 'KiSo');
  await page.goto('/app/erhebungen');
  await page.getByRole('button', { name: /^Neu ausfüllen/ }).first().click();
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'true');
  await shoot(page, 'questionnaire-tablet');
  await page.goto('/app/geraet');
  await expect(page.getByRole('heading', { name: 'Dieses Gerät' })).toBeVisible();
  await shoot(page, 'device-tablet');
});
