// SPDX-License-Identifier: Apache-2.0
// Where a device keeps its parts of boxes' keys: IndexedDB, which works without a secure context, or memory
// where the browser does not grant it (private windows of some browsers).
import type { KeptParts, PartStore } from './keys';

const database_name = 'equivox key parts';
const table = 'parts';

function name_of(session: string, box: number): string {
  return `${session} ${box}`;
}

export class MemoryParts implements PartStore {
  private readonly kept = new Map<string, KeptParts>();

  get(session: string, box: number): Promise<KeptParts | null> {
    return Promise.resolve(this.kept.get(name_of(session, box)) ?? null);
  }
  put(parts: KeptParts): Promise<void> {
    this.kept.set(name_of(parts.session, parts.box), parts);
    return Promise.resolve();
  }
  destroy(is_gone: (parts: KeptParts) => boolean): Promise<void> {
    for (const [name, parts] of this.kept) {
      if (!is_gone(parts)) continue;
      parts.parts.fill(0);
      this.kept.delete(name);
    }
    return Promise.resolve();
  }
}

function outcome<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser did not say why'));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser did not say why'));
    transaction.onerror = () => reject(transaction.error ?? new Error('the browser did not say why'));
  });
}

// What the browser will not keep is kept in memory, and looked for in both places.
export class BrowserParts implements PartStore {
  private readonly memory = new MemoryParts();
  private database: Promise<IDBDatabase | null> | null = null;

  constructor(private readonly open_factory: () => IDBFactory | undefined) {}

  async get(session: string, box: number): Promise<KeptParts | null> {
    const remembered = await this.memory.get(session, box);
    if (remembered) return remembered;
    return this.attempt(null, async (database) => {
      const found: unknown = await outcome(
        database.transaction(table).objectStore(table).get(name_of(session, box)),
      );
      return (found as KeptParts | undefined) ?? null;
    });
  }

  async put(parts: KeptParts): Promise<void> {
    const written = await this.attempt(false, async (database) => {
      const transaction = database.transaction(table, 'readwrite', { durability: 'strict' });
      transaction.objectStore(table).put(parts, name_of(parts.session, parts.box));
      await completed(transaction);
      return true;
    });
    if (!written) await this.memory.put(parts);
  }

  async destroy(is_gone: (parts: KeptParts) => boolean): Promise<void> {
    await this.memory.destroy(is_gone);
    await this.attempt(undefined, async (database) => {
      const transaction = database.transaction(table, 'readwrite');
      const store = transaction.objectStore(table);
      const request = store.openCursor();
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return;
        if (is_gone(cursor.value as KeptParts)) cursor.delete();
        cursor.continue();
      };
      await completed(transaction);
    });
  }

  private async attempt<Value>(otherwise: Value, act: (database: IDBDatabase) => Promise<Value>) {
    this.database ??= this.open().catch(() => null);
    const database = await this.database;
    if (!database) return otherwise;
    try {
      return await act(database);
    } catch {
      return otherwise;
    }
  }

  private async open(): Promise<IDBDatabase> {
    const factory = this.open_factory();
    if (!factory) throw new Error('no IndexedDB');
    const request = factory.open(database_name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table);
    const database = await outcome(request);
    // Closed by the browser (storage cleared, disk full): opened again when next needed.
    database.onclose = () => (this.database = null);
    database.onversionchange = () => database.close();
    return database;
  }
}
