// What a KiSo does before going into the field, as the specs of several paths need it.
import type { Page } from '@playwright/test';
import { expect } from '../fixtures/portal.ts';

/** Waits until the shell lies on the device: the service worker answers for this page, and the questionnaires are kept. */
export async function visitOnce(page: Page): Promise<void> {
  await page.goto('/app/erhebungen');
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
  });
  // What the first visit fetched before the service worker was there is kept by the second one.
  await page.reload();
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
}
