// The public survey with WASM: answers change at once what is asked, pages are turned without network, the server stores, and
// a page stays until it has answered.
import { expectGoodLook, untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, faultsOf, test } from '../../fixtures/portal.ts';
import { openSurvey } from '../../pages/survey.ts';
import type { Page } from '@playwright/test';

const WHERE = 'من أين تعرفونه؟';
const WISH = 'ماذا تتمنون؟';

const next = (page: Page) => page.getByRole('button', { name: 'التالي' }).click();

test('with WASM answers change the page at once, and only the last one needs the network', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage mit WASM');
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 360, height: 740 } });
  const parent = await context.newPage();
  const faults = faultsOf(parent);
  await parent.goto(address);
  await untilLive(parent);
  await context.setOffline(true);

  // Nothing answered: the page says so, leads there, and takes it back at the question that is answered.
  await next(parent);
  await expect(parent.locator('.outcome')).toBeFocused();
  await expect(parent.locator('.question .kern-error')).toHaveText('يُرجى الإجابة عن هذا السؤال.');
  await parent.getByLabel('نعم').check();
  await expect(parent.locator('.question .kern-error')).toHaveCount(0);
  await expect(parent.getByLabel('نعم')).toBeFocused();

  // Typed in the middle of a text: field, focus and caret stay while the page follows each letter.
  const where = parent.getByLabel(WHERE);
  await where.pressSequentially('لوحة');
  const field = await where.elementHandle();
  await where.press('Home');
  await where.pressSequentially('من ');
  await expect(where).toHaveValue('من لوحة');
  expect(await field?.evaluate((element) => element === document.activeElement)).toBe(true);
  await parent.getByLabel('لا', { exact: true }).check();
  await expect(where).toHaveCount(0);
  await parent.getByLabel('نعم').check();
  await expect(where).toHaveValue('من لوحة');
  await parent.getByLabel('5', { exact: true }).check();

  await parent.getByRole('button', { name: 'Deutsch' }).click();
  await expect(parent.locator('html')).toHaveAttribute('dir', 'ltr');
  await expect(parent.locator('html')).toHaveAttribute('lang', 'de');
  await expect(parent.getByRole('button', { name: 'Deutsch' })).toBeFocused();
  await expect(parent.getByLabel('Woher kennen Sie es?')).toHaveValue('من لوحة');
  await expectGoodLook(parent, 'a survey in the browser, in another language');
  await parent.getByRole('button', { name: 'العربية' }).click();
  await expect(parent.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(parent.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(parent.getByLabel('5', { exact: true })).toBeChecked();

  await next(parent);
  await expect(parent.getByText('الصفحة 2 من 3')).toBeFocused();
  await expect(parent).toHaveURL(address);
  await parent.getByLabel('أقل من 3').first().check();
  await parent.getByRole('combobox', { name: 'أقل من 3' }).selectOption('2');
  await parent.getByRole('combobox', { name: 'من 3', exact: true }).selectOption('1');
  await next(parent);
  await parent.getByLabel(WISH).fill('ملعب');
  await parent.getByRole('button', { name: 'إضافة إدخال آخر' }).click();
  await expect(parent.getByLabel(WISH)).toHaveCount(2);
  await expect(parent.getByLabel(WISH).last()).toBeFocused();
  await expect(parent.getByLabel(WISH).first()).toHaveValue('ملعب');
  await parent.getByRole('button', { name: 'حذف هذا الإدخال' }).last().click();
  await expect(parent.getByRole('button', { name: 'إضافة إدخال آخر' })).toBeFocused();
  await parent.getByRole('button', { name: 'السابق' }).click();
  await expect(parent.getByRole('combobox', { name: 'أقل من 3' })).toHaveValue('2');
  await next(parent);

  // Without network the last page stays where it is, and says so.
  await parent.getByRole('button', { name: 'إرسال' }).click();
  await expect(parent.getByText('لم ينجح ذلك الآن.')).toBeVisible();
  await expect(parent.locator('.outcome')).toBeFocused();
  await expect(parent.getByLabel(WISH)).toHaveValue('ملعب');
  await expectGoodLook(parent, 'a survey that waits for the network');
  await context.setOffline(false);
  await parent.getByRole('button', { name: 'إرسال' }).click();
  await expect(parent.getByRole('heading', { name: 'شكرًا جزيلًا!' })).toBeVisible();
  const others = faults.filter((fault) => !fault.includes('net::ERR_INTERNET_DISCONNECTED'));
  expect(others, 'errors in the console of the phone').toEqual([]);
  await context.close();

  await page.reload();
  await expect(page.getByText('1 ausgefüllter Bogen')).toBeVisible();
});

test('a server that cannot be reached takes nothing away, and trying again counts once', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage mit gestörter Leitung');
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 360, height: 740 } });
  let lost = 0;
  await context.route(address, async (route) => {
    if (route.request().method() !== 'POST' || lost === 2) return route.continue();
    // The first one does not arrive; the second one does, and its answer gets lost.
    if (lost === 1) await route.fetch({ maxRedirects: 0 });
    lost += 1;
    return route.abort();
  });
  const parent = await context.newPage();
  await parent.goto(address);
  await untilLive(parent);
  await parent.getByLabel('نعم').check();
  await parent.getByLabel(WHERE).fill('من الجيران');
  await next(parent);
  await next(parent);
  await parent.getByLabel(WISH).fill('ملعب');

  const again = parent.getByRole('button', { name: 'حاولوا مرة أخرى' });
  const settled = () => expect(parent.locator('#umfrage')).not.toHaveAttribute('inert');
  await parent.getByRole('button', { name: 'إرسال' }).click();
  await expect(parent.locator('.outcome')).toBeFocused();
  await expect(parent.getByText('تعذّر الوصول إلى البوابة.')).toBeVisible();
  await expect(parent).toHaveURL(address);
  await expect(parent.getByLabel(WISH)).toHaveValue('ملعب');
  await expectGoodLook(parent, 'a survey whose server was not reached');
  await again.click();
  await expect.poll(() => lost).toBe(2);
  await settled();
  await expect(parent.getByLabel(WISH)).toHaveValue('ملعب');
  // Still a page on which one can go back, with everything on it.
  await parent.getByRole('button', { name: 'السابق' }).click();
  await next(parent);
  await expect(parent.getByLabel(WISH)).toHaveValue('ملعب');
  await parent.getByRole('button', { name: 'إرسال' }).click();
  await expect(parent.getByRole('heading', { name: 'شكرًا جزيلًا!' })).toBeVisible();
  // The thanks can be reloaded, and this device has answered.
  await parent.reload();
  await expect(parent.getByRole('heading', { name: 'شكرًا جزيلًا!' })).toBeVisible();
  await parent.goto(address);
  await expect(parent.getByLabel('نعم')).toHaveCount(0);
  await context.close();

  await page.reload();
  await expect(page.getByText('1 ausgefüllter Bogen')).toBeVisible();
});

test('what was typed before WASM arrived is taken along, and one press turns one page', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage mit spätem WASM');
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 360, height: 740 } });
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await context.route('**/umfrage/start.js', async (route) => {
    await arrived;
    await route.continue();
  });
  const parent = await context.newPage();
  await parent.goto(address, { waitUntil: 'commit' });
  await parent.getByLabel('نعم').check();
  await expect(parent.getByLabel(WHERE)).toHaveCount(0);
  arrive();
  await untilLive(parent);
  await expect(parent.getByLabel(WHERE)).toBeVisible();
  await expect(parent.getByLabel('نعم')).toBeChecked();

  // Somebody could be recognised by a number: that is said while they type, and once more before the page is turned.
  await parent.getByLabel(WHERE).fill('0261 123456');
  await expect(parent.locator('.personal-hint')).toBeVisible();
  await next(parent);
  await expect(parent.locator('.outcome')).toBeFocused();
  await next(parent);
  await expect(parent.getByText('الصفحة 2 من 3')).toBeFocused();

  const press = (clicks: number) =>
    parent.getByRole('button', { name: 'التالي' }).evaluate((button, detail) => {
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }));
    }, clicks);
  await press(2);
  await expect(parent.getByText('الصفحة 2 من 3')).toBeVisible();
  await press(1);
  await expect(parent.getByText('الصفحة 3 من 3')).toBeVisible();
  // The browser's own way back leads from page to page too.
  await parent.goBack();
  await parent.goBack();
  await expect(parent.getByText('الصفحة 1 من 3')).toBeVisible();
  await expect(parent.getByLabel(WHERE)).toHaveValue('0261 123456');
  await parent.goForward();
  await expect(parent.getByText('الصفحة 2 من 3')).toBeVisible();
  await next(parent);
  await expect(parent.getByText('الصفحة 3 من 3')).toBeVisible();

  const asked = parent.waitForEvent('dialog');
  const reloading = parent.evaluate(() => location.reload());
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await reloading;
  await expect(parent.getByText('الصفحة 3 من 3')).toBeVisible();
  await parent.close();
  await context.close();
});

test('answers that were put aside stay the newest: there the server turns the pages', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage zum Fortsetzen mit WASM');
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 360, height: 740 } });
  const parent = await context.newPage();
  await parent.goto(address);
  await untilLive(parent);
  await parent.getByLabel('نعم').check();
  await parent.getByLabel(WHERE).fill('من لوحة الإعلانات');
  await parent.getByRole('button', { name: 'المتابعة لاحقًا' }).click();
  await expect(parent.getByRole('heading', { name: 'تم حفظ إجاباتكم على هذا الجهاز.' })).toBeFocused();

  await parent.goto(address);
  await untilLive(parent);
  await expect(parent.getByLabel(WHERE)).toHaveValue('من لوحة الإعلانات');
  await parent.getByLabel(WHERE).fill('من الجيران');
  await next(parent);
  await expect(parent.getByText('الصفحة 2 من 3')).toBeVisible();
  // Loaded again, the browser's own way back is still one.
  await parent.reload();
  await untilLive(parent);
  await expect(parent.getByText('الصفحة 2 من 3')).toBeVisible();
  await parent.goBack();
  await expect(parent.getByText('الصفحة 1 من 3')).toBeVisible();
  await parent.goto(address);
  await untilLive(parent);
  await expect(parent.getByText('الصفحة 2 من 3')).toBeVisible();
  await parent.getByRole('button', { name: 'السابق' }).click();
  await expect(parent.getByLabel(WHERE)).toHaveValue('من الجيران');

  // What cannot be put aside now is not lost for that.
  await context.route(address, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await parent.getByLabel(WHERE).fill('من الصديقات');
  await parent.getByRole('button', { name: 'المتابعة لاحقًا' }).click();
  await expect(parent.getByText('تعذّر الوصول إلى البوابة.')).toBeVisible();
  await expect(parent.getByLabel(WHERE)).toHaveValue('من الصديقات');
  await context.unroute(address);
  await parent.getByRole('button', { name: 'حاولوا مرة أخرى' }).click();
  await expect(parent.getByRole('heading', { name: 'تم حفظ إجاباتكم على هذا الجهاز.' })).toBeVisible();
  await context.close();
});

test('a page that stays open over midnight is turned by the server, which knows the day', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = await openSurvey(page, 'Umfrage über Nacht');
  const context = await browser.newContext({ locale: 'ar', viewport: { width: 360, height: 740 } });
  const parent = await context.newPage();
  const posts: string[] = [];
  parent.on('request', (request) => {
    if (request.method() === 'POST') posts.push(request.url());
  });
  await parent.clock.install();
  await parent.goto(address);
  await untilLive(parent);
  await parent.getByLabel('نعم').check();
  await next(parent);
  await expect(parent.getByText('الصفحة 2 من 3')).toBeVisible();
  expect(posts).toEqual([]);
  await parent.clock.fastForward(24 * 60 * 60 * 1000);
  await next(parent);
  await expect(parent.getByText('الصفحة 3 من 3')).toBeVisible();
  expect(posts).toEqual([address]);
  await parent.goBack();
  await expect(parent.getByText('الصفحة 2 من 3')).toBeVisible();
  await context.close();
});

test('with WASM a tablet that goes round leaves nothing of the person before', async ({ page, portal, browser }) => {
  test.slow();
  await logIn(page, portal, 'Koordination');
  const address = `${await openSurvey(page, 'Umfrage auf dem Tablet mit WASM')}?kiosk=1`;
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 820, height: 1180 } });
  const tablet = await context.newPage();
  const yes = tablet.getByLabel('Ja', { exact: true });
  await tablet.goto(address);
  for (const wish of ['mehr Platz im Garten', 'längere Öffnungszeiten']) {
    await untilLive(tablet);
    await yes.check();
    await tablet.getByLabel('Woher kennen Sie es?').fill(wish);
    await tablet.getByRole('button', { name: 'Weiter' }).click();
    await tablet.getByRole('button', { name: 'Weiter' }).click();
    await tablet.getByRole('button', { name: 'Absenden' }).click();
    await expect(tablet.getByRole('heading', { name: 'Vielen Dank!' })).toBeVisible();
    await tablet.goBack();
    await untilLive(tablet);
    await expect(yes).not.toBeChecked();
    expect(await tablet.content()).not.toContain(wish);
  }
  await yes.check();
  await tablet.getByLabel('Woher kennen Sie es?').fill('vom Spielplatz');
  await tablet.getByRole('button', { name: 'Abbrechen und alles löschen' }).click();
  await expect(yes).not.toBeChecked();
  await untilLive(tablet);
  await expect(tablet.getByLabel('Woher kennen Sie es?')).toHaveCount(0);
  await context.close();
});
