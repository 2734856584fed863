import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { instanceAddress } from './address.ts'
import { SETTINGS } from './settings.ts'

const CONNECT_MS = 5_000
/** Up to PostgreSQL 14, every role can create tables in `public`. The tests run on 15 to 18. */
const OLDEST = 15

/** @throws if the server is unreachable or older than the versions that keyward is tested with */
export async function requireSupported<T>(db: Kysely<T>) {
  const version = sql<{ version: string; number: number }>`select current_setting('server_version') as version,
    current_setting('server_version_num')::int as number`
  const { rows } = await version.execute(db).catch(unreachable)
  const [{ version: found = '', number = 0 } = {}] = rows
  if (number < OLDEST * 10_000)
    throw new Error(
      `the database server is PostgreSQL ${found}; keyward needs ${OLDEST} or later, because in earlier versions every role can create tables beside keyward's`,
    )
}

/**
 * Checks the server's durability settings at startup, and whether keyward's settings reach the server.
 * @param warn called with each problem that breaks no promise about revocations
 * @throws if the server does not wait for its disk, if counting would fail, or if it is unreachable
 */
export async function requireSafe(databaseUrl: string, warn: (problem: string) => void) {
  const { fsync, synchronous_commit, ...settings } = await readSettings(databaseUrl)
  if (fsync === 'off')
    throw new Error('the database server has fsync=off: revoked keys would work again after a crash of its machine')
  const lost = Object.keys(SETTINGS).filter(name => settings[name] !== SETTINGS[name])
  if (lost.includes('default_transaction_isolation'))
    throw new Error(
      `the database's default_transaction_isolation is ${settings['default_transaction_isolation']} and a pooler drops keyward's own: see "PgBouncer" in docs/operating.md`,
    )
  if (lost.length > 0)
    warn(`a pooler drops keyward's settings (${lost.join(', ')}): see "PgBouncer" in docs/operating.md`)
  if (synchronous_commit === 'off')
    warn('synchronous_commit is off: a crash of the database can lose any change except revocations')
}

async function readSettings(databaseUrl: string): Promise<Record<string, string>> {
  const address = instanceAddress('DATABASE_URL', databaseUrl)
  const client = new pg.Client({
    ...address,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
    statement_timeout: CONNECT_MS, // the role's default may be too short for any statement
  })
  client.on('error', () => {}) // the query fails, which is enough
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
