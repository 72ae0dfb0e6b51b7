// What the Koordination does before anybody is asked, as the specs of the public survey need it.
import type { BrowserContext, Page } from '@playwright/test';
import type { Rows } from '../fixtures/workbook.ts';
import { importWorkbook, openLink, planErhebung, publish } from './questionnaires.ts';

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
  await importWorkbook(page, { title, id: 'umfrage', ...sheets });
  await publish(page);
  await planErhebung(page);
  return openLink(page);
}
