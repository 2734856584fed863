import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { instanceAddress } from './address.ts'
import { SETTINGS } from './settings.ts'

const CONNECT_MS = 5_000
/** In PostgreSQL 14, any role may create tables in `public`. The tests of the promises run on 15 to 18. */
const OLDEST = 15

/** @throws when the server is older than what keyward is tested with, or unreachable */
export async function requireSupported<T>(db: Kysely<T>) {
  const version = sql<{ version: string; number: number }>`select current_setting('server_version') as version,
    current_setting('server_version_num')::int as number`
  const { rows } = await version.execute(db).catch(unreachable)
  const [{ version: found = '', number = 0 } = {}] = rows
  if (number < OLDEST * 10_000)
    throw new Error(
      `the database server is PostgreSQL ${found}; keyward needs ${OLDEST} or later, because before that every role may create tables beside keyward's`,
    )
}

/**
 * Checks the server's durability, and whether keyward's settings arrive there, before anything is entrusted to it.
 * @param warn called with each problem that breaks no promise about revocations
 * @throws when the server does not wait for its disk, counts would fail, or it is unreachable
 */
export async function requireSafe(databaseUrl: string, warn: (problem: string) => void) {
  const { fsync, synchronous_commit, ...settings } = await readSettings(databaseUrl)
  if (fsync === 'off')
    throw new Error('the database server has fsync=off: a crash of its machine would bring revoked keys back')
  const lost = Object.keys(SETTINGS).filter(name => settings[name] !== SETTINGS[name])
  if (lost.includes('default_transaction_isolation'))
    throw new Error(
      `the database's default_transaction_isolation is ${settings['default_transaction_isolation']} and a pooler drops keyward's own: see "PgBouncer" in docs/operating.md`,
    )
  if (lost.length > 0)
    warn(`a pooler drops keyward's settings (${lost.join(', ')}): see "PgBouncer" in docs/operating.md`)
  if (synchronous_commit === 'off')
    warn('synchronous_commit is off: a crash of the database can lose anything but revocations')
}

async function readSettings(databaseUrl: string): Promise<Record<string, string>> {
  const address = instanceAddress('DATABASE_URL', databaseUrl)
  const client = new pg.Client({
    ...address,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
    statement_timeout: CONNECT_MS, // the role may have a default that is too short for any statement
  })
  client.on('error', () => {}) // the query fails, and that is enough
  try {
    return await ask(client).catch(unreachable)
  } finally {
    await client.end()
  }
}

async function ask(client: pg.Client): Promise<Record<string, string>> {
  await client.connect()
  const names = ['fsync', 'synchronous_commit', ...Object.keys(SETTINGS)]
  const { rows } = await client.query<[string, string]>({
    text: 'select name, current_setting(name) from unnest($1::text[]) as name',
    values: [names],
    rowMode: 'array',
  })
  return Object.fromEntries(rows)
}

function unreachable(cause: unknown): never {
  throw new Error('the database is unreachable', { cause })
}
