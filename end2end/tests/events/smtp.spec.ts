// Issue 5 §4: mails against a mail server of somebody else, by counting: one registration is one mail, also after the mail server has
// said "later" and after the portal was started anew meanwhile.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decoded } from '../../fixtures/mails.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { openPostOffice, type Handed, type PostOffice } from '../../fixtures/post-office.ts';
import { startServer, type RunningServer } from '../../fixtures/server.ts';
import { planSeminar, registerGuest, stranger } from '../../pages/events.ts';

const TITLE = 'Startseminar für Größeres';
const [TAKEN, LATER] = ['anna.gleich@beispiel.de', 'sven.spaeter@beispiel.de'] as const;

/** The only header of this name; folded lines are one. */
function header(mail: Handed, name: string): string {
  const head = mail.raw.slice(0, mail.raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const found = [...head.matchAll(new RegExp(`^${name}: (.*)$`, 'gm'))].map((line) => line[1] ?? '');
  expect(found, `${name} in:\n${head}`).toHaveLength(1);
  return found[0] ?? '';
}

test('a foreign mail server gets one mail a registration, also after it said "later" and the portal was started anew', async ({ browser }) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), 'sozialraumportal-smtp-'));
  // The first mail to this address is refused for the time being.
  const post: PostOffice = await openPostOffice((to) => to === LATER && post.handed.every((mail) => !mail.to.includes(to)));
  const to = (address: string) => post.handed.filter((mail) => mail.to.includes(address));
  const settings = {
    DATABASE_URL: `surrealkv://${join(folder, 'db')}`,
    SMTP_URL: post.url,
    MAIL_FROM: 'Sozialraumportal <portal@kreis.example>',
    FEEDBACK_EMAIL: 'amt@kreis.example',
  };
  const portals: RunningServer[] = [];
  try {
    const first = await startServer(settings);
    portals.push(first);
    const office = await stranger(browser, first, true);
    const address = await planSeminar(office, first, TITLE, 4);
    await office.context().close();
    await registerGuest(browser, first, address, 'Sven Später', LATER);
    await registerGuest(browser, first, address, 'Anna Gleich', TAKEN);
    await expect.poll(() => [to(LATER), to(TAKEN)].map((mails) => mails.map(({ taken }) => taken))).toEqual([[false], [true]]);
    await first.stop();
    portals.pop();

    // A minute after the first time it is tried again, by a portal that knows of it from its database only.
    portals.push(await startServer(settings));
    await expect.poll(() => to(LATER).map(({ taken }) => taken), { timeout: 120_000 }).toEqual([false, true]);
    expect(to(TAKEN), 'mails to somebody whose mail was taken at once').toHaveLength(1);
  } finally {
    for (const portal of portals) await portal.stop();
    await post.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  // Stopped, so that nothing is under way that is not counted here.
  expect([LATER, TAKEN].map((address) => to(address).length)).toEqual([2, 1]);
  const [tried, again] = to(LATER);
  const [once] = to(TAKEN);
  if (!tried || !again || !once) throw new Error('counted a moment ago');
  const ids = [tried, again, once].map((mail) => header(mail, 'Message-ID'));
  expect(ids[0], 'the Message-ID of a mail that is tried again').toBe(ids[1]);
  expect(ids[0]).not.toBe(ids[2]);
  for (const [mail, address] of [[again, LATER], [once, TAKEN]] as const) {
    expect(mail.to, 'recipients of the envelope').toEqual([address]);
    expect(mail.from).toBe('portal@kreis.example');
    expect(header(mail, 'To')).toBe(address);
    expect(header(mail, 'From')).toMatch(/^"?Sozialraumportal"? <portal@kreis\.example>$/);
    expect(header(mail, 'Message-ID')).toMatch(/^<[0-9a-f]{32}@kreis\.example>$/);
    expect(Math.abs(Date.now() - Date.parse(header(mail, 'Date'))), 'age of the mail by its own date').toBeLessThan(600_000);
    // Seven bits on the wire, and the umlauts are there for who reads it.
    expect(header(mail, 'Subject')).toMatch(/^[\x20-\x7e]+$/);
    const { subject, text } = decoded(mail.raw);
    expect(subject).toBe(`Ihre Anmeldung: ${TITLE}`);
    expect(text).toContain('Ihre Anmeldung ist eingegangen');
  }
});
