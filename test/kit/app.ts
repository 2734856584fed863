import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { buildApp } from '../../app.ts'
import { type Config, readConfig } from '../../config/config.ts'
import type { Database } from '../../db/connection/client.ts'
import { plainLog } from '../../http/plain-log.ts'
import { createDatabase } from './database.ts'
import { type Person, SECRET } from './people.ts'

const NO_LOG = { write() {} }

/** Receives the lines of the log, one at a time. */
type Lines = Parameters<typeof plainLog>[0]

export type App = FastifyInstance & { db: Database }

/** The settings of a test: sessions signed with SECRET, no log, and the test's own settings. */
export const testConfig = (env: NodeJS.ProcessEnv = {}): Config =>
  readConfig({ SUPABASE_JWT_SECRET: SECRET, LOG_LEVEL: 'silent', PORT: '0', ...env })

/** An app on a new database. Both are gone when the test ends. */
export async function build(t: Test, env: NodeJS.ProcessEnv = {}, { log = NO_LOG }: { log?: Lines } = {}) {
  const { connections, url, drop } = await createDatabase()
  const app = await buildApp(testConfig(env), { connections, log: plainLog(log) })
  t.teardown(async () => {
    await close(app)
    await drop()
  })
  await app.ready()
  return Object.assign(app, { databaseUrl: url })
}

/** Several instances on one database. */
export const buildInstances = (t: Test, count: number, env: NodeJS.ProcessEnv = {}) =>
  buildEach(
    t,
    Array.from({ length: count }, () => env),
  )

/** An instance for each of these settings, all on one database. */
export async function buildEach(t: Test, envs: readonly NodeJS.ProcessEnv[]) {
  const { connections, connectAgain, drop, url } = await createDatabase()
  const apps: FastifyInstance[] = []
  for (const [at, env] of envs.entries()) {
    const own = at === 0 ? connections : await connectAgain()
    apps.push(await buildApp(testConfig(env), { connections: own, log: plainLog(NO_LOG) }))
  }
  t.teardown(async () => {
    for (const app of apps) await close(app)
    await drop()
  })
  return { apps, db: connections.db, databaseUrl: url }
}

/**
 * Ends an app and all connections to it. `close()` alone waits forever for a connection on which nothing was sent, and
 * browsers open such connections in advance.
 */
async function close(app: FastifyInstance) {
  const cut = setInterval(() => app.server.closeAllConnections(), 50)
  await app.close()
  clearInterval(cut)
}

type Call = InjectOptions & { as?: Person }

/** Injects a request, with the session of `as` if given. A `payload` object is sent as JSON. */
export function call(app: FastifyInstance, options: Call): Promise<LightMyRequestResponse> {
  const { as, headers, ...rest } = options
  return app.inject({ ...rest, headers: { ...(as && { cookie: as.cookie }), ...headers } })
}

const CREATE_TRIES = 5

/** Creates a key through the API. Retries a 503, which a busy machine may answer. */
export async function createKey(
  app: FastifyInstance,
  as: Person,
  name = 'a key',
): Promise<{ id: string; key: string }> {
  const create = () => call(app, { as, method: 'POST', url: '/api/v1/keys', payload: { name } })
  let reply = await create()
  for (let tried = 1; reply.statusCode === 503 && tried < CREATE_TRIES; tried++) reply = await create()
  if (reply.statusCode !== 201) throw new Error(`the key was not created: ${reply.body}`)
  return reply.json()
}

/** Uses a key as a program would. */
export const useKey = (app: FastifyInstance, key: string) =>
  app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${key}` } })

/** Revokes a key as its owner. */
export const revoke = (app: FastifyInstance, as: Person, id: string, reason?: string | null) =>
  call(app, { as, method: 'DELETE', url: `/api/v1/keys/${id}`, ...(reason !== undefined && { payload: { reason } }) })
