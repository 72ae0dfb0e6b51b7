// The staff zone can be put on the home screen: a manifest that browsers take, and icons that are what it says.
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose?: string;
}

test('the staff zone names a manifest without a fault, whose icons have the size that it says', async ({ page, context, portal }) => {
  await logIn(page, portal, 'Koordination');
  const devtools = await context.newCDPSession(page);
  const read = await devtools.send('Page.getAppManifest');
  expect(read.errors).toEqual([]);
  expect(read.url).toBe(`${portal.url}/manifest.webmanifest`);
  const manifest = JSON.parse(read.data ?? '') as { name: string; start_url: string; scope: string; display: string; icons: Icon[] };
  expect(manifest).toMatchObject({ name: 'Sozialraumportal', start_url: '/app', scope: '/app', display: 'standalone' });

  const fixed = manifest.icons.filter((icon) => icon.sizes !== 'any');
  // What Chromium and Android ask for, and one that may be cut to any shape.
  expect(fixed.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some((icon) => icon.purpose === 'maskable')).toBe(true);
  for (const icon of manifest.icons) {
    const answer = await page.request.get(`${portal.url}${icon.src}`);
    expect(answer.headers()['content-type'], icon.src).toContain(icon.type);
  }
  for (const icon of fixed) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, icon.src);
    expect(size, icon.src).toBe(icon.sizes);
  }
  // What iOS takes instead.
  const touch = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  expect((await page.request.get(`${portal.url}${touch}`)).status()).toBe(200);
});
