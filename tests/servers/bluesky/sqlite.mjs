// As much of better-sqlite3 as the personal data server asks of it, on the SQLite that comes with Node.
import { DatabaseSync } from "node:sqlite";

const CODES = {
  5: "SQLITE_BUSY",
  261: "SQLITE_BUSY_RECOVERY",
  517: "SQLITE_BUSY_SNAPSHOT",
  1555: "SQLITE_CONSTRAINT_PRIMARYKEY",
  2067: "SQLITE_CONSTRAINT_UNIQUE",
};

function coded(act) {
  try {
    return act();
  } catch (error) {
    error.code = CODES[error.errcode] ?? error.code;
    throw error;
  }
}

const buffered = (value) => (value instanceof Uint8Array ? Buffer.from(value) : value);
const plain = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, buffered(value)]));

export default class Database {
  constructor(location, { timeout }) {
    this.inner = new DatabaseSync(location, { timeout });
  }

  pragma(said) {
    this.inner.exec(`PRAGMA ${said}`);
  }

  prepare(sql) {
    const statement = coded(() => this.inner.prepare(sql));
    return {
      reader: statement.columns().length > 0,
      all: (values) => coded(() => statement.all(...values)).map(plain),
      run: (values) => coded(() => statement.run(...values)),
    };
  }

  close() {
    this.inner.close();
  }
}
