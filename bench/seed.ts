import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { createApiKey } from '../auth/api-key.ts'
import { KEY_FORMAT } from '../config/key-format.ts'
import { migrateDatabase } from '../db/connection/owner.ts'
import type { Tables } from '../db/tables.ts'

const ROWS_PER_STATEMENT = 10_000

interface Plan {
  accounts: number
  keys: number
  /** The file for the secrets, one per line. */
  out: string
  /** Of every so many secrets, one is written: reading 10 million would take long. */
  every?: number
}

/**
 * Fills a database with active keys of pro accounts, spread evenly, and writes their secrets, one per line. IDs are
 * functions of the numbers, so that a load generator can name any of them: key n is md5('key n'), account n is
 * md5('account n').
 */
export async function seed(db: Kysely<Tables>, { accounts, keys: count, out: path, every = 1 }: Plan) {
  await sql`insert into accounts (id, tier)
    select md5('account ' || n)::uuid, 'pro' from generate_series(0, ${accounts - 1}::int) n
    on conflict do nothing`.execute(db)
  const out = createWriteStream(path)
  for (let from = 0; from < count; from += ROWS_PER_STATEMENT) {
    const keys = Array.from({ length: Math.min(ROWS_PER_STATEMENT, count - from) }, () => createApiKey(KEY_FORMAT))
    await sql`
      insert into api_keys (id, account_id, name, public_id, last4, digest)
      select md5('key ' || n)::uuid, md5('account ' || n % ${accounts}::int)::uuid, 'key ' || n, public_id, last4,
        decode(digest, 'hex')
      from unnest(${keys.map(key => key.publicId)}::text[], ${keys.map(key => key.last4)}::text[],
        ${keys.map(key => key.digest.toString('hex'))}::text[]) with ordinality as k (public_id, last4, digest, place),
        lateral (select ${from}::int + place - 1 as n) as numbered`.execute(db)
    const written = keys.filter((_, place) => (from + place) % every === 0)
    if (!out.write(written.map(key => `${key.secret}\n`).join(''))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  await sql`vacuum analyze`.execute(db)
}

/** Migrates a database and opens it without the time limits of requests. */
export async function openUnlimited(databaseUrl: string) {
  await migrateDatabase({ databaseUrl, dataDir: '', databasePoolMax: 2 })
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      accounts: { type: 'string', default: '2000' },
      keys: { type: 'string', default: '20000' },
      out: { type: 'string', default: 'keys.txt' },
    },
  })
  const { DATABASE_URL } = process.env
  if (!DATABASE_URL) throw new Error('set DATABASE_URL to the database to fill')
  const db = await openUnlimited(DATABASE_URL)
  await seed(db, { accounts: Number(values.accounts), keys: Number(values.keys), out: values.out })
  await db.destroy()
}
