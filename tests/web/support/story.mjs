// SPDX-License-Identifier: Apache-2.0
// What every story needs: a host and a browser with an empty memory for each, and a list of what went wrong
// in its pages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { FakeHost } from './fake_host.mjs';
import { axe_source_path, launch } from './browser.mjs';
import { box, in_round } from './scenes.mjs';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const laptop = { viewport: { width: 1280, height: 800 } };
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
// A phone 360 pixels wide, and a laptop at 200 % zoom.
export const narrow = { viewport: { width: 360, height: 640 } };
export const zoomed = { viewport: { width: 640, height: 400 } };

const axe_source = readFileSync(axe_source_path, 'utf8');
const browser = await launch();
after(() => browser.close());

// A browser with an empty memory, and a list of everything that went wrong in its pages.
async function new_browser(host, options = laptop) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const wrong = [];
  context.on('weberror', (error) => wrong.push(String(error.error())));
  context.on('console', (message) => {
    const about_the_network = /WebSocket connection|ERR_CONNECTION|net::/.test(message.text());
    if (message.type() === 'error' && !about_the_network) wrong.push(message.text());
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(`http://equivox.test:${host.port}/`))
      wrong.push(`request to ${request.url()}`);
  });
  return { context, wrong };
}

// Tells `story` with a host and a browser of its own; fails too if anything went wrong that the story did not
// look at.
export async function with_host(story, options) {
  const host = await new FakeHost().start();
  const { context, wrong } = await new_browser(host, options);
  try {
    await story(context, host);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
    await host.stop();
  }
}

export async function axe_violations(page) {
  await page.evaluate(axe_source);
  const found = await page.evaluate(
    (run_only) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: run_only } }),
    tags,
  );
  return found.violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
}

// Controls smaller than 44 pixels either way, among those that can be seen. A radio button's target is its
// label.
export function small_targets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, summary, select, textarea, input[type=text], label.choice')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ box: element.getBoundingClientRect(), html: element.outerHTML.slice(0, 120) }))
      .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
      .map(({ html }) => html),
  );
}

export const seated = (room) => ({ seat: 7, room: () => room });
export const ranking_room = (id = 4, more = {}) => in_round('ranking', { box: box(id, 'ranking', more) });
export const proposals_room = (id = 1, more = {}) =>
  in_round('proposals', { box: box(id, 'proposals', more) });
export const titles = (page) => page.locator('ol.ranked .title').allTextContents();
export const focused = (page) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);
export const announced = (page) => page.locator('[role=status] p').allTextContents();

export async function assert_soon(condition) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('it did not come to pass');
}
