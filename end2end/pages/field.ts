// What a KiSo does before going into the field, as the specs of several paths need it.
import type { Page } from '@playwright/test';
import { expect } from '../fixtures/portal.ts';

/** What the service worker has come to, in words: an installation that failed leaves none. */
async function keptBy(): Promise<string> {
  const registration = await navigator.serviceWorker.getRegistration('/app');
  const worker = registration?.active ?? registration?.waiting ?? registration?.installing;
  const quota = await navigator.storage.estimate();
  if (!worker) return `no service worker; ${quota.usage} of ${quota.quota} bytes used`;
  return `${worker.state}, ${navigator.serviceWorker.controller ? 'in control' : 'not in control'}`;
}

/** Waits until the shell lies on the device: the service worker answers for this page, and the questionnaires are kept. */
export async function visitOnce(page: Page): Promise<void> {
  await page.goto('/app/erhebungen');
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  await expect.poll(() => page.evaluate(keptBy), { timeout: 30_000 }).toMatch(/^activated/);
  // What the first visit fetched before the service worker was there is kept by the second one.
  await page.reload();
  // A page that was on its way while the service worker began is in control from its next loading on.
  await expect.poll(() => page.evaluate(keptBy)).toBe('activated, in control');
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
}

/** The two questions of the demo's protocol sheet that take any text. */
export const WORKS_WELL = 'Was gelingt hier gut?';
export const IS_MISSING = 'Was fehlt den Familien?';

/** Begins a protocol sheet, whose changes travel while it is a draft; returns its address. */
export async function beginSheet(page: Page, origin = ''): Promise<string> {
  await page.goto(`${origin}/app/erhebungen`);
  await page.getByRole('button', { name: /^Neu ausfüllen.*Protokollbogen/ }).click();
  await expect(page.getByLabel(WORKS_WELL)).toBeVisible();
  return page.url();
}

/** Waits until everything typed is on disk. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'true');
}

/** Waits until the server has acknowledged every change of the only own draft on this device. */
export async function arrived(page: Page, origin = ''): Promise<void> {
  await page.goto(`${origin}/app/geraet`);
  await expect(page.getByRole('cell', { name: /^Entwurf, .* beim Kreisjugendamt angekommen$/ })).toBeVisible();
}
