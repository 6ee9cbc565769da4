// SPDX-License-Identifier: Apache-2.0
import { Mismatch } from '../../app/web/src/check';
import { command_text, read_message, tidy_room_code, write_message } from '../../app/web/src/protocol';
import { scenes } from './support/scenes.mjs';
import { seat_view } from './support/seats';

const seat = seat_view();

function what_is_wrong(message: unknown): string {
  const read = read_message(typeof message === 'string' ? message : JSON.stringify(message));
  return read instanceof Mismatch ? read.message : '';
}

describe('messages from the host', () => {
  it('are read as net/README.md prints them', () => {
    const examples = [
      '{"type":"welcome","protocol":2,"run":"8f0c3a5e","role":"delegate","software":"equivox 0.1.0",' +
        '"session_id":"30112233445566778899aabbccddeeff","host_key":"d7"}',
      '{"type":"done","id":2}',
      '{"type":"refused","id":5,"refusal":"wrong_stage","sentence":"Not at this stage of the round."}',
      '{"type":"refused","refusal":"not_understood","sentence":"No.","detail":"$: expected JSON"}',
      '{"type":"ping"}',
      '{"type":"goodbye","reason":"taken_over","sentence":"This seat is now open in another window."}',
    ];
    for (const example of examples) expect(read_message(example)).toEqual(JSON.parse(example));
  });

  it('carry every kind of view', () => {
    for (const scene of Object.values<{ room: () => unknown }>(scenes)) {
      const view = { type: 'view', sequence: 12, room: scene.room(), seat };
      expect(read_message(JSON.stringify(view))).toEqual(JSON.parse(JSON.stringify(view)));
    }
  });

  it('carry what a device is asked to do for the keys of a box', () => {
    const room = scenes.rank.room();
    const tasks = [
      { type: 'take_parts', box: 4, sealed: 'q-_9' },
      { type: 'give_part', box: 4, part: 'room', to: 'ab' },
    ];
    for (const task of tasks) {
      const view = { type: 'view', sequence: 12, room, seat: seat_view({ task } as object) };
      expect(read_message(JSON.stringify(view))).toMatchObject({ seat: { task } });
    }
    const strange = { ...seat, task: { type: 'make_tea', box: 4 } };
    expect(what_is_wrong({ type: 'view', sequence: 12, room, seat: strange })).toBe(
      '$.seat.task.type: expected one of take_parts, give_part',
    );
  });

  it('may say more than this page understands', () => {
    const room = { ...scenes.lobby.room(), weather: 'fine' };
    const read = read_message(
      JSON.stringify({ type: 'view', sequence: 1, room, facilitator: { seats: [] } }),
    );
    expect(read).not.toBeInstanceOf(Mismatch);
    expect(JSON.stringify(read)).not.toContain('weather');
  });

  it('are refused with the path of what is wrong', () => {
    expect(what_is_wrong('not json')).toBe('$: expected JSON');
    expect(what_is_wrong('[1]')).toBe('$: expected an object');
    expect(what_is_wrong({ type: 'surprise' })).toBe('$.type: expected a known message');
    expect(what_is_wrong({ type: 'constructor' })).toBe('$.type: expected a known message');
    expect(what_is_wrong({ type: 'done' })).toBe('$.id: expected to be there');
    expect(what_is_wrong({ type: 'done', id: 1.5 })).toBe('$.id: expected a whole number');
    expect(what_is_wrong({ type: 'done', id: -1 })).toBe('$.id: expected a whole number');
    expect(what_is_wrong({ type: 'done', id: '1' })).toBe('$.id: expected a whole number');
    const room = scenes.rank.room();
    room.box.last_call = 'no';
    expect(what_is_wrong({ type: 'view', sequence: 1, room })).toBe(
      '$.room.box.last_call: expected true or false',
    );
    const other = scenes.rank.room();
    other.round.proposals[2].clauses = ['a', 7];
    expect(what_is_wrong({ type: 'view', sequence: 1, room: other })).toBe(
      '$.room.round.proposals[2].clauses[1]: expected text',
    );
    const third = scenes.rank.room();
    third.round.stage = 'lunch';
    expect(what_is_wrong({ type: 'view', sequence: 1, room: third })).toContain(
      '$.room.round.stage: expected one of',
    );
  });

  it('can not reach into the prototype of anything', () => {
    const read = read_message('{"type":"done","id":3,"__proto__":{"polluted":true}}');
    expect(read).toEqual({ type: 'done', id: 3 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('messages to the host', () => {
  it('are printed as net/README.md prints them', () => {
    expect(command_text({ type: 'take_seat', organisation: 3, device_key: '' })).toBe(
      '{"type":"take_seat","organisation":3,"device_key":""}',
    );
    expect(command_text({ type: 'put_deposit', box: 4, sequence: 2, blob: 'q-_9' })).toBe(
      '{"type":"put_deposit","box":4,"sequence":2,"blob":"q-_9"}',
    );
    expect(command_text({ type: 'keep_parts', box: 4 })).toBe('{"type":"keep_parts","box":4}');
    expect(command_text({ type: 'return_part', box: 4, part: 'ballot', sealed: 'q-_9' })).toBe(
      '{"type":"return_part","box":4,"part":"ballot","sealed":"q-_9"}',
    );
    expect(command_text({ type: 'raise_signal', signal: 'please_pause' })).toBe(
      '{"type":"raise_signal","signal":"please_pause"}',
    );
    expect(write_message({ type: 'command', id: 8, command: '{"type":"leave_seat"}', signature: '5c' })).toBe(
      '{"type":"command","id":8,"command":"{\\"type\\":\\"leave_seat\\"}","signature":"5c"}',
    );
  });
});

describe('a room code', () => {
  it('is understood however it is typed', () => {
    expect(tidy_room_code(' kdrt-mwpa ')).toBe('KDRTMWPA');
    expect(tidy_room_code('\u200B')).toBe('');
  });
});
