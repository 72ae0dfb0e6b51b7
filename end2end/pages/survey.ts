// What the Koordination does before anybody is asked, as the specs of the public survey need it.
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '../fixtures/portal.ts';
import { WORKBOOK_TYPE, workbook, type Rows } from '../fixtures/workbook.ts';
import { importWorkbook, openLink, planErhebung, publish, type Questionnaire } from './questionnaires.ts';

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

type Sheets = Pick<Questionnaire, 'survey' | 'choices'>;
const SHEETS: Sheets = { survey: SURVEY, choices: CHOICES };

/** A published questionnaire, an Erhebung among parents and its link, click by click; ends on the page of the Erhebung. */
export async function openSurveyByHand(page: Page, title: string): Promise<string> {
  await importWorkbook(page, { title, id: 'umfrage', ...SHEETS });
  await publish(page);
  await planErhebung(page);
  return openLink(page);
}

/**
 * The same for specs that need no more than the link: what the pages would send is sent by the page's session, and what they propose
 * is taken. `survey.spec.ts` makes a link by hand. Ends on the page of the Erhebung.
 */
export async function openSurvey(page: Page, title: string, sheets: Sheets = SHEETS): Promise<string> {
  const questionnaire = await bringIn(page, { title, id: 'umfrage', ...sheets });
  expect(await call(page, 'publish', { id: questionnaire })).toEqual({ outcome: 'published', version: 1 });
  const { request, input, kitas } = (await call(page, 'erhebung-form', {})) as Form;
  const asked = { methode: 'schriftliche_befragung', zielgruppe: 'eltern', kita: kitas[0]?.[0] ?? '', questionnaire, version: '1' };
  const id = (await call(page, 'create-erhebung', { input: { ...input, ...asked }, request })) as string;
  const before = (await call(page, 'planned', { id })) as Planned;
  await call(page, 'save-survey', { id, input: before.survey.input });
  const { survey } = (await call(page, 'planned', { id })) as Planned;
  const address = survey.link?.address ?? '';
  await page.goto(`/app/frageboegen/erhebungen/${id}`);
  await expect(page.getByRole('link', { name: address, exact: true })).toBeVisible();
  return address;
}

interface Form {
  request: string;
  input: Record<string, string>;
  /** Id and name of each. */
  kitas: [string, string][];
}

interface Planned {
  survey: { input: Record<string, string>; link: { address: string } | null };
}

/** Sends a workbook as its page does; the id of the questionnaire. */
async function bringIn(page: Page, { title, id, survey, choices }: Questionnaire): Promise<string> {
  const buffer = workbook({ survey, choices, settings: [['form_title', 'form_id'], [title, id]] });
  const file = { name: `${id}.xlsx`, mimeType: WORKBOOK_TYPE, buffer };
  const answer = await page.request.post('/api/v1/frageboegen/einspielen', { multipart: { questionnaire: '', request: '', file } });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { id: string }).id;
}

/** What a server function of the questionnaires answers. */
async function call(page: Page, name: string, data: unknown): Promise<unknown> {
  const answer = await page.request.post(`/api/fn/questionnaires/${name}`, { data, headers: { accept: 'application/json' } });
  expect(answer.status(), `${name}: ${await answer.text()}`).toBe(200);
  return answer.json();
}
