// Accounts as the Koordination gives them.
import type { Page } from '@playwright/test';
import { expect } from '../fixtures/portal.ts';

/** Opens the form of invitations below the list of accounts. */
export async function openInvitations(page: Page): Promise<void> {
  await page.goto('/app/konten');
  await page.getByText('Jemanden einladen').click();
}

interface Invited {
  email: string;
  name: string;
  /** As the form calls it. */
  role: string;
  /** The person's place among those of the directory who may be chosen, from 1 on; some roles have none. */
  inDirectory?: number;
}

/** Fills in the open form and sends it; what is said to that is for the spec to look at. */
export async function invite(page: Page, { email, name, role, inDirectory }: Invited): Promise<void> {
  await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(email);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Rolle', { exact: true }).selectOption({ label: role });
  // Proposed as soon as the page knows what day it is in the office.
  if (role === 'Revision') await expect(page.getByLabel('Zugang bis', { exact: true })).not.toHaveValue('');
  if (inDirectory !== undefined) await page.getByLabel('Steht im Verzeichnis als').selectOption({ index: inDirectory });
  await page.getByRole('button', { name: 'Einladen', exact: true }).click();
}
