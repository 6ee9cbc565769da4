// SPDX-License-Identifier: Apache-2.0
// Every screen and state, in every shape: axe, overflow, sizes of targets.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { after_scene, open_scene } from '../support/browser.mjs';
import { scenes } from '../support/scenes.mjs';
import {
  axe_violations,
  laptop,
  narrow,
  phone,
  small_targets,
  with_host,
  zoomed,
} from '../support/story.mjs';

describe('every screen', () => {
  for (const [name, scene] of Object.entries(scenes)) {
    test(`${name}: axe finds nothing, nothing overflows, targets are large enough`, async () => {
      await with_host(async (context, host) => {
        const page = await open_scene(context, host, name, scene);
        assert.equal(await page.evaluate(() => window.isSecureContext), false);
        for (const [scheme, size] of [
          ['light', laptop],
          ['dark', phone],
          ['light', narrow],
          ['light', zoomed],
        ]) {
          await page.setViewportSize(size.viewport);
          await page.emulateMedia({ colorScheme: scheme });
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          assert.ok(overflow <= 0, `${overflow} pixels too wide at ${size.viewport.width}`);
          assert.deepEqual(await small_targets(page), []);
          if (size === laptop || size === phone) assert.deepEqual(await axe_violations(page), []);
        }
        await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
        assert.deepEqual(await axe_violations(page), []);
        await after_scene(host, scene);
      });
    });
  }
});
