// Issue 5 §4: the own calendar feed and the public one, read by two programs of other people: the parser of Thunderbird and
// one of Node.
import ICAL from 'ical.js';
import ical from 'node-ical';
import { expectGoodLook } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
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

test.use({ expectedConsoleErrors: [/status of 404/] });

test('the own calendar: made, read by other programs, replaced and ended', async ({ page, browser }) => {
  test.slow();
  const server = await startServer();
  try {
    const seminar = await planSeminar(page, server, 'Seminar, mit Komma; und mehr', 5);
    const guest = await stranger(browser, server, true);
    await logIn(guest, server, 'KiSo');
    await guest.goto(seminar);
    await fillRegistration(guest, 'Kim Kalender', (await guest.getByLabel('E-Mail-Adresse').inputValue()) || 'kim@beispiel.de');
    await guest.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await expect(guest).toHaveURL(/\/angemeldet/);
    await guest.goto(`${server.url}/app/veranstaltungen`);
    await guest.getByRole('button', { name: 'Adresse erzeugen' }).press('Enter');
    await expect(guest.locator('.outcome').filter({ hasText: 'Die Adresse Ihres Kalenders ist da.' })).toBeFocused();
    const address = await guest.getByLabel('Adresse Ihres Kalenders').inputValue();
    await expectGoodLook(guest, 'own calendar feed');

    const text = await (await fetch(address)).text();
    const [thunderbird, node] = [inOrder(byThunderbird(text)), inOrder(byNode(text))];
    expect(thunderbird).toHaveLength(2);
    expect(node).toEqual(thunderbird);
    expect(thunderbird[0]?.title).toBe('Seminar, mit Komma; und mehr');
    // 9:00 to 16:30 in Berlin, whatever the reader's own zone and the season.
    const hours = (moment: number) => new Date(moment).toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
    expect([hours(thunderbird[0]?.from ?? 0), hours(thunderbird[0]?.to ?? 0)]).toEqual(['09:00', '16:30']);

    // The public feed has the same entries, and a calendar that takes both shows them once.
    const open = await (await fetch(`${server.url}/veranstaltungen/termine.ics`)).text();
    const uids = byThunderbird(open).map(({ uid }) => uid);
    for (const { uid } of thunderbird) expect(uids).toContain(uid);
    expect(inOrder(byNode(open))).toEqual(inOrder(byThunderbird(open)));

    await guest.reload();
    await expect(guest.getByText(/^Ihre Adresse gilt seit/)).toBeVisible();
    await expect(guest.getByLabel('Adresse Ihres Kalenders')).toHaveCount(0);
    await guest.getByRole('button', { name: 'Neue Adresse erzeugen' }).press('Enter');
    await guest.getByRole('button', { name: 'Alte Adresse ersetzen' }).press('Enter');
    await expect(guest.getByLabel('Adresse Ihres Kalenders')).not.toHaveValue(address);
    expect((await fetch(address)).status).toBe(404);
    await guest.getByRole('button', { name: /^Beenden/ }).press('Enter');
    await guest.getByRole('button', { name: /^Adresse beenden/ }).press('Enter');
    await expect(guest.locator('.outcome').filter({ hasText: 'keine Termine mehr' })).toBeFocused();
    await expect(guest.getByRole('button', { name: 'Adresse erzeugen' })).toBeVisible();
    await guest.context().close();
  } finally {
    await page.close();
    await server.stop();
  }
});
