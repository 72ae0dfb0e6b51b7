// Issue 5 §4: the own calendar feed and the public one, read by two programs of other people: the parser of Thunderbird and
// one of Node.
import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import ical from 'node-ical';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { fillRegistration, planSeminar, stranger } from '../../pages/events.ts';

interface Appointment {
  uid: string;
  title: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
}

function byThunderbird(text: string): Appointment[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[] as ConstructorParameters<typeof ICAL.Component>[0]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return events.map((event) => ({
    uid: event.uid,
    title: event.summary,
    from: event.startDate.toJSDate().getTime(),
    to: event.endDate.toJSDate().getTime(),
  }));
}

function byNode(text: string): Appointment[] {
  const entries = Object.values(ical.sync.parseICS(text));
  return entries.flatMap((entry) =>
    entry?.type === 'VEVENT'
      ? [{ uid: entry.uid, title: String(entry.summary), from: entry.start.getTime(), to: entry.end?.getTime() ?? 0 }]
      : [],
  );
}

const inOrder = (all: Appointment[]) => [...all].sort((one, other) => one.uid.localeCompare(other.uid));

test('the own calendar: made, read by other programs, replaced and ended', async ({ page, portal, browser }) => {
  test.slow();
  // Other tests register the same person for other events.
  const title = `Seminar, mit Komma; und mehr (${randomUUID()})`;
  const seminar = await planSeminar(page, portal, title, 5);
  const kiso = await stranger(browser, portal, true);
  await logIn(kiso, portal, 'KiSo');
  await kiso.goto(seminar);
  await fillRegistration(kiso, 'Kim Kalender', await kiso.getByLabel('E-Mail-Adresse').inputValue());
  await kiso.getByRole('button', { name: 'Verbindlich anmelden' }).click();
  await expect(kiso).toHaveURL(/\/angemeldet/);
  await kiso.goto('/app/veranstaltungen');
  await kiso.getByRole('button', { name: 'Adresse erzeugen' }).press('Enter');
  await expect(kiso.locator('.outcome').filter({ hasText: 'Die Adresse Ihres Kalenders ist da.' })).toBeFocused();
  const address = await kiso.getByLabel('Adresse Ihres Kalenders').inputValue();
  await expectGoodLook(kiso, 'own calendar feed');

  const text = await (await fetch(address)).text();
  const own = (all: Appointment[]) => inOrder(all.filter((one) => one.title === title));
  const [thunderbird, node] = [own(byThunderbird(text)), own(byNode(text))];
  expect(thunderbird).toHaveLength(2);
  expect(node).toEqual(thunderbird);
  // 9:00 to 16:30 in Berlin, whatever the reader's own zone and the season.
  const hours = (moment: number) =>
    new Date(moment).toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
  expect([hours(thunderbird[0]?.from ?? 0), hours(thunderbird[0]?.to ?? 0)]).toEqual(['09:00', '16:30']);

  // The public feed has the same entries, and a calendar that takes both shows them once.
  const open = await (await fetch(`${portal.url}/veranstaltungen/termine.ics`)).text();
  expect(own(byThunderbird(open))).toEqual(thunderbird);
  expect(inOrder(byNode(open))).toEqual(inOrder(byThunderbird(open)));

  await kiso.reload();
  await expect(kiso.getByText(/^Ihre Adresse gilt seit/)).toBeVisible();
  await expect(kiso.getByLabel('Adresse Ihres Kalenders')).toHaveCount(0);
  await kiso.getByRole('button', { name: 'Neue Adresse erzeugen' }).press('Enter');
  await kiso.getByRole('button', { name: 'Alte Adresse ersetzen' }).press('Enter');
  await expect(kiso.getByLabel('Adresse Ihres Kalenders')).not.toHaveValue(address);
  await expect(kiso.locator('.outcome').filter({ hasText: 'Die Adresse Ihres Kalenders ist da.' })).toBeFocused();
  expect((await fetch(address)).status).toBe(404);
  await kiso.getByRole('button', { name: /^Beenden/ }).press('Enter');
  await kiso.getByRole('button', { name: /^Adresse beenden/ }).press('Enter');
  await expect(kiso.locator('.outcome').filter({ hasText: 'keine Termine mehr' })).toBeFocused();
  await expect(kiso.getByRole('button', { name: 'Adresse erzeugen' })).toBeVisible();
  await kiso.context().close();
});
