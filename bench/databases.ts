import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { mintSession } from '../auth/mint-session.ts'
import type { OwnedKey } from './revocation-window.ts'
import { openUnlimited, seed } from './seed.ts'
import { SECRET } from './servers.ts'

const ACCOUNTS = 2_000
/** The number of keys that are used under load. Those after them are for revoking. */
export const IN_USE = 10_000

export interface Seeded {
  url: string
  accounts: number
  keys: number
  /** Of every so many keys, one has its secret written to the file. */
  every: number
  /** The files with the written secrets, one per line, and with those in use. */
  secrets: string
  inUse: string
}

/**
 * Creates and fills a database on the server of DATABASE_URL. An existing one of the same name is dropped.
 * @param options.secretCount how many secrets are written, spread over all keys
 * @param options.reuse uses the database and secrets of an earlier run, for runs that revoke none of its keys: creating
 *   ten million takes a while
 */
export async function seeded(
  folder: string,
  name: string,
  keys: number,
  { secretCount = IN_USE, reuse = false } = {},
): Promise<Seeded> {
  const database = `keyward_bench_${name}`
  const url = new URL(process.env['DATABASE_URL'] ?? '')
  const server = url.href
  url.pathname = `/${database}`
  const [secrets, inUse] = [join(folder, `${name}.txt`), join(folder, `${name}-in-use.txt`)]
  const seeded = { url: url.href, accounts: ACCOUNTS, keys, every: Math.ceil(keys / secretCount), secrets, inUse }
  if (reuse && existsSync(inUse)) return seeded
  await onServer(server, `drop database if exists ${database}`)
  await onServer(server, `create database ${database}`)
  const db = await openUnlimited(url.href)
  await seed(db, { accounts: ACCOUNTS, keys, every: seeded.every, out: secrets })
  await db.destroy()
  const lines = (await readFile(secrets, 'utf8')).split('\n')
  await writeFile(inUse, lines.slice(0, Math.min(secretCount, IN_USE)).join('\n'))
  return seeded
}

/** Keys with known secrets from position `from` on, with their IDs and sessions of their owners. */
export async function ownedKeys({ url, secrets, every }: Seeded, from: number, count: number): Promise<OwnedKey[]> {
  const { rows } = await onServer<{ id: string; account_id: string }>(
    url,
    `select id, account_id from generate_series(${from}, ${from + count - 1}) place
      join api_keys on id = md5('key ' || place * ${every})::uuid order by place`,
  )
  const keys = (await readFile(secrets, 'utf8')).split('\n')
  const tokens = new Map<string, string>()
  const owned: OwnedKey[] = []
  for (const [at, { id, account_id }] of rows.entries()) {
    const token = tokens.get(account_id) ?? (await mint(account_id))
    tokens.set(account_id, token)
    owned.push({ id, token, key: keys[from + at] ?? '' })
  }
  return owned
}

const mint = (accountId: string) =>
  mintSession(SECRET, { personId: accountId, sessionId: accountId, tier: 'pro', seconds: 24 * 3600 })

/** Runs one statement on a new connection. */
export async function onServer<Row extends object>(url: string, statement: string): Promise<{ rows: Row[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query<Row>(statement)
  } finally {
    await client.end()
  }
}
