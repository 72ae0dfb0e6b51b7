// What the Koordination does before anybody is asked, as the specs of the public survey need it.
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '../fixtures/portal.ts';
import { workbook, type Rows } from '../fixtures/workbook.ts';

const SURVEY: Rows = [
  ['type', 'name', 'label::German (de)', 'label::العربية (ar)', 'required', 'relevant', 'parameters', 'appearance'],
  ['select_one ja_nein', 'kennt', 'Kennen Sie das Angebot?', 'هل تعرفون العرض؟', 'yes'],
  ['text', 'woher', 'Woher kennen Sie es?', 'من أين تعرفونه؟', '', "${kennt} = 'ja'", '', 'multiline'],
  ['range', 'note', 'Wie gefällt es Ihnen?', 'كم يعجبكم؟', '', '', 'start=1 end=5'],
  ['begin_group', 'familie', 'Ihre Familie', 'عائلتكم'],
  ['select_multiple alter', 'alter', 'Wie alt sind Ihre Kinder?', 'كم عمر أطفالكم؟'],
  ['rank alter', 'folge', 'Für wen ist es am wichtigsten?', 'لمن هو الأهم؟'],
  ['acknowledge', 'ok', 'Ich bin einverstanden.', 'أنا موافق.'],
  ['end_group'],
  ['begin_repeat', 'wunsch', 'Ihre Wünsche', 'أمنياتكم'],
  ['text', 'was', 'Was wünschen Sie sich?', 'ماذا تتمنون؟'],
  ['end_repeat'],
];
const CHOICES: Rows = [
  ['list_name', 'name', 'label::German (de)', 'label::العربية (ar)'],
  ['ja_nein', 'ja', 'Ja', 'نعم'],
  ['ja_nein', 'nein', 'Nein', 'لا'],
  ['alter', 'u3', 'unter 3', 'أقل من 3'],
  ['alter', 'ab3', 'ab 3', 'من 3'],
];

/** Where axe needs scripts and the pages are to be the server's all the same: the browser part never arrives. */
export async function withoutWasm(context: BrowserContext): Promise<void> {
  await context.route('**/umfrage/start.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
}

/** A published questionnaire, an Erhebung among parents and its link; ends on the page of the Erhebung. */
export async function openSurvey(page: Page, title: string, sheets = { survey: SURVEY, choices: CHOICES }): Promise<string> {
  const buffer = workbook({ ...sheets, settings: [['form_title', 'form_id'], [title, 'umfrage']] });
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.goto('/app/frageboegen/einspielen');
  await page.getByLabel('Datei', { exact: true }).setInputFiles({ name: 'umfrage.xlsx', mimeType, buffer });
  await page.getByRole('button', { name: 'Einspielen' }).click();
  await page.getByRole('link', { name: 'Entwurf ansehen' }).click();
  await page.getByRole('button', { name: /^Veröffentlichen/ }).click();
  await page.getByRole('button', { name: /^Wirklich veröffentlichen/ }).click();
  await page.getByRole('link', { name: 'Erhebung anlegen' }).click();
  await expect(page.getByLabel('Fassung')).toHaveValue('1');
  await page.getByLabel('Kita', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Methode').selectOption('schriftliche_befragung');
  await page.getByLabel('Wer wird befragt?').selectOption('eltern');
  await page.getByRole('button', { name: 'Anlegen' }).click();
  await expect(page.getByRole('heading', { name: 'Öffentliche Umfrage' })).toBeVisible();
  await page.getByRole('button', { name: 'Link erzeugen' }).click();
  const link = page.getByRole('link', { name: /\/umfrage\/[a-z2-9]{16}$/ });
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? '';
}
