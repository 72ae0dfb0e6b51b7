// A tablet asks every kind of question with a field made for it, and in the language of who sits beside it.
import type { Page } from '@playwright/test';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import type { Rows } from '../../fixtures/workbook.ts';
import { saved } from '../../pages/field.ts';
import { importWorkbook, planErhebung, publish } from '../../pages/questionnaires.ts';

test.use({ viewport: { width: 820, height: 1180 } });
// Without network the browser itself reports every request that fails.
test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

const TITLE = 'Gespräch am Tablet';
const SURVEY: Rows = [
  ['type', 'name', 'label::German (de)', 'label::العربية (ar)', 'guidance_hint::German (de)', 'parameters', 'appearance'],
  ['range', 'note', 'Wie gefällt es Ihnen?', 'كم يعجبكم؟', 'Eins ist wenig, fünf ist viel.', 'start=1 end=5', ''],
  ['rank alter', 'folge', 'Für wen ist es am wichtigsten?', 'لمن هو الأهم؟', '', '', ''],
  ['select_one alter', 'kind', 'Wie alt ist Ihr Kind?', 'كم عمر طفلكم؟', '', '', 'minimal'],
  ['time', 'wann', 'Wann passt es Ihnen?', 'متى يناسبكم؟', '', '', ''],
  ['range', 'weg', 'Wie viele Minuten brauchen Sie?', 'كم دقيقة تحتاجون؟', '', 'start=0 end=120 step=5', ''],
  ['geopoint', 'ort', 'Wo treffen Sie sich?', 'أين تلتقون؟', '', '', ''],
  ['begin_repeat', 'wuensche', 'Wünsche', 'أمنيات', '', '', ''],
  ['text', 'wunsch', 'Was wünschen Sie sich?', 'ماذا تتمنون؟', '', '', ''],
  ['end_repeat', '', '', '', '', '', ''],
];
const CHOICES: Rows = [
  ['list_name', 'name', 'label::German (de)', 'label::العربية (ar)'],
  ['alter', 'u3', 'unter 3', 'أقل من 3'],
  ['alter', 'ab3', 'ab 3', 'من 3'],
];

/** Imports, publishes and plans the questionnaire for these people, and opens it on the tablet. */
async function openOnTablet(page: Page, url: string, method: string, people: string): Promise<void> {
  await importWorkbook(page, { title: TITLE, id: 'tablet', survey: SURVEY, choices: CHOICES }, url);
  await publish(page);
  await planErhebung(page, { method, people });
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await page.goto(`${url}/app/erhebungen`);
  await page.getByRole('button', { name: new RegExp(`^Neu ausfüllen.*${TITLE}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
}

test('a scale is ticked, an order is pressed, and the questions turn to Arabic and back', async ({ page }) => {
  test.slow();
  // On a server of its own the Erhebung does not turn up on the devices of other tests.
  const server = await startServer();
  try {
    await logIn(page, server, 'KiSo');
    await openOnTablet(page, server.url, 'schriftliche_befragung', 'eltern');

    const scale = page.getByRole('group', { name: 'Wie gefällt es Ihnen?' });
    await expect(scale.getByRole('radio')).toHaveCount(5);
    await expect(scale.getByText('Eins ist wenig, fünf ist viel.')).toBeVisible();
    await scale.getByLabel('4', { exact: true }).check();
    // Values of a scale stand beside each other, and what its author wants as a list is one.
    const height = async (value: string) => (await scale.getByLabel(value, { exact: true }).boundingBox())?.y ?? -1;
    await expect.poll(async () => (await height('5')) - (await height('1'))).toBe(0);
    const age = page.getByRole('combobox', { name: 'Wie alt ist Ihr Kind?' });
    await age.selectOption('ab 3');
    await expect(page.getByText('0 – 120')).toBeVisible();
    const minutes = page.getByLabel('Wie viele Minuten brauchen Sie?');
    await minutes.fill('7');
    await expect(minutes).toHaveAttribute('aria-invalid', 'true');
    await minutes.fill('10');
    await expect(minutes).not.toHaveAttribute('aria-invalid', 'true');

    const time = page.getByLabel('Wann passt es Ihnen?');
    await time.fill('10:30');
    await time.blur();
    await expect(time).toHaveValue('10:30');

    const order = page.getByRole('group', { name: 'Für wen ist es am wichtigsten?' });
    const [young, old] = [order.getByRole('button').nth(0), order.getByRole('button').nth(1)];
    await old.click();
    await expect(old).toHaveText('Platz 1: ab 3');
    await young.focus();
    await page.keyboard.press('Space');
    await expect(young).toHaveText('Platz 2: unter 3');
    await expect(young).toBeFocused();
    await old.click();
    await expect(old).toHaveText('ab 3');
    await expect(old).toHaveAttribute('aria-pressed', 'false');
    await expect(young).toHaveText('Platz 1: unter 3');
    await saved(page);

    // Where a respondent sits, the device is not asked.
    await expect(page.getByLabel('Wo treffen Sie sich?', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Standort bestimmen/ })).toHaveCount(0);

    const questions = page.locator('.spoken');
    await expect(questions).toHaveAttribute('dir', 'ltr');
    await page.getByRole('button', { name: 'العربية' }).click();
    await expect(questions).toHaveAttribute('dir', 'rtl');
    await expect(questions).toHaveAttribute('lang', 'ar');
    await expect(page.getByRole('group', { name: 'كم يعجبكم؟' }).getByLabel('4', { exact: true })).toBeChecked();
    await expect(page.getByRole('group', { name: 'لمن هو الأهم؟' }).getByRole('button').first()).toHaveText('الترتيب 1: أقل من 3');
    // What the portal itself says among the questions is in their language as well.
    const add = page.getByRole('button', { name: 'إضافة إدخال آخر' });
    await expect(add.locator('bdi')).toHaveAttribute('lang', 'ar');
    await add.click();
    await expect(page.getByRole('button', { name: 'حذف هذا الإدخال' })).toHaveCount(2);
    const wish = page.getByLabel('ماذا تتمنون؟').first();
    await wish.fill('0261 12345');
    const noticed = page.locator('.personal-hint').filter({ hasText: 'رقم هاتف' });
    await expect(noticed).toHaveAttribute('lang', 'ar');
    await expect(noticed).toHaveAttribute('dir', 'rtl');
    await wish.fill('');
    const minutesInArabic = page.getByLabel('كم دقيقة تحتاجون؟');
    await minutesInArabic.fill('7');
    await expect(page.getByText('يُرجى اختيار قيمة على المقياس.')).toBeVisible();
    await minutesInArabic.fill('10');
    await expectGoodLook(page, 'a questionnaire on a tablet in Arabic');
    await saved(page);

    // It stays in the language in which somebody is asked.
    await page.reload();
    await expect(questions).toHaveAttribute('lang', 'ar');
    await expect(page.getByRole('group', { name: 'كم يعجبكم؟' }).getByLabel('4', { exact: true })).toBeChecked();
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.reload();
    await expect(questions).toHaveAttribute('lang', 'de');
    await expect(scale.getByLabel('4', { exact: true })).toBeChecked();
    await expect(young).toHaveText('Platz 1: unter 3');
    await expect(age).toHaveValue('ab3');
    await expect(minutes).toHaveValue('10');
    await expect(time).toHaveValue('10:30');
    await page.getByRole('button', { name: 'العربية' }).click();
    const sent = page.waitForRequest((request) => /\\?"language\\?":\\?"ar\\?"/.test(request.postData() ?? ''));
    // So is what the device says around them.
    const end = page.locator('.finish');
    await expect(end).toHaveAttribute('dir', 'rtl');
    await expect(end.getByRole('status')).toHaveText(/^تمت الإجابة عن \d من \d أسئلة، حُفظ على هذا الجهاز$/);
    await end.getByRole('button', { name: 'إنهاء وإرسال' }).click();
    await sent;
    await expect(page.getByRole('heading', { name: 'Dieses Gerät' })).toBeVisible();
  } finally {
    // A page that is still open would ask a server that is gone.
    await page.close();
    await server.stop();
  }
});

test('on a protocol sheet the device says where it is, also without network, and typing stays possible', async ({ page }) => {
  test.slow();
  const server = await startServer();
  try {
    await logIn(page, server, 'KiSo');
    await openOnTablet(page, server.url, 'ortsbegehung', 'protokoll');

    // The person says no; what they type instead is judged; then they allow it.
    const place = page.getByLabel('Wo treffen Sie sich?', { exact: true });
    const find = page.getByRole('button', { name: /^Standort bestimmen ?: Wo treffen Sie sich\?$/ });
    await find.click();
    await expect(page.getByText('Der Standort ist auf diesem Gerät nicht freigegeben.')).toBeVisible();
    await expectGoodLook(page, 'a place that the device may not say');
    await place.fill('zuhause');
    await expect(place).toHaveAttribute('aria-invalid', 'true');
    await page.context().grantPermissions(['geolocation'], { origin: server.url });
    await page.context().setGeolocation({ latitude: 50.32613, longitude: 7.22451, accuracy: 12 });
    await page.context().setOffline(true);
    await find.click();
    await expect(place).toHaveValue('50.32613 7.22451 0 12');
    await expect(place).not.toHaveAttribute('aria-invalid', 'true');
    await place.fill('50.3 7.2');
    await expect(place).not.toHaveAttribute('aria-invalid', 'true');

    // What is typed while the device looks is newer than what it finds.
    await page.evaluate(() => {
      Geolocation.prototype.getCurrentPosition = (found) => {
        const answer = () => found({ coords: { latitude: 1, longitude: 2 } } as GeolocationPosition);
        document.addEventListener('gefunden', answer, { once: true });
      };
    });
    await find.click();
    await place.fill('50.4 7.3');
    await page.evaluate(() => document.dispatchEvent(new Event('gefunden')));
    await expect(page.locator('.question__here').getByRole('status')).toBeEmpty();
    await expect(place).toHaveValue('50.4 7.3');
    await saved(page);
    await page.getByRole('button', { name: 'العربية' }).click();
    await expect(page.getByRole('button', { name: /^تحديد الموقع/ })).toBeVisible();
    await page.context().setOffline(false);
  } finally {
    await page.close();
    await server.stop();
  }
});
