// The questionnaire path of issue 2 §8 in one piece: what the office brings in as a workbook is asked on a tablet without network, and
// comes back as counts.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { startServer } from '../../fixtures/server.ts';
import type { Rows } from '../../fixtures/workbook.ts';
import { device, saved, servedPackages, visitOnce } from '../../pages/field.ts';
import { importWorkbook, planErhebung, publish } from '../../pages/questionnaires.ts';

const TITLE = 'Begehung des Gartens';
/** Every kind of question, and every kind of condition, that the path asks for. */
const SURVEY: Rows = [
  ['type', 'name', 'label', 'required', 'relevant'],
  ['begin_group', 'besuch', 'Der Besuch'],
  ['date', 'tag', 'Wann waren Sie dort?', 'yes'],
  ['integer', 'kinder', 'Wie viele Kinder waren dabei?', 'yes'],
  ['decimal', 'stunden', 'Wie viele Stunden waren Sie da?'],
  ['end_group'],
  ['note', 'hinweis', 'Ein Rundgang dauert eine Viertelstunde.'],
  ['select_one ja_nein', 'draussen', 'Waren die Kinder im Garten?', 'yes'],
  ['select_multiple ort', 'orte', 'Wo spielten sie?', 'yes', "${draussen} = 'ja' and ${kinder} > 2"],
  ['text', 'gebaut', 'Was bauten sie im Sand?', '', "selected(${orte}, 'sand') or ${kinder} > 99"],
];
const CHOICES: Rows = [
  ['list_name', 'name', 'label'],
  ['ja_nein', 'ja', 'Ja'],
  ['ja_nein', 'nein', 'Nein'],
  ['ort', 'sand', 'Sandkasten'],
  ['ort', 'baum', 'Kletterbaum'],
];

// Without network the browser itself reports every request that fails.
test.use({ expectedConsoleErrors: [/ERR_INTERNET_DISCONNECTED/] });

test('a workbook is imported and published, answered on a tablet without network, and counted per question', async ({ page, browser }) => {
  test.slow();
  // On a server of its own the Erhebung does not turn up on the devices of other tests.
  const server = await startServer();
  try {
    const tablet = await device(browser, server);
    await visitOnce(tablet.page);
    // The device has spoken with the server: before that it is none of the devices.
    await tablet.page.goto('/app/geraet');
    await expect(tablet.page.getByRole('rowheader', { name: /\(dieses Gerät\)$/ })).toBeVisible();
    const { sheet } = await servedPackages(tablet.page, server.url);

    await logIn(page, server, 'Koordination');
    await importWorkbook(page, { title: TITLE, id: 'garten', survey: SURVEY, choices: CHOICES }, server.url);
    await publish(page);
    await planErhebung(page, { method: 'ortsbegehung', people: 'protokoll', kita: sheet.erhebung.kita });
    await expect(page.getByText('Noch ist kein Bogen angekommen.')).toBeVisible();

    // What is shown was kept before.
    const begin = tablet.page.getByRole('button', { name: new RegExp(`^Neu ausfüllen.*${TITLE}`) });
    await tablet.page.goto('/app/erhebungen');
    await expect(begin).toBeVisible();
    await tablet.context.setOffline(true);
    await tablet.page.goto('/app/erhebungen');
    await begin.click();
    await expect(tablet.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
    await expect(tablet.page.getByText('Ein Rundgang dauert eine Viertelstunde.')).toBeVisible();
    const children = tablet.page.getByLabel('Wie viele Kinder waren dabei?');
    const places = tablet.page.getByRole('group', { name: 'Wo spielten sie?' });
    await tablet.page.getByLabel('Wann waren Sie dort?').fill('2026-03-02');
    await children.fill('3');
    await saved(tablet.page);

    // Half-way the page is loaded anew, and goes on.
    await tablet.page.reload();
    await expect(children).toHaveValue('3');
    await expect(tablet.page.getByLabel('Wann waren Sie dort?')).toHaveValue('2026-03-02');
    await expect(places).toHaveCount(0);
    await tablet.page.getByLabel('Wie viele Stunden waren Sie da?').fill('1,5');
    await tablet.page.getByRole('radio', { name: 'Ja', exact: true }).check();
    const built = tablet.page.getByLabel('Was bauten sie im Sand?');
    await places.getByRole('checkbox', { name: 'Kletterbaum' }).check();
    await expect(built).toHaveCount(0);
    await places.getByRole('checkbox', { name: 'Sandkasten' }).check();
    await built.fill('eine Burg');
    await saved(tablet.page);
    await tablet.page.getByRole('button', { name: 'Abschließen und senden' }).click();
    await expect(tablet.page.getByRole('cell', { name: 'abgeschlossen, wartet auf das Senden' })).toBeVisible();
    await page.reload();
    await expect(page.getByText('Noch ist kein Bogen angekommen.')).toBeVisible();

    await tablet.context.setOffline(false);
    await expect(tablet.page.getByRole('cell', { name: 'beim Kreisjugendamt angekommen', exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByText('1 ausgefüllter Bogen').first()).toBeVisible();
    const counted: [string, string, string][] = [
      ['Wie viele Kinder waren dabei?', '3', '1'],
      ['Waren die Kinder im Garten?', 'Ja', '1'],
      ['Waren die Kinder im Garten?', 'Nein', '0'],
      ['Wo spielten sie?', 'Sandkasten', '1'],
      ['Wo spielten sie?', 'Kletterbaum', '1'],
    ];
    for (const [question, answer, count] of counted) {
      const rows = page.getByRole('table', { name: question }).getByRole('row');
      const row = rows.filter({ has: page.getByRole('rowheader', { name: answer, exact: true }) });
      await expect(row.getByRole('cell').first(), `${question} ${answer}`).toHaveText(count);
    }
    // Of texts, dates and decimals it is counted only that they were given.
    for (const question of ['Wann waren Sie dort?', 'Wie viele Stunden waren Sie da?', 'Was bauten sie im Sand?']) {
      await expect(page.locator('.result').filter({ hasText: question })).toContainText('Beantwortet: 1 · ohne Antwort: 0');
    }
    await page.getByRole('link', { name: 'Mit allen Erhebungen dieses Fragebogens auswerten' }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Auswertung: ${TITLE}` })).toBeVisible();
    await expect(page.getByText('1 ausgefüllter Bogen aus 1 Erhebung')).toBeVisible();
    // A page that is still open would ask a server that is gone.
    await tablet.context.close();
  } finally {
    await page.close();
    await server.stop();
  }
});
