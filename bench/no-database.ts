import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import { buildApp } from '../app.ts'
import { readConfig } from '../config/config.ts'
import { sharing } from '../db/connection/client.ts'
import type { Tables } from '../db/tables.ts'
import type { Verdict } from '../enforcement/decision.ts'

/**
 * keyward with a database that admits every use immediately, which leaves the CPU time of the process itself. Only the
 * authorize statement returns rows; background jobs find no work.
 */
const ACCOUNT = '00000000-0000-4000-8000-000000000001'

/** The row of `authorizeUses` (db/authorize.ts) for each group of the batch. */
const verdict: Omit<Extract<Verdict, { admitted: number }>, 'minuteEnd' | 'dayEnd' | 'atMs'> = {
  kind: 'valid',
  keyId: '00000000-0000-4000-8000-000000000123',
  accountId: ACCOUNT,
  externalId: null,
  accountMetadata: null,
  tier: 'pro',
  entitlements:
    '{"formats": ["json", "csv", "stix", "taxii", "misp", "cef", "openioc", "sigma"], "lookback_days": 365}',
  name: 'a key',
  prefix: 'sk_live_00000000',
  expiresAt: null,
  scopes: null,
  metadata: null,
  keyWindows: null,
  minuteLimit: 1_000,
  dayLimit: 1_000_000,
  monthLimit: null,
  minuteUsed: 0,
  dayUsed: 0,
  monthBefore: 0,
  admitted: 1_000,
}

function rowsFor(text: string, values: readonly unknown[]) {
  if (!text.includes('decide_by_terms')) return []
  const now = Date.now()
  const ends = { minuteEnd: Math.floor(now / 60_000) * 60 + 60, dayEnd: Math.floor(now / 86_400_000) * 86_400 + 86_400 }
  return (values[0] as string[]).map(() => ({ ...verdict, ...ends, atMs: now }))
}

const connection = {
  query: async (text: string, values: readonly unknown[]) => ({ rows: rowsFor(text, values), command: 'SELECT' }),
  release: () => {},
}
const pool = { connect: async () => connection, end: async () => {}, options: {} } as unknown as PostgresPool

const config = readConfig()
const app = await buildApp(config, {
  connections: sharing(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })),
})
await app.listen({ port: config.port })
// A clean end, so that `node --cpu-prof` writes its profile.
process.once('SIGTERM', () => process.exit())
