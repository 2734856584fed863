import pg from 'pg'

const CONNECT_MS = 5_000

/**
 * Asks the server what it takes for durable, before anything is entrusted to it.
 * @param warn told what weakens everything but revocations
 * @throws when it does not wait for its disk, or is unreachable
 */
export async function requireDurable(databaseUrl: string, warn: (problem: string) => void) {
  const { fsync, synchronous_commit } = await readSettings(databaseUrl)
  if (fsync === 'off')
    throw new Error('the database server has fsync=off: a crash of its machine would bring revoked keys back')
  if (synchronous_commit === 'off')
    warn('synchronous_commit is off: a crash of the database can lose anything but revocations')
}

async function readSettings(connectionString: string): Promise<Record<'fsync' | 'synchronous_commit', string>> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS, query_timeout: CONNECT_MS })
  client.on('error', () => {}) // the query fails, and that is enough
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}

async function ask(client: pg.Client) {
  try {
    await client.connect()
    const { rows } = await client.query(`select current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as synchronous_commit`)
    return rows[0]
  } catch (cause) {
    throw new Error('the database is unreachable', { cause })
  }
}
