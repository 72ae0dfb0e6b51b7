// What people do with events, as the specs of several paths need it.
import type { Browser, Page } from '@playwright/test';
import { goOnAs, logIn } from '../fixtures/logins.ts';
import { expect } from '../fixtures/portal.ts';
import type { RunningServer } from '../fixtures/server.ts';
import { choose, tabTo, typeInto } from './keys.ts';

interface Day {
  date: string;
  begin: string;
  end: string;
}

/** An ISO date so many days from now, as the office counts them: the server judges by the real clock, and Berlin's day is ahead. */
export function inDays(days: number): string {
  // Sweden writes dates as ISO 8601 does.
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
  // Days of a calendar: in one hour of each day as many times 24 hours end on another day, once the clocks have changed in between.
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
}

async function fillDay(page: Page, number: number, { date, begin, end }: Day): Promise<void> {
  const day = page.getByRole('group', { name: `${number}. Tag` });
  await day.getByLabel('Datum').fill(date);
  await day.getByLabel('Beginn').fill(begin);
  await day.getByLabel('Ende').fill(end);
  await day.getByLabel('Ort').fill('Kreishaus, Raum 1');
}

interface More {
  waitingList?: boolean;
  withAccount?: boolean;
  /** Guests confirm by the link of their mail, as it is proposed; without it they have their seat at once. */
  guestsConfirm?: boolean;
  /** Saved without being published. */
  draft?: boolean;
}

/** What the form of a seminar has sent, by portal and by what was chosen in it. */
const sent = new Map<string, { input: object }>();

const formOf = (portal: RunningServer, more: More): string => JSON.stringify([portal.url, Object.entries(more).toSorted()]);

/**
 * Plans a seminar of two days, for people alone as well; ends on its page of the staff zone, returns the address of its public page.
 * The first time by hand; what the form sent then is sent again for the next one, with another title and number of seats.
 */
export async function planSeminar(page: Page, portal: RunningServer, title: string, seats: number, more: More = {}): Promise<string> {
  const before = sent.get(formOf(portal, more));
  if (!before || !(await goOnAs(page, portal, 'Koordination'))) return planSeminarByHand(page, portal, title, seats, more);
  // Its id is the server's: that of the one before would be the same event.
  const data = { input: { ...before.input, title, capacity: String(seats) }, request: null };
  const answer = await page.request.post(`${portal.url}/api/fn/events/create`, { data, headers: { accept: 'application/json' } });
  expect(answer.status(), await answer.text()).toBe(200);
  await logIn(page, portal, 'Koordination', `/app/veranstaltungen/${(await answer.json()) as string}`);
  return publicPageOf(page, title, more);
}

/** The same as the Koordination does it, always by hand. */
export async function planSeminarByHand(page: Page, portal: RunningServer, title: string, seats: number, more: More = {}): Promise<string> {
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen/neu');
  await page.getByLabel('Titel').fill(title);
  await page.getByLabel('Format').selectOption({ label: 'Tandem-Startseminar' });
  await expect(page.getByLabel('Inhalte')).toHaveValue(/Rollenklärung/);
  // A Startseminar is for tandems, unless the Koordination decides otherwise.
  await expect(page.getByRole('radio', { name: 'Nur Tandems aus Kita-Leitung und KiSo', exact: true })).toBeChecked();
  await page.getByRole('radio', { name: 'Einzelne Personen und Tandems', exact: true }).check();
  await fillDay(page, 1, { date: inDays(40), begin: '09:00', end: '16:30' });
  await page.getByRole('button', { name: 'Tag hinzufügen' }).click();
  await fillDay(page, 2, { date: inDays(41), begin: '09:00', end: '15:00' });
  await page.getByLabel('Plätze').fill(String(seats));
  await page.getByLabel('Anmeldeschluss').fill(inDays(30));
  if (!more.waitingList) await page.getByLabel('Warteliste führen').uncheck();
  const hours = page.getByLabel('Stunden zum Bestätigen ohne Konto');
  await expect(hours).toHaveValue('24');
  if (!more.guestsConfirm) await hours.fill('');
  if (more.withAccount) await page.getByLabel('Nur Personen mit Konto').check();
  if (!more.draft) await page.getByLabel('Veröffentlicht').check();
  const save = page.getByRole('button', { name: 'Speichern' });
  const [saving] = await Promise.all([page.waitForRequest('**/api/fn/events/create'), save.click()]);
  const address = await publicPageOf(page, title, more);
  sent.set(formOf(portal, more), JSON.parse(saving.postData() ?? '') as { input: object });
  return address;
}

/** The address of the public page of the seminar whose page in the staff zone opens. */
async function publicPageOf(page: Page, title: string, more: More): Promise<string> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  if (more.draft) return new URL(page.url()).pathname.replace('/app', '');
  const address = await page.getByRole('link', { name: 'Öffentliche Seite', exact: true }).getAttribute('href');
  if (address === null) throw new Error('the event has no public page');
  return address;
}

export async function fillRegistration(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel('Vor- und Nachname').fill(name);
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Ihre Funktion').selectOption({ label: 'Kita-Leitung' });
  await page.getByLabel('Andere Einrichtung').fill('Kita Sonnenschein');
  await page.getByLabel('Wünsche zum Essen').fill('vegetarisch');
}

/** Registers somebody for an event, by its address. */
export async function register(guest: Page, address: string, name: string, email: string): Promise<void> {
  await guest.goto(address);
  await fillRegistration(guest, name, email);
  await guest.getByRole('button', { name: 'Verbindlich anmelden' }).click();
  await expect(guest.getByText('Die Anmeldung ist eingegangen')).toBeVisible();
}

/** The same, by somebody who comes and goes without WASM. */
export async function registerGuest(browser: Browser, portal: RunningServer, address: string, name: string, email: string): Promise<void> {
  const guest = await stranger(browser, portal, false);
  await register(guest, address, name, email);
  await guest.context().close();
}

/** The width of a small phone. */
export const PHONE = { width: 360, height: 740 };

/** As [fillRegistration], with Tab, arrows and letters alone. */
export async function typeRegistration(page: Page, name: string, email: string): Promise<void> {
  await typeInto(page, page.getByLabel('Vor- und Nachname'), name);
  await typeInto(page, page.getByLabel('E-Mail-Adresse'), email);
  await choose(page, page.getByLabel('Ihre Funktion'), 'Kita-Leitung');
  await typeInto(page, page.getByLabel('Andere Einrichtung'), 'Kita Sonnenschein');
  await typeInto(page, page.getByLabel('Wünsche zum Essen'), 'vegetarisch');
}

/** As [fillTandem] for a Leitung with a partner, with Tab, Space and letters alone. */
export async function typeTandem(page: Page, name: string, email: string, partner: { name: string; email: string }): Promise<void> {
  const leitung = page.getByLabel('Kita-Leitung');
  await tabTo(page, leitung);
  await page.keyboard.press('Space');
  await expect(leitung).toBeChecked();
  await typeInto(page, page.getByLabel('Vor- und Nachname', { exact: true }), name);
  await typeInto(page, page.getByLabel('E-Mail-Adresse', { exact: true }), email);
  await typeInto(page, page.getByLabel('Andere Kita'), 'Kita Sonnenschein');
  await typeInto(page, page.getByLabel('Vor- und Nachname der anderen Person'), partner.name);
  await typeInto(page, page.getByLabel('E-Mail-Adresse der anderen Person'), partner.email);
}

interface TwoPeople {
  funktion: 'Kita-Leitung' | 'Kita-Sozialarbeit (KiSo)';
  name: string;
  email: string;
  /** Nobody yet: the person looks for a partner. */
  partner?: { name: string; email: string };
}

/** Fills in the form of a tandem; who is logged in finds some of it there already. */
export async function fillTandem(page: Page, { funktion, name, email, partner }: TwoPeople): Promise<void> {
  await page.getByLabel(funktion).check();
  await page.getByLabel('Vor- und Nachname', { exact: true }).fill(name);
  await page.getByLabel('E-Mail-Adresse', { exact: true }).fill(email);
  await page.getByLabel('Andere Kita').fill('Kita Sonnenschein');
  if (!partner) {
    await page.getByLabel('Ich suche noch jemanden').check();
    return;
  }
  await page.getByLabel('Vor- und Nachname der anderen Person').fill(partner.name);
  await page.getByLabel('E-Mail-Adresse der anderen Person').fill(partner.email);
}

/** Moves an event of two days to yesterday and today, as the Koordination can: the server judges by the real clock. */
export async function moveToToday(page: Page, staffPage: string): Promise<void> {
  await page.goto(`${staffPage}/bearbeiten`);
  await page.getByLabel('Anmeldeschluss').fill(inDays(-2));
  await fillDay(page, 1, { date: inDays(-1), begin: '09:00', end: '16:30' });
  // From midnight on, so that it has begun whenever the test runs.
  await fillDay(page, 2, { date: inDays(0), begin: '00:00', end: '06:00' });
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByText('Die Veranstaltung hat schon begonnen')).toBeVisible();
}

/** Plans a Teamtreffen of one day so many days from now; returns the address of its page in the staff zone. */
export async function planMeeting(page: Page, title: string, days: number): Promise<string> {
  await page.goto('/app/veranstaltungen/neu');
  await page.getByLabel('Titel').fill(title);
  await page.getByLabel('Format').selectOption({ label: 'Sozialraumteamtreffen' });
  await page.getByLabel('Inhalte').fill('Begrüßung\nSommerfest');
  // A team's own meeting by default; here somebody without an account registers.
  await expect(page.getByLabel('Nur Personen mit Konto')).toBeChecked();
  await page.getByLabel('Alle, auch ohne Konto').check();
  // Then guests are to confirm by mail; here they have their seat at once.
  const hours = page.getByLabel('Stunden zum Bestätigen ohne Konto');
  await expect(hours).toHaveValue('24');
  await hours.fill('');
  await page.getByLabel('Stadt Bendorf').check();
  await fillDay(page, 1, { date: inDays(days), begin: '00:00', end: '00:30' });
  await page.getByLabel('Plätze').fill('10');
  await page.getByLabel('Anmeldeschluss').fill(inDays(days));
  await page.getByLabel('Veröffentlicht').check();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** A page of somebody else; of its console only scripts that fail are noticed, so refusals may answer 4xx. */
export async function stranger(browser: Browser, portal: RunningServer, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: portal.url, locale: 'de-DE', javaScriptEnabled });
  return context.newPage();
}

/** Plans a Teamtreffen for the KiSo of one Sozialraum, as the form proposes it; returns its page in the staff zone. */
export async function planTeamtreffen(page: Page, title: string, region: string): Promise<string> {
  await page.goto('/app/veranstaltungen/neu');
  await page.getByLabel('Titel').fill(title);
  await page.getByLabel('Format').selectOption({ label: 'Sozialraumteamtreffen' });
  await page.getByRole('group', { name: 'Sozialräume' }).getByLabel(region).check();
  await fillDay(page, 1, { date: inDays(20), begin: '10:00', end: '12:00' });
  await page.getByLabel('Plätze').fill('10');
  await page.getByLabel('Anmeldeschluss').fill(inDays(18));
  await page.getByLabel('Veröffentlicht').check();
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}
