// How a questionnaire comes to those who answer it, for the specs that need only the result: brought in, published, planned, and
// opened to everybody. `import.spec.ts`, and `designer.spec.ts` by keyboard, look at each of these steps.
import type { Page } from '@playwright/test';
import { expect } from '../fixtures/portal.ts';
import { WORKBOOK_TYPE, workbook, type Rows } from '../fixtures/workbook.ts';

export interface Questionnaire {
  title: string;
  /** Its name as a form, and that of its file. */
  id: string;
  survey: Rows;
  choices: Rows;
}

/** Brings a workbook in as a draft; ends on the page of the questionnaire. */
export async function importWorkbook(page: Page, { title, id, survey, choices }: Questionnaire, origin = ''): Promise<void> {
  const buffer = workbook({ survey, choices, settings: [['form_title', 'form_id'], [title, id]] });
  await page.goto(`${origin}/app/frageboegen/einspielen`);
  await page.getByLabel('Datei', { exact: true }).setInputFiles({ name: `${id}.xlsx`, mimeType: WORKBOOK_TYPE, buffer });
  await page.getByRole('button', { name: 'Einspielen' }).click();
  await page.getByRole('link', { name: 'Entwurf ansehen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Publishes the draft of the questionnaire whose page is open. */
export async function publish(page: Page, version = 1): Promise<void> {
  await page.getByRole('button', { name: /^Veröffentlichen/ }).click();
  await page.getByRole('button', { name: /^Wirklich veröffentlichen/ }).click();
  await expect(page.getByText(`Fassung ${version} ist veröffentlicht`)).toBeVisible();
}

interface Plan {
  method?: string;
  people?: string;
  /** The id of a Kita. */
  kita?: string;
  /** An ISO date; today where none is given. */
  begins?: string;
}

/**
 * Plans an Erhebung in the first Kita, in writing and among parents where nothing else is said, from the page of a questionnaire with
 * one version; ends on the page of the Erhebung.
 */
export async function planErhebung(page: Page, plan: Plan = {}): Promise<void> {
  const { method = 'schriftliche_befragung', people = 'eltern', kita, begins } = plan;
  await page.getByRole('link', { name: 'Erhebung anlegen' }).click();
  await expect(page.getByLabel('Fassung')).toHaveValue('1');
  await page.getByLabel('Kita', { exact: true }).selectOption(kita ?? { index: 1 });
  if (begins !== undefined) await page.getByLabel('Erster Tag').fill(begins);
  await page.getByLabel('Methode').selectOption(method);
  await page.getByLabel('Wer wird befragt?').selectOption(people);
  await page.getByRole('button', { name: 'Anlegen' }).click();
  await expect(page).toHaveURL(/\/app\/frageboegen\/erhebungen\/[0-9a-f-]{36}$/);
}

/** Opens the link of the Erhebung whose page is open, and returns it. */
export async function openLink(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Öffentliche Umfrage' })).toBeVisible();
  await page.getByRole('button', { name: 'Link erzeugen' }).click();
  const link = page.getByRole('link', { name: /\/umfrage\/[a-z2-9]{16}$/ });
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? '';
}
