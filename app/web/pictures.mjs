// SPDX-License-Identifier: Apache-2.0
// Writes a picture of every screen and state, at the size of a laptop and of a phone:
//   npm run pictures -- FOLDER [WORD]      only scenes whose name contains WORD
//   npm run pictures -- FOLDER WORD dark   the same in dark
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FakeHost } from '../../tests/web/support/fake_host.mjs';
import { after_scene, launch, open_scene } from '../../tests/web/support/browser.mjs';
import { scenes } from '../../tests/web/support/scenes.mjs';

const [folder, word = '', scheme = 'light'] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Say where the pictures go: npm run pictures -- FOLDER\n');
  process.exit(2);
}
const sizes = {
  laptop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const output = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
await mkdir(output, { recursive: true });

const host = await new FakeHost().start();
const browser = await launch();
for (const [size, options] of Object.entries(sizes)) {
  for (const [name, scene] of Object.entries(scenes)) {
    if (!name.includes(word)) continue;
    const context = await browser.newContext({ ...options, colorScheme: scheme, reducedMotion: 'reduce' });
    try {
      const page = await open_scene(context, host, name, scene);
      await page.evaluate(
        () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
      );
      await page.waitForTimeout(120);
      await page.screenshot({
        path: join(output, `web-${name}-${size}.png`),
        fullPage: !(scene.away || scene.then),
      });
    } finally {
      await context.close();
      await after_scene(host, scene);
    }
  }
}
await browser.close();
await host.stop();
