import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { revokeKey } from '../db/keys/revoke.ts'
import type { Tables } from '../db/tables.ts'

const run = promisify(execFile)
const KEY = '00000000-0000-4000-8000-00000000000a'
const ACCOUNT = '00000000-0000-4000-8000-00000000000b'

/** The statement of a revocation as Kysely builds it, intercepted before it reaches a database. */
async function revocationStatement(): Promise<CompiledQuery> {
  let statement: CompiledQuery | undefined
  const client = {
    query: async (sql: string, parameters: readonly unknown[]) => {
      statement = { sql, parameters } as CompiledQuery
      return { command: 'SELECT', rowCount: 1, rows: [{ changed: true }] }
    },
    release: () => {},
  }
  const pool = { options: {}, connect: async () => client, end: async () => {} }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as never }) })
  const actor = {
    name: `user:${ACCOUNT}`,
    sessionId: ACCOUNT,
    sessionName: null,
    requestId: 'req_bench',
    ip: '127.0.0.1',
    service: null,
    actingFor: null,
  } as const
  await revokeKey(db, { accountId: ACCOUNT, keyId: KEY }, { actor, reason: 'rotation: quarterly' })
  if (!statement) throw new Error('the revocation made no statement')
  return statement
}

/** The same statement about a random key, in pgbench's language. */
async function script(keys: number, accounts: number) {
  const { sql, parameters } = await revocationStatement()
  const literal = (value: unknown) => {
    if (value === KEY) return `md5('key ' || :n)::uuid`
    if (value === ACCOUNT) return `md5('account ' || :n % ${accounts})::uuid`
    if (value === `user:${ACCOUNT}`) return `'user:' || md5('account ' || :n % ${accounts})`
    return value === null ? 'null' : `'${value}'`
  }
  const inlined = sql.replace(/\$(\d+)/g, (_, at) => literal(parameters[Number(at) - 1]))
  return `\\set n random(0, ${keys - 1})\n${inlined.replaceAll('\n', ' ')};\n`
}

/** Transactions per second of pgbench with the prepared statement of a revocation. */
export async function pgbench(url: string, { keys = 0, accounts = 0, clients = 16, seconds = 10 }) {
  const file = join(await mkdtemp(join(tmpdir(), 'keyward-bench-')), 'revoke.sql')
  await writeFile(file, await script(keys, accounts))
  const options = ['-n', '-M', 'prepared', '-f', file, '-c', String(clients), '-j', '2', '-T', String(seconds), url]
  const { stdout } = await run('pgbench', options)
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
}
