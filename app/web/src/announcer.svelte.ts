// SPDX-License-Identifier: Apache-2.0
// The one voice of the page for people who do not see it: short sentences, in order, each spoken once and
// politely.
export interface Announcement {
  id: number;
  text: string;
}

const kept_at_most = 4;

export class Announcer {
  said = $state.raw<Announcement[]>([]);
  private count = 0;

  say(text: string): void {
    if (!text) return;
    this.count += 1;
    this.said = [...this.said, { id: this.count, text }].slice(-kept_at_most);
  }
}
