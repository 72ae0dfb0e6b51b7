// The designer as a person uses it.
import { expect, type Page } from '@playwright/test';
import { tabTo } from './keys.ts';

/** Adds a question by keyboard and types its text. */
export async function add(page: Page, kind: string, text: string): Promise<void> {
  const kinds = page.getByLabel('Neu hinzufügen');
  await tabTo(page, kinds);
  // Typing chooses; the first letters of another kind in between would begin anew.
  await kinds.selectOption({ label: kind });
  await tabTo(page, page.getByRole('button', { name: 'Hinzufügen', exact: true }));
  await page.keyboard.press('Enter');
  const field = page.locator('.editor textarea').first();
  await expect(field).toBeFocused();
  await page.keyboard.type(text);
}

export async function saved(page: Page): Promise<void> {
  await expect(page.locator('.design__saved')).toHaveAttribute('data-saved', 'true');
}

/** A new questionnaire from empty; ends in its designer. */
export async function begin(page: Page, title: string): Promise<void> {
  await page.goto('/app/frageboegen/neu');
  await page.getByLabel('Titel').fill(title);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/entwurf$/);
  await expect(page.getByRole('heading', { level: 1, name: `Entwurf: ${title}` })).toBeVisible();
}
