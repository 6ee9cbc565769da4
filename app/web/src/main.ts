// SPDX-License-Identifier: Apache-2.0
// Starts the page: finds the storage the browser grants, who this window is, and the room code in the
// address.
import { mount } from 'svelte';
import App from './App.svelte';
import { load_cipher } from './channel';
import { Client } from './client.svelte';
import { Identity, Keeper, type Store } from './identity';
import { BrowserParts } from './part_store';
import './style/base.css';
import './style/frame.css';
import './style/controls.css';
import './style/content.css';
import './style/ranking.css';
import './style/conditions.css';

function granted(open: () => Store): Store | null {
  try {
    return open();
  } catch {
    return null; // Blocked by the browser's settings: this window remembers for as long as it is open.
  }
}

const identity = new Identity(
  new Keeper(granted(() => window.localStorage)),
  new Keeper(granted(() => window.sessionStorage)),
  window.location.host,
);
const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
const parts = new BrowserParts(() => window.indexedDB);
const client = new Client(identity, parts, `${scheme}://${window.location.host}/ws`);

function code_in_address(): string {
  return new URLSearchParams(window.location.hash.slice(1)).get('code') ?? '';
}

function show(): void {
  const target = document.getElementById('app');
  if (target) mount(App, { target, props: { client } });
}

function start(): void {
  window.addEventListener('pagehide', () => client.leaving());
  window.addEventListener('pageshow', () => client.came_back());
  window.addEventListener('hashchange', () => {
    if (code_in_address()) client.begin(code_in_address());
  });
  show();
  client.begin(code_in_address());
}

function start_without_cipher(): void {
  client.cannot_encrypt();
  show();
}

load_cipher().then(start, start_without_cipher);
