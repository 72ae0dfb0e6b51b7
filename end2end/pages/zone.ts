// Going from page to page of the staff zone as its own links do: the zone is not loaded anew, which takes most of the time of a page.
import type { Page } from '@playwright/test';
import { expect } from '../fixtures/portal.ts';

/** Follows a link to this address; the heading that is left is marked by `data-left`. Who calls waits for what stands there. */
export async function followLink(page: Page, address: string): Promise<void> {
  await page.evaluate((address) => {
    document.querySelector('h1')?.setAttribute('data-left', '');
    const link = Object.assign(document.createElement('a'), { href: address });
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
}

/** Goes to the overview and from there to this address. Ends when the overview is gone: what stands there now is of no page before. */
export async function comeFromOverview(page: Page, address: string): Promise<void> {
  const overview = page.getByRole('heading', { level: 1, name: 'Übersicht', exact: true });
  await followLink(page, '/app');
  await expect(overview, `from the overview to ${address}`).toBeVisible();
  await followLink(page, address);
  await expect(overview, address).toHaveCount(0);
}
