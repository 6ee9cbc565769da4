// SPDX-License-Identifier: Apache-2.0
// The built page in Chromium against the fake host, as a page that is not a secure context: every screen and
// state checked with axe, then stories that a person could tell. Run by `npm run test:screens` in app/web.
import { existsSync } from 'node:fs';
import { chromium_path } from './support/browser.mjs';

if (!existsSync(chromium_path)) {
  process.stderr.write(`Skipped: there is no ${chromium_path}. Install Debian's package chromium.\n`);
  process.exit(4);
}

await import('./stories/every_screen.mjs');
await import('./stories/joining.mjs');
await import('./stories/ranking.mjs');
await import('./stories/texts.mjs');
await import('./stories/moving_on.mjs');
await import('./stories/last_call.mjs');
await import('./stories/bad_connection.mjs');
await import('./stories/observer.mjs');
await import('./stories/channel.mjs');
await import('./stories/shortlist.mjs');
await import('./stories/signals.mjs');
await import('./stories/waiting.mjs');
