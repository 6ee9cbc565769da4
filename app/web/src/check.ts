// SPDX-License-Identifier: Apache-2.0
// Checks what came over the wire before anything else touches it. A check takes an unknown value and the path
// to it, and returns the typed value or throws Mismatch with a sentence: "$.room.round.stage: expected one of
// ...".
//
// Policy: members that we know must be right; members that we do not know are left out, so that a newer host
// can say more than we understand. Texts are never interpreted; they are only ever put into the page as text.

export class Mismatch extends Error {}

export type Check<Value> = (value: unknown, path: string) => Value;
export type Checked<C> = C extends Check<infer Value> ? Value : never;

function fail(path: string, expected: string): never {
  throw new Mismatch(`${path}: expected ${expected}`);
}

export const text: Check<string> = (value, path) => (typeof value === 'string' ? value : fail(path, 'text'));

export const flag: Check<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : fail(path, 'true or false');

export const whole: Check<number> = (value, path) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : fail(path, 'a whole number');

export function one_of<const Name extends string>(...names: Name[]): Check<Name> {
  return (value, path) =>
    names.includes(value as Name) ? (value as Name) : fail(path, `one of ${names.join(', ')}`);
}

export function list<Item>(item: Check<Item>): Check<Item[]> {
  return (value, path) =>
    Array.isArray(value)
      ? value.map((entry: unknown, index) => item(entry, `${path}[${index}]`))
      : fail(path, 'a list');
}

// A member that may be left out. Only meaningful within `shape`.
export interface Optional<Value> {
  optional: Check<Value>;
}
export function optional<Value>(check: Check<Value>): Optional<Value> {
  return { optional: check };
}

// One of several shapes, told apart by its "type".
export function variant<const Shapes extends Record<string, Check<unknown>>>(
  shapes: Shapes,
): Check<Checked<Shapes[keyof Shapes]>> {
  const type = shape({ type: one_of(...Object.keys(shapes)) });
  return (value, path) => {
    const found = shapes[type(value, path).type];
    return (found ? found(value, path) : fail(path, 'a known shape')) as Checked<Shapes[keyof Shapes]>;
  };
}

type Members = Record<string, Check<unknown> | Optional<unknown>>;
type Required_<M extends Members> = {
  [K in keyof M as M[K] extends Optional<unknown> ? never : K]: Checked<M[K]>;
};
type Optional_<M extends Members> = {
  [K in keyof M as M[K] extends Optional<unknown> ? K : never]?: M[K] extends Optional<infer Value>
    ? Value
    : never;
};
type Flat<T> = { [K in keyof T]: T[K] };
export type Shape<M extends Members> = Flat<Required_<M> & Optional_<M>>;

export function shape<M extends Members>(members: M): Check<Shape<M>> {
  const entries = Object.entries(members);
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(path, 'an object');
    const source = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const [name, member] of entries) {
      const here = `${path}.${name}`;
      const present = Object.prototype.hasOwnProperty.call(source, name);
      if (typeof member === 'function') {
        if (!present) fail(here, 'to be there');
        result[name] = member(source[name], here);
      } else if (present) {
        result[name] = member.optional(source[name], here);
      }
    }
    return result as Shape<M>;
  };
}
