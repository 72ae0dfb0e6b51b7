// A field is judged when it is left; what it has to say may not move what is being clicked.
import { untilLive } from '../../fixtures/look.ts';
import { logIn } from '../../fixtures/logins.ts';
import { expect, test } from '../../fixtures/portal.ts';

test('who leaves a field with the mouse has clicked what was pressed, whether a fault appears or goes', async ({ page, portal }) => {
  await logIn(page, portal, 'Koordination', '/app/veranstaltungen/neu');
  await untilLive(page);
  const days = page.getByLabel('Antwortfrist beim Nachrücken in Tagen');
  const fault = page.locator(`#${await days.getAttribute('id')}-fault`);
  const clicked = async (label: string) => {
    const choice = page.getByLabel(label, { exact: true });
    await choice.scrollIntoViewIfNeeded();
    const box = await choice.boundingBox();
    if (!box) throw new Error(`${label} is not on the page`);
    // Pressed and let go at one place, as a hand does: only what is still there then is clicked.
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    await page.mouse.up();
    return choice;
  };

  await days.fill('3 Tage');
  await expect(await clicked('Veröffentlicht')).toBeChecked();
  await expect(fault).toBeVisible();

  await days.fill('3');
  await expect(await clicked('Entwurf')).toBeChecked();
  await expect(fault).toHaveCount(0);

  // By keyboard nothing waits.
  await days.fill('3 Tage');
  await days.press('Tab');
  await expect(fault).toBeVisible();
});
