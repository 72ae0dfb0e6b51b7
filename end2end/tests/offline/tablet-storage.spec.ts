// The tablet of somebody who leads events: what the browser does to its storage is said, and keeps nobody out.
import { expectGoodLook } from '../../fixtures/look.ts';
import { PIN, enterPin, logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

test.use({ viewport: { width: 820, height: 1180 } });

test('a tablet whose connections to the storage the browser has closed opens with its PIN (Q2)', async ({ page, portal }) => {
  // iOS does so when memory is short.
  await page.addInitScript(() => {
    const connections = new Set<IDBDatabase>();
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...values) {
      connections.add(this);
      return begin.apply(this, values);
    };
    window.addEventListener('short-of-memory', () => connections.forEach((connection) => connection.close()));
  });
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/vor-ort');
  await enterPin(page, PIN);
  await page.getByRole('button', { name: 'Gerät sperren' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Gerät gesperrt' })).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('short-of-memory')));
  await enterPin(page, PIN);
  await expect(page.getByRole('heading', { level: 1, name: 'Vor Ort' })).toBeVisible();
});

test('an entry on a tablet that cannot be read is counted, and the page says so', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination');
  await page.goto('/app/vor-ort');
  await enterPin(page, PIN);
  await expect(page.getByText('Alles ist gesendet.')).toBeVisible();
  await page.evaluate(async () => {
    const entries = 'attendance-entries';
    const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('sozialraumportal-attendance-'))?.name;
    if (!name) throw new Error('no lists of attendance on this device');
    await new Promise<void>((done, failed) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => failed(opening.error);
      opening.onsuccess = () => {
        const writing = opening.result.transaction(entries, 'readwrite');
        writing.objectStore(entries).put('s1.AAAA', '0000000001-damaged');
        writing.onerror = () => failed(writing.error);
        writing.oncomplete = () => {
          opening.result.close();
          done();
        };
      };
    });
  });
  await page.reload();
  await enterPin(page, PIN);
  await expect(page.getByText('Ein Eintrag auf diesem Gerät ist beschädigt. Er bleibt hier; alles andere ist nicht betroffen.')).toBeVisible();
  await expectGoodLook(page, 'a tablet with a damaged entry');
});
