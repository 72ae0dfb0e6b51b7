// The public survey: the Koordination makes a link, parents answer by phone in Arabic without JavaScript, counts appear.
import { fileBehind } from '../../fixtures/files.ts';
import { expectGoodLook, expectNoSidewaysScroll, expectOneName } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { WORKBOOK_TYPE } from '../../fixtures/workbook.ts';
import { openSurvey, openSurveyByHand, withoutWasm } from '../../pages/survey.ts';
import type { Browser, Page } from '@playwright/test';

/** A phone of 360 pixels in Arabic, with or without JavaScript; WASM is the business of survey-instant.spec.ts. */
async function phone(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 360, height: 740 }, javaScriptEnabled });
  await withoutWasm(context);
  return context.newPage();
}

const next = (page: Page) => page.getByRole('button', { name: 'التالي' }).click();

/** From the first page to thanks. */
async function answer(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel('لا', { exact: true }).check();
  await page.getByLabel('4', { exact: true }).check();
  await next(page);
  await page.getByLabel('أقل من 3').first().check();
  await next(page);
  await page.getByRole('button', { name: 'إرسال' }).click();
  await expect(page.getByRole('heading', { name: 'شكرًا جزيلًا!' })).toBeVisible();
}

test('a link is made, parents answer by phone in Arabic without JavaScript, and the counts appear', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurveyByHand(page, 'Umfrage auf dem Telefon');
  const code = page.getByRole('img', { name: 'QR-Code mit dem Link zur Umfrage' });
  await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);

  const first = await phone(browser, false);
  const answered = await first.goto(address);
  expect(answered?.status()).toBe(200);
  await expect(first.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(first.locator('html')).toHaveAttribute('lang', 'ar');
  await expectOneName(first);
  await expectNoSidewaysScroll(first, 'the first page of a survey on a phone');
  await expect(first.getByText('الصفحة 1 من 3')).toBeVisible();
  await expect(first.getByText('من أين تعرفونه؟')).toHaveCount(0);
  // A question begins where its language does.
  const legend = await first.getByRole('group', { name: 'كم يعجبكم؟' }).locator('legend').boundingBox();
  expect((legend?.x ?? 0) + (legend?.width ?? 0)).toBeGreaterThan(300);

  // Nothing answered: the page comes back and says so at the question.
  await next(first);
  await expect(first.getByText('يُرجى الإجابة عن هذا السؤال.').first()).toBeVisible();
  await first.getByLabel('نعم').check();
  await next(first);
  await expect(first.getByText('بناءً على إجاباتكم توجد أسئلة أخرى في هذه الصفحة.')).toBeVisible();
  await first.getByLabel('من أين تعرفونه؟').fill('من لوحة الإعلانات');
  await first.getByLabel('5', { exact: true }).check();
  // Another language keeps what was typed, and turns the page around.
  await first.getByRole('button', { name: 'Deutsch' }).click();
  await expect(first.locator('html')).toHaveAttribute('dir', 'ltr');
  await expect(first.getByLabel('Woher kennen Sie es?')).toHaveValue('من لوحة الإعلانات');
  await first.getByRole('button', { name: 'العربية' }).click();
  await expect(first.getByLabel('5', { exact: true })).toBeChecked();
  await next(first);

  await first.getByLabel('أقل من 3').first().check();
  await first.getByRole('combobox', { name: 'أقل من 3' }).selectOption('2');
  await first.getByRole('combobox', { name: 'من 3', exact: true }).selectOption('1');
  await first.getByLabel('نعم').check();
  await next(first);
  await first.getByLabel('ماذا تتمنون؟').fill('ملعب');
  await first.getByRole('button', { name: 'إضافة إدخال آخر' }).click();
  await expect(first.getByLabel('ماذا تتمنون؟')).toHaveCount(2);
  await expect(first.getByLabel('ماذا تتمنون؟').first()).toHaveValue('ملعب');
  await first.getByRole('button', { name: 'حذف هذا الإدخال' }).last().click();
  await first.getByRole('button', { name: 'السابق' }).click();
  await expect(first.getByRole('combobox', { name: 'أقل من 3' })).toHaveValue('2');
  await next(first);
  await first.getByRole('button', { name: 'إرسال' }).click();
  await expect(first.getByRole('heading', { name: 'شكرًا جزيلًا!' })).toBeVisible();
  await expect(first).toHaveURL(/\/danke\?/);
  await first.goto(address);
  await expect(first.getByRole('heading', { name: 'سبق أن أجاب شخص من هذا الجهاز.' })).toBeVisible();

  for (let parent = 0; parent < 5; parent += 1) {
    await answer(await phone(browser, false), address);
  }
  await page.reload();
  await expect(page.getByText('6 ausgefüllte Bögen')).toBeVisible();
  const counts = page.getByRole('row').filter({ hasText: 'unter 3' });
  await expect(counts.first()).toContainText('6');
  await expect(page.getByText('Anzahlen von 1 bis 4 werden nicht gezeigt.')).toBeVisible();
});

test('every state of a survey looks right on phone, tablet and desk', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage zum Ansehen');
  await expectGoodLook(page, 'an Erhebung with its link');

  // axe is a script; the pages need none.
  const parent = await phone(browser, true);
  await parent.goto(address);
  await expectGoodLook(parent, 'the first page of a survey');
  await next(parent);
  await expect(parent.getByRole('alert')).toBeVisible();
  await expectGoodLook(parent, 'a page of a survey that was refused');
  await parent.getByLabel('نعم').check();
  await next(parent);
  await expectGoodLook(parent, 'a page of a survey with further questions');
  await next(parent);
  await expectGoodLook(parent, 'a page with several answers, ranks and consent');
  await next(parent);
  await parent.getByRole('button', { name: 'إضافة إدخال آخر' }).click();
  await expectGoodLook(parent, 'a page with entries to add');
  await parent.getByRole('button', { name: 'إرسال' }).click();
  await expect(parent.getByRole('heading', { name: 'شكرًا جزيلًا!' })).toBeVisible();
  await expectGoodLook(parent, 'the thanks of a survey');
  await parent.goto(`${portal.url}/umfrage/abcdefghjkmnpqrs`);
  await expect(parent.getByRole('heading', { name: 'هذا الاستبيان غير موجود.' })).toBeVisible();
  await expectGoodLook(parent, 'a survey that does not exist');
});

test('a survey is put aside, goes on later on the same phone without JavaScript, and can be thrown away', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage zum Fortsetzen');
  const where = 'من أين تعرفونه؟';
  const pause = async (parent: Page): Promise<void> => {
    await parent.goto(address);
    await parent.getByLabel('نعم').check();
    await next(parent);
    await parent.getByLabel(where).fill('من لوحة الإعلانات');
    await parent.getByRole('button', { name: 'المتابعة لاحقًا' }).click();
    await expect(parent.getByRole('heading', { name: 'تم حفظ إجاباتكم على هذا الجهاز.' })).toBeVisible();
  };
  const first = await phone(browser, false);
  await pause(first);
  await expectNoSidewaysScroll(first, 'a survey that was put aside');
  await first.close();

  const later = await first.context().newPage();
  await later.goto(address);
  await expect(later.getByText('إجاباتكم السابقة ما زالت موجودة.')).toBeVisible();
  await expect(later.getByLabel(where)).toHaveValue('من لوحة الإعلانات');
  const elsewhere = await phone(browser, false);
  await elsewhere.goto(address);
  await expect(elsewhere.getByLabel(where)).toHaveCount(0);
  await later.getByRole('button', { name: 'حذف الإجابات التي بدأتم بها' }).click();
  await expect(later.getByLabel('نعم')).not.toBeChecked();
  await later.reload();
  await expect(later.getByText('إجاباتكم السابقة ما زالت موجودة.')).toHaveCount(0);

  // axe is a script; the pages need none.
  const seen = await phone(browser, true);
  await pause(seen);
  await expectOneName(seen);
  await expectGoodLook(seen, 'a survey that was put aside');
  await seen.goto(address);
  await expectGoodLook(seen, 'a survey that goes on');
});

test('a questionnaire is downloaded as XLSForm and comes in again as its next version', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/frageboegen');
  await page.getByRole('link', { name: 'Protokollbogen Hospitation' }).click();
  const buffer = await fileBehind(page.getByRole('link', { name: 'Als XLSForm herunterladen' }));
  await page.getByRole('link', { name: 'Nächste Fassung einspielen' }).click();
  await page.getByLabel('Datei', { exact: true }).setInputFiles({ name: 'wieder.xlsx', mimeType: WORKBOOK_TYPE, buffer });
  await page.getByRole('button', { name: 'Einspielen' }).click();
  await expect(page.getByText('„Protokollbogen Hospitation“ ist als Entwurf gespeichert.')).toBeVisible();
});
