import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import { addCallers } from './callers.ts'
import type { Config } from './config/config.ts'
import type { Connections } from './db/connection/client.ts'
import type { Log } from './http/log.ts'
import { plainLog } from './http/plain-log.ts'
import { httpServer } from './http/server-options.ts'
import errors from './plugins/responses/errors.ts'
import notFound from './plugins/responses/not-found.ts'
import rateLimit from './plugins/responses/rate-limit.ts'
import rawAnswers, { rawHandlers } from './plugins/responses/raw-answers.ts'
import serialization from './plugins/responses/serialization.ts'
import validation from './plugins/responses/validation.ts'
import activity from './plugins/services/activity.ts'
import announce from './plugins/services/announce.ts'
import authorizer from './plugins/services/authorizer.ts'
import database from './plugins/services/database.ts'
import demo from './plugins/services/demo.ts'
import jobs from './plugins/services/jobs.ts'
import keyPrefixes from './plugins/services/key-prefixes.ts'
import leaks from './plugins/services/leaks.ts'
import openapi from './plugins/services/openapi.ts'
import upgrade from './plugins/services/upgrade.ts'
import bodies from './plugins/transport/bodies.ts'
import closing from './plugins/transport/closing.ts'
import clientConnections from './plugins/transport/connections.ts'
import unread from './plugins/transport/unread.ts'
import imported from './plugins/watching/imported-keys.ts'
import metrics from './plugins/watching/metrics.ts'
import requestLog from './plugins/watching/request-log.ts'
import tracing from './plugins/watching/tracing.ts'

export interface Resources {
  /** An already open database to use instead of the configured one; closed with the app. */
  connections?: Connections
  /**
   * Defaults to plain standard output, which may lose lines. server.ts passes a `LogWriter`, which does not lose record
   * lines.
   */
  log?: Log
}

/** Assembles the service. Does not listen or read the environment. `close()` releases everything it opened. */
export async function buildApp(config: Config, { connections, log = plainLog(process.stdout) }: Resources = {}) {
  const app = Fastify({ ...httpServer(config, log), ...rawHandlers }).withTypeProvider<TypeBoxTypeProvider>()

  // Plugins for every response, in hook order. Those that watch routes being added come before the routes.
  await app.register(metrics)
  await app.register(rateLimit, { config })
  await app.register(closing)
  await app.register(clientConnections, { config })
  await app.register(requestLog)
  await app.register(tracing, { config })
  for (const plugin of [errors, rawAnswers, unread, bodies, validation, serialization, notFound])
    await app.register(plugin)
  await app.register(openapi, { config })
  // Plugins that the routes depend on.
  await app.register(database, { config, connections })
  await app.register(keyPrefixes, { config })
  await app.register(announce, { log })
  await app.register(demo, { config })
  for (const plugin of [activity, jobs, upgrade]) await app.register(plugin)
  await app.register(authorizer, { config })
  await app.register(imported, { config })
  await app.register(leaks, { config })
  await addCallers(app, { config })

  app.rejectTheRest()
  return app
}
