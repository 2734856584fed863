import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../app.ts'
import { createApiKey } from '../auth/api-key.ts'
import { readConfig } from '../config/config.ts'
import { KEY_FORMAT } from '../config/key-format.ts'
import { ensureAccount } from '../db/ensure-account.ts'

/**
 * Tests whether the time of a rejection distinguishes an unknown key from an expired or revoked one: Welch's t for each
 * pair, over interleaved requests. Not part of the test suite, because a busy machine makes it meaningless.
 *
 * Run: [DATABASE_URL=postgres://…] node bench/rejection-timing.ts
 */
const ROUNDS = 2_000
const WARM_UP = 300
/** The threshold of leakage tests (TVLA). A difference beyond it is significant. */
const BOUND = 4.5

const dataDir = await mkdtemp(join(tmpdir(), 'keyward-timing-'))
const { DATABASE_URL } = process.env
const settings = { SUPABASE_JWT_SECRET: 'x'.repeat(32), LOG_LEVEL: 'silent', DATA_DIR: dataDir }
const app = await buildApp(readConfig({ ...settings, DATABASE_URL }))
const { db } = app

const keys = { unknown: createApiKey(KEY_FORMAT), expired: createApiKey(KEY_FORMAT), revoked: createApiKey(KEY_FORMAT) }
const kinds = Object.keys(keys) as (keyof typeof keys)[]
const times = { unknown: [] as number[], expired: [] as number[], revoked: [] as number[] }
await store()
for (let round = 0; round < WARM_UP + ROUNDS; round++)
  for (const kind of kinds.toSorted(() => Math.random() - 0.5)) {
    const start = performance.now()
    const { statusCode } = await app.inject({ url: '/api/v1/me', headers: { 'x-api-key': keys[kind].secret } })
    if (statusCode !== 401) throw new Error(`${kind}: ${statusCode}`)
    if (round >= WARM_UP) times[kind].push(performance.now() - start)
  }
for (const [a, b] of [
  ['unknown', 'expired'],
  ['unknown', 'revoked'],
  ['expired', 'revoked'],
] as const) {
  const t = welch(middle(times[a]), middle(times[b]))
  if (Math.abs(t) >= BOUND) process.exitCode = 1
  process.stdout.write(`${a} / ${b}: t = ${t.toFixed(2)}${Math.abs(t) < BOUND ? '' : '  LEAKS'}\n`)
}
await app.close()
await rm(dataDir, { recursive: true })

/** Stores an expired and a revoked key of a new account. */
async function store() {
  const account = randomUUID()
  await ensureAccount(db, { accountId: account, externalId: null, tier: 'pro' })
  const row = ({ publicId: public_id, last4, digest }: typeof keys.unknown) => ({
    account_id: account,
    name: 'timing',
    public_id,
    last4,
    digest,
  })
  await db
    .insertInto('api_keys')
    .values({ ...row(keys.expired), expires_at: new Date(0) })
    .execute()
  await db.insertInto('api_keys').values(row(keys.revoked)).execute()
  const revocation = { revoked_at: new Date(), revoked_by: `user:${account}` }
  await db.updateTable('api_keys').set(revocation).where('digest', '=', keys.revoked.digest).execute()
}

/** Drops the slowest tenth, which are pauses of the machine. */
function middle(sample: number[]) {
  return sample.toSorted((a, b) => a - b).slice(0, Math.floor(sample.length * 0.9))
}

/** Welch's t of two samples. */
function welch(a: number[], b: number[]) {
  const mean = (sample: number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length
  const error = (sample: number[]) => {
    const center = mean(sample)
    return sample.reduce((sum, value) => sum + (value - center) ** 2, 0) / (sample.length - 1) / sample.length
  }
  return (mean(a) - mean(b)) / Math.sqrt(error(a) + error(b))
}
