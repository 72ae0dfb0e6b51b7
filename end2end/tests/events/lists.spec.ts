// Issue 5 §4: lists of events as files, behind the pages that show the same.
import type { Page } from '@playwright/test';
import { expectGoodLook, expectOneName } from '../../fixtures/look.ts';
import { readPdf } from '../../fixtures/pdf.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { inDays, moveToToday, planSeminar, registerGuest } from '../../pages/events.ts';

interface Files {
  xlsx: Buffer;
  csv: string;
  pdf: ReturnType<typeof readPdf>;
}

/**
 * Asks for the three files of a list by the addresses of their links and checks what they are called: `begin`, then `end` and
 * the ending. Not with the mouse: of many files on one page Chromium now and then begins none.
 */
async function download(page: Page, list: string, begin: RegExp, end: string): Promise<Files> {
  const fetched: Buffer[] = [];
  for (const [kind, ending] of [['Excel', 'xlsx'], ['CSV', 'csv'], ['PDF', 'pdf']]) {
    const link = page.getByRole('link', { name: `${list} als ${kind}-Datei`, exact: true });
    const answer = await page.request.get((await link.getAttribute('href')) ?? '');
    expect(answer.ok()).toBe(true);
    const name = /filename="?([^";]+)"?/.exec(answer.headers()['content-disposition'] ?? '')?.[1] ?? '';
    expect(name).toMatch(begin);
    expect(name.endsWith(`-${end}.${ending}`)).toBe(true);
    await expect(link).toHaveAttribute('download', '');
    fetched.push(await answer.body());
  }
  const [xlsx, csv, pdf] = fetched as [Buffer, Buffer, Buffer];
  expect(xlsx.subarray(0, 2).toString()).toBe('PK');
  const paper = readPdf(pdf);
  expect(paper.accessible).toBe(true);
  return { xlsx, csv: csv.toString('utf8'), pdf: paper };
}

test('participants, the events of a year and what they came to are spreadsheets, CSV files and papers', async ({ page, portal, browser }) => {
  test.slow();
  const address = await planSeminar(page, portal, 'Startseminar mit Listen', 4);
  const staff = new URL(page.url()).pathname;
  await registerGuest(browser, portal, address, '=Lisa "Liste"; Muster', 'lisa.liste@beispiel.de');

  await page.goto(staff);
  const link = page.getByRole('link', { name: 'Teilnehmende als CSV-Datei', exact: true });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(file.suggestedFilename()).toMatch(/^veranstaltung-.*-teilnehmende\.csv$/);
  const people = await download(page, 'Teilnehmende', /^veranstaltung-\d{4}-\d{2}-\d{2}-/, 'teilnehmende');
  const [head, line, ...more] = people.csv.trimEnd().split('\r\n');
  expect(head).toBe('\uFEFFStand;Name;Kita oder Einrichtung;Sozialraum;Funktion;E-Mail-Adresse;Wünsche zum Essen');
  expect(line).toContain(`;"'=Lisa ""Liste""; Muster";Kita Sonnenschein;;Kita-Leitung;lisa.liste@beispiel.de;vegetarisch`);
  expect(more).toEqual([]);
  expect(people.pdf.title).toBe('Teilnehmende: Startseminar mit Listen');
  expect(people.pdf.tags).toEqual(expect.arrayContaining(['H1', 'H2', 'Table', 'TH', 'TD']));
  // The rest of the name stands on a line of its own.
  for (const said of ['=Lisa "Liste"', 'lisa.liste@beispiel.de', 'Kreishaus, Raum 1']) expect(people.pdf.text).toContain(said);
  await expectOneName(page);
  await expectGoodLook(page, 'an event with its lists');

  // Whatever year it is: the list of the page's last day of the event has the event in it.
  await moveToToday(page, staff);
  await page.goto('/app/veranstaltungen');
  const year = inDays(-1).slice(0, 4);
  // A row for each year, not a link after the other; what is read out says of which year and which kind it is.
  const row = page.getByRole('table', { name: 'Listen und Dateien' }).getByRole('row', { name: new RegExp(`^${year}`) });
  await expect(row.getByRole('link')).toHaveText(['Excel', 'CSV', 'PDF']);
  const events = await download(page, `Veranstaltungen ${year}`, new RegExp(`^veranstaltungen-${year}-`), 'liste');
  expect(events.csv).toContain(';Startseminar mit Listen;Tandem-Startseminar;');
  expect(events.pdf.text).toContain('Startseminar mit Listen');
  await expectOneName(page);
  await expectGoodLook(page, 'planned events with their files');

  await page.goto(`/app/veranstaltungen/auswertung?jahr=${year}`);
  const whole = await download(page, `Auswertung ${year}`, new RegExp(`^veranstaltungen-${year}-`), 'auswertung');
  expect(whole.pdf.text).toContain(`Sozialräume ${year}`);
  const regions = await download(page, `Sozialräume ${year}`, new RegExp(`^veranstaltungen-${year}-`), 'sozialraeume');
  expect(regions.csv.trimEnd().split('\r\n')).toHaveLength(1 + 8);
  for (const [list, end] of [['Formate', 'formate'], ['KiSo', 'kiso']] as const) {
    await download(page, `${list} ${year}`, new RegExp(`^veranstaltungen-${year}-`), end);
  }
  const ever = await download(page, 'Formate über alle Jahre', new RegExp(`^veranstaltungen-${year}-`), 'alle-jahre');
  expect(ever.csv).toContain('Was;Nach Jahren;Plätze;Belegt');
  expect(ever.csv).toMatch(new RegExp(`Startseminar.*${year}: \\d+`));
  await expectOneName(page);
  await expectGoodLook(page, 'statistics of events with their files');
});
