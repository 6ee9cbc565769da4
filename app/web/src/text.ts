// SPDX-License-Identifier: Apache-2.0
// What a person typed, as the host would clean it (sessions/text.cpp). It has to be done here because nobody
// can look into a deposit before its box is opened: what would not pass then has to be said now.
//
// Taken out: control and format characters, what is invisible, and more than four combining marks in a row.
// Line ends become "\n", tabs and every kind of blank one blank, blank lines one; none of them at the ends;
// Unicode NFC.
export type Lines = 'one' | 'many';

const combining_marks_in_a_row = 4;

const line_end = /\r\n|[\r\u2028\u2029\u000b\u000c\u0085]/gu;
const blank = /[\t\p{Zs}]/u;
const unwanted = /[\p{C}\p{Zl}\p{Zp}\u034f\ufe00-\ufe0f\u115f\u1160\u3164\uffa0]/u;
const combining_mark = /[\p{Mn}\p{Me}]/u;

function tidy(text: string, lines: Lines): string {
  let out = '';
  let blank_waits = false;
  let line_ends_wait = 0;
  let marks = 0;
  for (const character of text.replace(line_end, '\n')) {
    if (character === '\n' || blank.test(character)) {
      marks = 0;
      if (character === '\n' && lines === 'many') line_ends_wait += 1;
      else blank_waits = true;
      continue;
    }
    if (unwanted.test(character)) continue;
    marks = combining_mark.test(character) ? marks + 1 : 0;
    if (marks > combining_marks_in_a_row) continue;
    if (out && line_ends_wait > 0) out += line_ends_wait > 1 ? '\n\n' : '\n';
    else if (out && blank_waits) out += ' ';
    blank_waits = false;
    line_ends_wait = 0;
    out += character;
  }
  return out;
}

export function clean_text(typed: string, lines: Lines): string {
  let composed = tidy(typed, lines).normalize('NFC');
  // Composing can move a mark past another, so that there is something to take out again.
  for (;;) {
    const again = tidy(composed, lines);
    if (again === composed) return composed;
    composed = again.normalize('NFC');
  }
}

// Characters as the host counts them: code points of the clean text.
export function character_count(typed: string, lines: Lines = 'many'): number {
  return [...clean_text(typed, lines)].length;
}
