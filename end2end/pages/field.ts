// What a KiSo does before going into the field, as the specs of several paths need it.
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { logIn } from '../fixtures/logins.ts';
import { expect } from '../fixtures/portal.ts';
import type { RunningServer } from '../fixtures/server.ts';

/** What the service worker has come to, in words: an installation that failed leaves none. */
async function keptBy(): Promise<string> {
  const registration = await navigator.serviceWorker.getRegistration('/app');
  const worker = registration?.active ?? registration?.waiting ?? registration?.installing;
  const quota = await navigator.storage.estimate();
  if (!worker) return `no service worker; ${quota.usage} of ${quota.quota} bytes used`;
  return `${worker.state}, ${navigator.serviceWorker.controller ? 'in control' : 'not in control'}`;
}

/** Waits until the shell lies on the device: the service worker answers for this page, and the questionnaires are kept. */
export async function visitOnce(page: Page): Promise<void> {
  await page.goto('/app/erhebungen');
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
  await expect.poll(() => page.evaluate(keptBy), { timeout: 30_000 }).toMatch(/^activated/);
  // What the first visit fetched before the service worker was there is kept by the second one.
  await page.reload();
  // A page that was on its way while the service worker began is in control from its next loading on.
  await expect.poll(() => page.evaluate(keptBy)).toBe('activated, in control');
  await expect(page.getByRole('button', { name: /^Neu ausfüllen/ }).first()).toBeVisible();
}

/** The two questions of the demo's protocol sheet that take any text. */
export const WORKS_WELL = 'Was gelingt hier gut?';
export const IS_MISSING = 'Was fehlt den Familien?';

/** Begins a protocol sheet, whose changes travel while it is a draft; returns its address. */
export async function beginSheet(page: Page, origin = ''): Promise<string> {
  await page.goto(`${origin}/app/erhebungen`);
  await page.getByRole('button', { name: /^Neu ausfüllen.*Protokollbogen/ }).click();
  await expect(page.getByLabel(WORKS_WELL)).toBeVisible();
  return page.url();
}

/** What a protocol sheet is told in the two questions that take any text. */
interface Words {
  /** Nothing: the sheet cannot be finished yet. */
  worksWell?: string;
  isMissing: string;
}

/** Answers what a protocol sheet asks for. */
export async function fillSheet(page: Page, { worksWell, isMissing }: Words): Promise<void> {
  await page.getByLabel('Tag der Hospitation').fill('2026-03-02');
  await page.getByRole('radio', { name: 'Freispiel' }).check();
  await page.getByLabel('Wie viele Kinder waren dabei?').fill('12');
  await page.getByRole('radio', { name: 'Nein' }).check();
  if (worksWell !== undefined) await page.getByLabel(WORKS_WELL).fill(worksWell);
  await page.getByLabel(IS_MISSING).fill(isMissing);
}

/** Waits until everything typed is on disk. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'true');
}

/** Waits until the server has acknowledged every change of the only own draft on this device. */
export async function arrived(page: Page, origin = ''): Promise<void> {
  await page.goto(`${origin}/app/geraet`);
  await expect(page.getByRole('cell', { name: /^Entwurf, .* beim Kreisjugendamt angekommen$/ })).toBeVisible();
}

/** One of several devices of the same KiSo. */
export interface Device {
  context: BrowserContext;
  page: Page;
}

/** A tablet of its own, in the staff zone. */
export async function device(browser: Browser, portal: RunningServer): Promise<Device> {
  const context = await browser.newContext({ viewport: { width: 820, height: 1180 }, baseURL: portal.url });
  const page = await context.newPage();
  await logIn(page, portal, 'KiSo');
  return { context, page };
}

/** As when the tablet is taken in hand again: that is when a device looks for what others have done. */
export async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
}

interface Question {
  id: number;
  name: string;
  children?: Question[];
}

/** What a device keeps of an Erhebung, as far as specs look into it. */
export interface FieldPackage {
  erhebung: { id: string; zielgruppe: string; kita?: string };
  definition: { nodes: Question[] };
}

/** What the server gives to the device of who is logged in: all of it, and of it the demo's protocol sheet and survey. */
export async function servedPackages(
  page: Page,
  origin: string,
): Promise<{ kept: FieldPackage[]; sheet: FieldPackage; survey: FieldPackage }> {
  const kept = (await (await page.request.get(`${origin}/api/v1/sync/packages`)).json()) as FieldPackage[];
  const sheet = kept.find((one) => one.erhebung.zielgruppe === 'protokoll');
  const survey = kept.find((one) => one.erhebung.zielgruppe === 'eltern');
  if (!sheet || !survey) throw new Error('the demo has a protocol sheet and a survey');
  return { kept, sheet, survey };
}

/** The place of a question in the changes about a submission, by the question's name. */
export function place(of: FieldPackage, name: string): string {
  const all = (nodes: Question[]): Question[] => nodes.flatMap((node) => [node, ...all(node.children ?? [])]);
  const found = all(of.definition.nodes).find((node) => node.name === name);
  if (!found) throw new Error(`no question ${name}`);
  return String(found.id);
}
