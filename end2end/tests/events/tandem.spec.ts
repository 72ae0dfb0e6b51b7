// Issue 5 §2: Leitung and KiSo of one Kita register, wait, move up and leave as one. The one who is invited confirms by a
// mailed link, without account and without JavaScript.
import { expectGoodLook, untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { linkIn, mailTo, mailsTo } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { PHONE, fillTandem, planSeminar, stranger, typeTandem } from '../../pages/events.ts';
import { pressByKey } from '../../pages/keys.ts';

const LEITUNG = 'Kita-Leitung';
const KISO = 'Kita-Sozialarbeit (KiSo)';
const MY_REGISTRATION = '/meine-anmeldung';

test('a KiSo invites, the Leitung confirms by link, the next tandem waits and moves up when the first gives up', async ({
  page,
  portal,
  browser,
}) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar für Tandems', 2, { waitingList: true });
  const staff = page.url();

  const kiso = await stranger(browser, portal, true);
  await logIn(kiso, portal, 'KiSo');
  await kiso.goto(address);
  await expect(kiso.getByText('7 Tage Zeit, zu bestätigen')).toBeVisible();
  await kiso.getByRole('link', { name: 'Als Tandem anmelden' }).click();
  await untilLive(kiso);
  await expect(kiso.getByLabel(KISO)).toBeChecked();
  const email = await kiso.getByLabel('E-Mail-Adresse', { exact: true }).inputValue();
  expect(email).toContain('@');
  const lena = { name: 'Lena Leitung', email: 'lena.leitung@beispiel.de' };
  await fillTandem(kiso, { funktion: KISO, name: 'Kim Probe', email, partner: lena });
  await kiso.getByRole('button', { name: 'Tandem anmelden' }).click();
  await expect(kiso.getByText('Zwei Plätze sind für Sie reserviert.')).toBeVisible();

  const invited = await stranger(browser, portal, false);
  await invited.setViewportSize({ width: 360, height: 740 });
  await invited.goto(linkIn(await mailTo(portal, lena.email, 'Bitte bestätigen: Tandem'), MY_REGISTRATION));
  await expect(invited.getByText('Kim Probe hat Sie als Tandem angemeldet.')).toBeVisible();
  await invited.getByText('Besondere Wünsche (freiwillig)').click();
  await invited.getByLabel('Wünsche zum Essen').fill('ohne Nüsse');
  await invited.getByRole('button', { name: 'Ja, ich nehme teil' }).click();
  await expect(invited.getByText('Ihr Tandem ist angemeldet')).toBeVisible();
  await mailTo(portal, lena.email, 'Ihr Tandem ist bestätigt');
  await mailTo(portal, email, 'Ihr Tandem ist bestätigt');

  // The next tandem comes without pointer, on a phone.
  const second = await stranger(browser, portal, false);
  await second.setViewportSize(PHONE);
  await second.goto(`${address}/tandem`);
  const [lea, kai] = [{ name: 'Lea Zwei', email: 'lea.zwei@beispiel.de' }, { name: 'Kai Zwei', email: 'kai.zwei@beispiel.de' }];
  await typeTandem(second, lea.name, lea.email, kai);
  await pressByKey(second, 'Auf die Warteliste setzen');
  await expect(second.getByText('Sie stehen beide auf der Warteliste')).toBeVisible();
  await second.goto(linkIn(await mailTo(portal, kai.email, 'Bitte bestätigen: Tandem'), MY_REGISTRATION));
  await pressByKey(second, 'Ja, ich nehme teil');
  await expect(second.getByText('Ihr Tandem steht auf der Warteliste')).toBeVisible();

  await kiso.goto('/app/veranstaltungen');
  const own = kiso.getByRole('listitem').filter({ hasText: 'Tandem mit Lena Leitung: von beiden bestätigt' });
  const downloading = kiso.waitForEvent('download');
  await own.getByRole('link', { name: 'Termine in den Kalender übernehmen' }).click();
  expect((await downloading).suggestedFilename()).toBe('termine.ics');

  await page.reload();
  await expect(page.getByRole('row', { name: /Lena Leitung.*Kim Probe.*von beiden bestätigt.*ohne Nüsse/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /Lea Zwei.*Kai Zwei.*Warteliste, Platz 1/ })).toBeVisible();

  await kiso.goto(linkIn(await mailTo(portal, email, 'Ihr Tandem: Startseminar'), MY_REGISTRATION));
  await untilLive(kiso);
  await kiso.getByText('Tandem stornieren').click();
  await kiso.getByRole('button', { name: 'Wirklich beide stornieren' }).click();
  await expect(kiso.getByText('Die Anmeldung ist storniert')).toBeVisible();
  await mailTo(portal, lena.email, 'Ihre Anmeldung ist storniert');
  for (const one of [lea, kai]) await mailTo(portal, one.email, 'Ihr Tandem ist nachgerückt');
  await second.reload();
  await expect(second.getByText('Ihr Tandem ist angemeldet')).toBeVisible();
  expect(mailsTo(portal, kai.email), 'invitation, confirmation, promotion').toHaveLength(3);

  await page.goto(staff);
  await expect(page.getByText('2 von 2 Plätzen belegt.')).toBeVisible();
  await page.getByRole('button', { name: /^Stornieren.*Lea Zwei und Kai Zwei/ }).click();
  await page.getByRole('button', { name: /^Wirklich stornieren.*Lea Zwei und Kai Zwei/ }).click();
  await expect(page.getByText('0 von 2 Plätzen belegt.')).toBeVisible();
});

test('who declines leaves the other looking, and the Koordination brings two together', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Suche', 4, { waitingList: true });
  const leitung = await stranger(browser, portal, false);
  await leitung.goto(`${address}/tandem`);
  const [nora, ole] = [{ name: 'Nora Sucht', email: 'nora@beispiel.de' }, { name: 'Ole Sagtab', email: 'ole@beispiel.de' }];
  await fillTandem(leitung, { funktion: LEITUNG, ...nora, partner: ole });
  await leitung.getByRole('button', { name: 'Tandem anmelden' }).click();
  await expect(leitung.getByText('Zwei Plätze sind für Sie reserviert.')).toBeVisible();
  await leitung.goto(linkIn(await mailTo(portal, ole.email, 'Bitte bestätigen: Tandem'), MY_REGISTRATION));
  // Without WASM: the question is folded, so that one click answers nothing.
  await expect(leitung.getByRole('button', { name: 'Wirklich ablehnen' })).toBeHidden();
  await leitung.getByText('Nein, ich lehne ab').click();
  await leitung.getByRole('button', { name: 'Wirklich ablehnen' }).click();
  await expect(leitung.getByText('Sie haben abgelehnt')).toBeVisible();
  await leitung.goto(linkIn(await mailTo(portal, nora.email, 'Ihr Tandem: Startseminar'), MY_REGISTRATION));
  await expect(leitung.getByText('Ole Sagtab hat abgelehnt; beide Plätze sind wieder frei.')).toBeVisible();

  const kiso = await stranger(browser, portal, false);
  await kiso.goto(`${address}/tandem`);
  await fillTandem(kiso, { funktion: KISO, name: 'Pia Probe', email: 'pia@beispiel.de' });
  await kiso.getByRole('button', { name: 'Tandem anmelden' }).click();
  await expect(kiso.getByText('Bis dahin ist kein Platz für Sie reserviert.')).toBeVisible();

  await page.reload();
  await expect(page.getByText('0 von 4 Plätzen belegt.')).toBeVisible();
  await expectGoodLook(page, 'two who look for a partner');
  await page.getByRole('button', { name: 'Zum Tandem verbinden' }).click();
  await expect(page.locator('#pair_leitung-fault')).toBeVisible();
  await page.getByLabel('Kita-Leitung').selectOption({ label: 'Nora Sucht, Kita Sonnenschein' });
  await page.getByLabel('KiSo', { exact: true }).selectOption({ label: 'Pia Probe, Kita Sonnenschein' });
  await page.getByRole('button', { name: 'Zum Tandem verbinden' }).click();
  await expect(page.locator('.outcome').filter({ hasText: 'Die beiden sind jetzt ein Tandem' })).toBeFocused();
  await expect(page.getByRole('row', { name: /Nora Sucht.*Pia Probe.*von beiden bestätigt/ })).toBeVisible();
  await expect(page.getByText('2 von 4 Plätzen belegt.')).toBeVisible();
  await mailTo(portal, 'pia@beispiel.de', 'Wir haben ein Tandem für Sie');
  await leitung.reload();
  await expect(leitung.getByText('Ihr Tandem ist angemeldet')).toBeVisible();
});

test('the pages of a tandem look right at every width, and faults keep what was typed', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar zu zweit ansehen', 2, { waitingList: true });
  const edit = `${page.url()}/bearbeiten`;
  await page.goto(`${address}/tandem`);
  await untilLive(page);
  await expectGoodLook(page, 'the form of a tandem');
  await page.getByRole('button', { name: 'Tandem anmelden' }).click();
  await expect(page.locator('.outcome')).toBeFocused();
  await expectGoodLook(page, 'the form of a tandem with faults');

  const plain = await stranger(browser, portal, false);
  await plain.goto(`${address}/tandem`);
  const partner = { name: 'Lou "Zwei" <b>', email: 'keine-adresse' };
  await fillTandem(plain, { funktion: LEITUNG, name: 'Mia Eins', email: 'mia@beispiel.de', partner });
  await plain.getByRole('button', { name: 'Tandem anmelden' }).click();
  await expect(plain.locator('#partner_email-fault')).toBeVisible();
  await expect(plain.getByLabel('Vor- und Nachname der anderen Person')).toHaveValue(partner.name);
  await plain.getByLabel('E-Mail-Adresse der anderen Person').fill('lou@beispiel.de');
  await plain.getByRole('button', { name: 'Tandem anmelden' }).click();
  await expect(plain.getByText('Zwei Plätze sind für Sie reserviert.')).toBeVisible();

  for (const [whose, subject] of [['lou@beispiel.de', 'Bitte bestätigen'], ['mia@beispiel.de', 'Ihr Tandem']] as const) {
    await page.goto(linkIn(await mailTo(portal, whose, subject), MY_REGISTRATION));
    await untilLive(page);
    await expectGoodLook(page, `the link of ${whose}`);
  }
  for (const path of [`${address}/tandem/angemeldet`, `${address}/tandem/suche`, address]) {
    await page.goto(path);
    await untilLive(page);
    await expectGoodLook(page, path);
  }
  await page.goto(edit);
  await expect(page.getByLabel('Tage zum Bestätigen')).toHaveValue('7');
  await page.getByLabel('Einzelne dürfen ein wartendes Tandem überholen').check();
  await expectGoodLook(page, 'the plan of an event with tandems');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('kann eine einzelne Person ein wartendes Tandem überholen')).toBeVisible();
});
