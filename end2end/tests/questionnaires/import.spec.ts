// The Koordination's path: a workbook in, its faults, publishing, an Erhebung, results.
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { WORKBOOK_TYPE, workbook, type Rows } from '../../fixtures/workbook.ts';
import type { Page } from '@playwright/test';

const CHOICES: Rows = [
  ['list_name', 'name', 'label'],
  ['ja_nein', 'ja', 'Ja'],
  ['ja_nein', 'nein', 'Nein'],
];
const SURVEY: Rows = [
  ['type', 'name', 'label', 'required', 'relevant'],
  ['begin_group', 'angebot', 'Das Angebot'],
  ['select_one ja_nein', 'kennt', 'Kennen Sie das Angebot?', 'yes'],
  ['text', 'woher', 'Woher kennen Sie es?', '', "${kennt} = 'ja'"],
  ['end_group'],
];

async function sendFile(page: Page, survey: Rows, title: string): Promise<void> {
  const buffer = workbook({ survey, choices: CHOICES, settings: [['form_title', 'form_id'], [title, 'kurz']] });
  await page.getByLabel('Datei', { exact: true }).setInputFiles({ name: 'kurz.xlsx', mimeType: WORKBOOK_TYPE, buffer });
  await page.getByRole('button', { name: 'Einspielen' }).click();
}

test('a workbook is imported, published and used in an Erhebung', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await page.getByRole('link', { name: 'Fragebögen', exact: true }).first().click();
  await page.getByRole('link', { name: 'Fragebogen einspielen' }).click();
  await sendFile(page, SURVEY, 'Kurzbefragung');
  await expect(page.getByText('„Kurzbefragung“ ist als Entwurf gespeichert.')).toBeVisible();
  await expect(page.locator('.outcome').filter({ hasText: 'als Entwurf gespeichert' })).toBeFocused();
  await page.getByRole('link', { name: 'Entwurf ansehen' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Kurzbefragung' })).toBeVisible();
  await expect(page.getByText('Woher kennen Sie es?')).toBeVisible();
  // A double click asks, and does nothing yet.
  await page.getByRole('button', { name: 'Veröffentlichen: Kurzbefragung' }).dblclick();
  await expect(page.getByRole('button', { name: 'Abbrechen: Kurzbefragung' })).toBeFocused();
  await expectGoodLook(page, 'the question before publishing');
  await page.getByRole('button', { name: 'Wirklich veröffentlichen: Kurzbefragung' }).click();
  await expect(page.getByText('Fassung 1 ist veröffentlicht')).toBeVisible();
  await expect(page.locator('.outcome').filter({ hasText: 'Fassung 1 ist veröffentlicht' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Veröffentlichen' })).toHaveCount(0);

  await page.getByRole('link', { name: 'Erhebung anlegen' }).click();
  await expect(page.getByLabel('Fassung')).toHaveValue('1');
  await page.getByLabel('Kita', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Methode').selectOption('schriftliche_befragung');
  await page.getByLabel('Wer wird befragt?').selectOption('eltern');
  await page.getByRole('button', { name: 'Anlegen' }).click();
  await expect(page.getByText('Noch ist kein Bogen angekommen.')).toBeVisible();
  await expect(page).toHaveURL(/\/app\/frageboegen\/erhebungen\/[0-9a-f-]{36}$/);

  // Whoever plans another one in the same days is told, and may.
  await page.goto('/app/frageboegen/erhebungen/neu');
  await page.getByLabel('Kita', { exact: true }).selectOption({ index: 1 });
  const meeting = page.getByRole('status').filter({ hasText: 'In dieser Kita wird in diesen Tagen schon gefragt:' });
  await expect(meeting).toContainText('„Kurzbefragung“, Eltern');
  await expectGoodLook(page, 'an Erhebung that meets another one');
  await page.getByLabel('Letzter Tag').fill('2020-01-31');
  await page.getByLabel('Erster Tag').fill('2020-01-01');
  await expect(meeting).toHaveCount(0);
});

test('a faulty workbook is refused with every fault by its cell', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/422/);
  await logIn(page, portal, 'Koordination', '/app/frageboegen/einspielen');
  await sendFile(page, [['type', 'name', 'label'], ['selct_one ja_nein', 'a', 'A?'], ['text', '2b', 'B?']], 'Fehler');
  await expect(page.getByText('Fehler in der Datei. Es wurde nichts gespeichert')).toBeVisible();
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows.filter({ hasText: 'selct_one' })).toContainText('survey');
  await expect(rows.filter({ hasText: '„2b“' })).toContainText('3');
  await expectGoodLook(page, 'the faults of a workbook');

  await page.getByLabel('Datei', { exact: true }).setInputFiles({ name: 'brief.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await page.getByRole('button', { name: 'Einspielen' }).click();
  await expect(page.getByText('Diese Datei lässt sich nicht lesen.').first()).toBeVisible();
});

const XFORM = (label: string): string => `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Formular aus Kobo</h:title><model>
<instance><data id="kobo"><kinder/></data></instance>
<bind nodeset="/data/kinder" type="int" relevant="\${weg} = 1"/>
</model></h:head>
<h:body><input ref="/data/kinder">${label}</input></h:body>
</h:html>`;

test('the XML of a form from ODK or Kobo is imported, its faults by line and element', async ({ page, portal, expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/422/);
  await logIn(page, portal, 'Koordination', '/app/frageboegen/einspielen');
  const send = async (text: string): Promise<void> => {
    const file = { name: 'kobo.xml', mimeType: 'text/xml', buffer: Buffer.from(text) };
    await page.getByLabel('Datei', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Einspielen' }).click();
  };
  await send(XFORM('<label>Wie viele Kinder?</label>'));
  const fault = page.getByRole('row').filter({ hasText: '„weg“' });
  await expect(fault).toContainText('<bind nodeset="/data/kinder">');
  await expect(fault).toContainText('5');
  await expect(page.getByRole('columnheader', { name: 'Element' })).toBeVisible();
  await expectGoodLook(page, 'the faults of an XForm');

  await send(XFORM('<label>Wie viele Kinder?</label>').replace(/ relevant="[^"]*"/, ''));
  await expect(page.getByText('„Formular aus Kobo“ ist als Entwurf gespeichert.')).toBeVisible();
  await page.getByRole('link', { name: 'Entwurf ansehen' }).click();
  await expect(page.getByText('Wie viele Kinder?')).toBeVisible();
});

test('the survey of the demo shows counts and hides the one that is too small', async ({ untouched, page }) => {
  // Elsewhere others answer it.
  await logIn(page, untouched, 'Koordination', '/app/frageboegen/erhebungen');
  const running = page.getByRole('row').filter({ hasText: 'läuft' });
  await running.getByRole('link', { name: 'Elternbefragung zur Kita-Sozialarbeit' }).click();
  await expect(page.getByText('60 ausgefüllte Bögen')).toBeVisible();
  await expect(page.getByText('Anzahlen von 1 bis 4 werden nicht gezeigt.')).toBeVisible();
  const small = page.getByRole('row').filter({ hasText: 'zu wenige, nicht gezeigt' });
  await expect(small).toHaveCount(1);
  await expect(small).toContainText('Wohnen');
});

test('every page of questionnaires looks right on phone, tablet and desk', async ({ page, portal }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  for (const address of ['', '/einspielen', '/erhebungen', '/erhebungen/neu']) {
    await page.goto(`/app/frageboegen${address}`);
    await expect(page.locator('.loading')).toHaveCount(0);
    await expectOneName(page);
    await expectGoodLook(page, `/app/frageboegen${address}`);
  }
  for (const [list, title] of [['', 'Protokollbogen Hospitation'], ['/erhebungen', 'Elternbefragung zur Kita-Sozialarbeit']]) {
    await page.goto(`/app/frageboegen${list}`);
    await page.getByRole('link', { name: title }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expectGoodLook(page, `${title} below ${list}`);
  }
});
