// Every address of the portal, read from the source: looked at here at 400 % zoom and by axe, or named with the spec that looks at it
// on its way through a path. An address that a later change adds stands in neither list and fails.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expectNoBarrier, expectNoSidewaysScroll, expectOneName, untilLive, ZOOMED } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';
import { followLink } from '../../pages/zone.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..', '..');
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Where an address with an id in it is found: the first link of this kind on a list, and what is put behind it. Other specs leave
 * drafts and events behind; where these would not do, `named` says which one of the demo is meant. */
interface Found {
  list: string;
  kind: string;
  named?: RegExp;
  behind?: string;
}

const QUESTIONNAIRE: Found = { list: '/app/frageboegen', kind: '/app/frageboegen/ID', named: /^Elternbefragung zur Kita-Sozialarbeit$/ };

/** Addresses of the staff zone that the Koordination sees in the demo, by their pattern in the source. */
const STAFF: Record<string, string | Found> = {
  '/app': '/app',
  '/app/abrechnung': '/app/abrechnung',
  '/app/abrechnung/:year': '/app/abrechnung/2025',
  '/app/auszahlung': '/app/auszahlung',
  '/app/auszahlung/:year': '/app/auszahlung/2025',
  '/app/budget': '/app/budget',
  '/app/budget/:year': '/app/budget/2026',
  '/app/budget/:year/anstellungstraeger': '/app/budget/2025/anstellungstraeger',
  '/app/budget/:year/einsatz': '/app/budget/2025/einsatz',
  '/app/budget/:year/index': '/app/budget/2026/index',
  '/app/budget/:year/index/:id': { list: '/app/budget/2026/index', kind: '/app/budget/2026/index/ID' },
  '/app/budget/:year/kommunen': '/app/budget/2025/kommunen',
  '/app/budget/:year/prognose': '/app/budget/2025/prognose',
  '/app/budget/:year/simulation': '/app/budget/2026/simulation',
  '/app/budget/:year/sozialraeume': '/app/budget/2025/sozialraeume',
  '/app/budget/:year/stellen': '/app/budget/2026/stellen',
  '/app/budget/:year/uebersicht': '/app/budget/2025/uebersicht',
  '/app/budget/:year/vorweg': '/app/budget/2025/vorweg',
  '/app/budget/jahre': '/app/budget/jahre',
  '/app/frageboegen': '/app/frageboegen',
  '/app/frageboegen/:id': QUESTIONNAIRE,
  '/app/frageboegen/:id/auswertung': { ...QUESTIONNAIRE, behind: '/auswertung' },
  '/app/frageboegen/:id/papier': { ...QUESTIONNAIRE, behind: '/papier' },
  '/app/frageboegen/einspielen': '/app/frageboegen/einspielen',
  '/app/frageboegen/erhebungen': '/app/frageboegen/erhebungen',
  '/app/frageboegen/erhebungen/:id': { list: '/app/frageboegen/erhebungen', kind: '/app/frageboegen/erhebungen/ID' },
  '/app/frageboegen/erhebungen/neu': '/app/frageboegen/erhebungen/neu',
  '/app/frageboegen/neu': '/app/frageboegen/neu',
  '/app/geraete': '/app/geraete',
  '/app/konten': '/app/konten',
  '/app/protokoll': '/app/protokoll',
  '/app/sitzungen': '/app/sitzungen',
  '/app/veranstaltungen': '/app/veranstaltungen',
  '/app/veranstaltungen/:id': { list: '/app/veranstaltungen', kind: '/app/veranstaltungen/ID' },
  '/app/veranstaltungen/:id/bearbeiten': { list: '/app/veranstaltungen', kind: '/app/veranstaltungen/ID', behind: '/bearbeiten' },
  '/app/veranstaltungen/aufgaben': '/app/veranstaltungen/aufgaben',
  '/app/veranstaltungen/auswertung': '/app/veranstaltungen/auswertung',
  '/app/veranstaltungen/formate': '/app/veranstaltungen/formate',
  '/app/veranstaltungen/kalender': '/app/veranstaltungen/kalender',
  '/app/veranstaltungen/neu': '/app/veranstaltungen/neu',
  '/app/veranstaltungen/vorlagen': '/app/veranstaltungen/vorlagen',
  '/app/verzeichnis': '/app/verzeichnis',
  '/app/verzeichnis/:sheet': '/app/verzeichnis/kitas',
  '/app/verzeichnis/:sheet/:id': { list: '/app/verzeichnis/kitas', kind: '/app/verzeichnis/kitas/ID' },
  '/app/verzeichnis/:sheet/:id/bearbeiten': { list: '/app/verzeichnis/kitas', kind: '/app/verzeichnis/kitas/ID', behind: '/bearbeiten' },
  '/app/verzeichnis/:sheet/neu': '/app/verzeichnis/kitas/neu',
  '/app/verzeichnis/einspielen': '/app/verzeichnis/einspielen',
  '/app/vor-ort': '/app/vor-ort',
  '/app/zu-pruefen': '/app/zu-pruefen',
};

const EVENT: Found = { list: '/veranstaltungen', kind: '/veranstaltungen/ID', named: /Netzwerktreffen im Sozialraum Pellenz/ };
const PUBLIC: Record<string, string | Found> = {
  '/': '/',
  '/anmelden': '/anmelden',
  '/barrierefreiheit': '/barrierefreiheit',
  '/bescheinigung': '/bescheinigung',
  '/datenschutz': '/datenschutz',
  '/impressum': '/impressum',
  '/leichte-sprache': '/leichte-sprache',
  '/passwort-vergessen': '/passwort-vergessen',
  '/rueckmeldung': '/rueckmeldung',
  '/rueckmeldung/danke': '/rueckmeldung/danke',
  '/veranstaltungen': '/veranstaltungen',
  '/veranstaltungen/:id': EVENT,
  '/veranstaltungen/:id/angefragt': { ...EVENT, behind: '/angefragt' },
  '/veranstaltungen/:id/angemeldet': { ...EVENT, behind: '/angemeldet' },
  '/veranstaltungen/:id/warteliste': { ...EVENT, behind: '/warteliste' },
};

const RECORDS = ['/app/verzeichnis/:sheet', '/app/verzeichnis/:sheet/:id'];
const MONEY = ['/app/budget/:year', '/app/budget/:year/anstellungstraeger', '/app/auszahlung/:year', '/app/abrechnung/:year'];
const POSTS = ['/app/budget/:year/einsatz', '/app/budget/:year/stellen'];
const WHOLE_AREA = ['sozialraeume', 'kommunen', 'index', 'index/:id', 'prognose', 'simulation', 'uebersicht', 'vorweg']
  .map((view) => `/app/budget/:year/${view}`)
  .concat('/app/budget/jahre');

/** What lies below the areas of other roles, by the table above; `staff.spec.ts` looks at the areas. */
const BELOW: Record<string, string[]> = {
  'Kita-Leitung': [...RECORDS, '/app/veranstaltungen/kalender', '/app/sitzungen'],
  Anstellungsträger: [...RECORDS, '/app/veranstaltungen/kalender', ...MONEY, ...POSTS],
  Finanzen: [...MONEY, ...WHOLE_AREA],
  Revision: [...RECORDS, ...MONEY, ...POSTS, ...WHOLE_AREA],
};

/** Pages that only a path leads to: the spec that looks at them at 400 % zoom and has axe look at every width, and the words by which it does. */
const ON_A_PATH: Record<string, [string, string]> = {
  '/app/abrechnung/:year/:id': ['budgets/settlement', 'a checked Verwendungsnachweis'],
  '/app/auszahlung/:year/:id': ['budgets/payment', 'a payment run to be checked'],
  '/app/erhebungen': ['offline/signing-out', 'Erhebungen with a draft'],
  '/app/erhebungen/:erhebung/:submission': ['questionnaires/offline', 'a questionnaire offline'],
  '/app/erhebungen/:erhebung/:submission/zwei-antworten': ['offline/two-devices', 'two answers'],
  '/app/erhebungen/freitexte': ['questionnaires/free-texts', 'Erhebungen with free texts'],
  '/app/erhebungen/freitexte/:erhebung': ['questionnaires/free-texts', 'a free text with a word blacked out'],
  '/app/erhebungen/papier': ['questionnaires/paper', 'Erhebungen on paper'],
  '/app/erhebungen/papier/:erhebung': ['questionnaires/paper', 'typing a sheet, with a fault'],
  '/app/frageboegen/:id/entwurf': ['questionnaires/designer', 'the designer with an open question'],
  '/app/geraet': ['offline/room', 'the device with its room'],
  '/app/veranstaltungen/:id/abschluss': ['events/certificate', 'closing'],
  '/app/veranstaltungen/:id/anwesenheit': ['events/certificate', 'attendance'],
  '/app/veranstaltungen/:id/einspielen': ['events/import', 'preview of an import of registrations'],
  '/app/veranstaltungen/:id/protokoll': ['events/minutes', 'minutes'],
  '/app/veranstaltungen/:id/reihe': ['events/series', 'form of a series'],
  '/app/veranstaltungen/:id/rueckmeldung': ['events/feedback', 'feedback of an event'],
  '/app/veranstaltungen/formate/:format': ['events/proposals', 'the proposal of a format'],
  '/app/veranstaltungen/vorlagen/:anlass': ['events/templates', 'the wording of a mail'],
  '/app/vor-ort/:id': ['events/tablet', 'a list of attendance on the tablet'],
  '/app/vor-ort/:id/:pass': ['events/tablet', 'the code of a participant, entered'],
  '/app/zu-pruefen/:device/:submission': ['offline/quarantine', 'the answers of what waits'],
  '/app/zu-pruefen/:submission': ['offline/finished-twice', 'two contents of one sheet'],
  '/bescheinigung/:number': ['events/certificate', 'check of a certificate'],
  '/passwort-setzen': ['accounts/invited', 'a new password'],
  '/veranstaltungen/:id/meine-anmeldung': ['events/cancel', 'the link of a registration'],
  '/veranstaltungen/:id/tandem': ['events/tandem', 'the form of a tandem'],
  '/veranstaltungen/:id/tandem/:outcome': ['events/tandem', '/tandem/angemeldet'],
};

test('every address of the source is looked at', () => {
  const written = ['app/src/routes.rs', 'frontend/src/staff.rs'].flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/path!\("([^"]+)"\)/g)].map((found) => found[1] ?? ''),
  );
  expect(written.length).toBeGreaterThan(80);
  const known = [STAFF, PUBLIC, ON_A_PATH].flatMap((table) => Object.keys(table));
  expect(known.toSorted()).toEqual(written.toSorted());
  for (const [address, [spec, words]] of Object.entries(ON_A_PATH)) {
    const source = readFileSync(join(HERE, '..', `${spec}.spec.ts`), 'utf8');
    expect(source.includes('expectGoodLook(') && source.includes(words), `${spec} looks at ${address} as "${words}"`).toBe(true);
  }
});

// In parts, which both workers share: each page is opened anew, and all together take more than a minute.
const PARTS = 4;
for (const part of Array.from({ length: PARTS }, (_, number) => number)) {
  test(`staff, part ${part + 1} of ${PARTS}: no page has a barrier or scrolls sideways at 400 % zoom`, async ({ page, portal }) => {
    test.slow();
    await logIn(page, portal, 'Koordination');
    await page.setViewportSize(ZOOMED);
    const all = Object.entries(STAFF);
    // One after the other, so that those which share a list stand in the same part.
    const size = Math.ceil(all.length / PARTS);
    const found = new Map<string, string>();
    for (const [pattern, place] of all.slice(part * size, (part + 1) * size)) {
      await page.goto(await addressOf(page, place, found));
      await expectOneName(page);
      await expect(page.locator('.loading')).toHaveCount(0);
      await expectLooks(page, pattern);
    }
  });
}

for (const [role, patterns] of Object.entries(BELOW)) {
  test(`${role}: no page below the own areas has a barrier or scrolls sideways at 400 % zoom`, async ({ page, portal }) => {
    test.slow();
    await logIn(page, portal, role);
    await page.setViewportSize(ZOOMED);
    const found = new Map<string, string>();
    const seen = new Set(patterns);
    const places = patterns.map((pattern) => STAFF[pattern] ?? pattern);
    // It grows on the way: one page of every other kind that these lead to.
    for (const place of places) {
      const address = await addressOf(page, place, found);
      await follow(page, address);
      await expectOneName(page);
      await expect(page.locator('.loading')).toHaveCount(0);
      await expectLooks(page, `${role}: ${address}`);
      const links = await page.locator('main a[href^="/app/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      for (const link of links) {
        const pattern = patternOf(link);
        // `/app/budget` is an area.
        if (seen.has(pattern) || pattern.split('/').length < 4) continue;
        seen.add(pattern);
        places.push(link);
      }
    }
  });
}

test('public: no page has a barrier or scrolls sideways at 400 % zoom', async ({ page }) => {
  await page.setViewportSize(ZOOMED);
  const found = new Map<string, string>();
  for (const [pattern, place] of Object.entries(PUBLIC)) {
    await page.goto(await addressOf(page, place, found));
    await untilLive(page);
    await expectOneName(page);
    await expectLooks(page, pattern);
  }
});

/** What stands in place of a page that was not read (`ui::FailurePage`), or whose code did not come. */
const FAILED =
  /^(Angaben prüfen|Nicht angemeldet|Kein Recht für diese Seite|Seite nicht gefunden|Inzwischen geändert|Zu viele Versuche|Server nicht erreichbar|Fehler im Portal|Kein Netz|Seite nicht geladen)$/;

async function expectLooks(page: Page, pattern: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: FAILED }), pattern).toHaveCount(0);
  // A part of the page that was not read: a failure with the link that helps (`ui::Failure`).
  await expect(page.locator('.kern-alert--danger a[rel="external"]'), pattern).toHaveCount(0);
  await expectNoSidewaysScroll(page, `${pattern} at 400 %`);
  await expectNoBarrier(page, `${pattern} at 400 %`);
}

/** The pattern of an address, the one with the fewest places left open; of one that leads nowhere itself. */
function patternOf(address: string): string {
  const parts = (address.split(/[?#]/)[0] ?? '').split('/');
  const fits = Object.keys({ ...STAFF, ...ON_A_PATH }).filter((pattern) => {
    const own = pattern.split('/');
    return own.length === parts.length && own.every((part, place) => part.startsWith(':') || part === parts[place]);
  });
  const open = (pattern: string) => pattern.split(':').length;
  return fits.toSorted((one, other) => open(one) - open(other))[0] ?? address;
}

/** Follows a link to this address as pages have them: the zone is not loaded anew. Ends when another page stands there. */
async function follow(page: Page, address: string): Promise<void> {
  await followLink(page, address);
  await expect(page.locator('h1[data-left]'), address).toHaveCount(0);
}

/** The address of a page; `known` remembers what lists have led to. */
async function addressOf(page: Page, place: string | Found, known: Map<string, string>): Promise<string> {
  if (typeof place === 'string') return place;
  const before = known.get(place.kind);
  if (before !== undefined) return `${before}${place.behind ?? ''}`;
  const kind = new RegExp(`^${place.kind.replace('ID', ID)}$`);
  await page.goto(place.list);
  const first = async () => {
    const links = await page.locator('main a[href]').evaluateAll((all) =>
      all.map((link) => ({ address: link.getAttribute('href') ?? '', name: (link.textContent ?? '').trim() })),
    );
    return links.find(({ address, name }) => kind.test(address) && (place.named?.test(name) ?? true))?.address ?? '';
  };
  await expect.poll(first, { message: `a link ${place.kind} on ${place.list}` }).not.toBe('');
  const address = await first();
  known.set(place.kind, address);
  return `${address}${place.behind ?? ''}`;
}
