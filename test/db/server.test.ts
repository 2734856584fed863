import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import t from 'tap'
import { requireSupported } from '../../db/connection/server.ts'

/** A connection to a server that reports this version. */
function saying(version: string, number: number) {
  const connection = { query: async () => ({ command: 'SELECT', rows: [{ version, number }] }), release: () => {} }
  const pool = { options: {}, connect: async () => connection, end: async () => {} } as unknown as PostgresPool
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
}

// A stand-in: Debian has no PostgreSQL 14 beside the one that the other tests run on.
t.test('a server older than PostgreSQL 15 is rejected with the reason', async t => {
  await t.rejects(requireSupported(saying('14.23', 140_023)), {
    message: /^the database server is PostgreSQL 14\.23; keyward needs 15 or later, because /,
  })
  await t.rejects(requireSupported(saying('9.6.24', 90_624)), { message: /PostgreSQL 9\.6\.24/ })
  for (const [version, number] of [
    ['15.0', 150_000],
    ['19beta1', 190_000],
  ] as const)
    await t.resolves(requireSupported(saying(version, number)), version)
})
