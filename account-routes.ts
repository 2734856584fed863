import type { FastifyInstance } from 'fastify'
import type { Config } from './config/config.ts'
import { SERVICE_KEY_FORMAT } from './config/service-keys.ts'
import accountPath from './plugins/guards/account-path.ts'
import operator from './plugins/guards/operator.ts'
import services from './plugins/guards/services.ts'
import session from './plugins/guards/session.ts'
import crossOrigin from './plugins/responses/cross-origin.ts'
import { eventsOfAccount, ownEvents } from './routes/account/account-events.ts'
import auditEvents from './routes/account/audit-events.ts'
import departure from './routes/account/departure.ts'
import members from './routes/account/members.ts'
import sessionRoute from './routes/account/session.ts'
import signOut from './routes/account/sign-out.ts'
import usage from './routes/account/usage.ts'
import accounts from './routes/admin/accounts.ts'
import importKeys from './routes/admin/import.ts'
import lookup from './routes/admin/lookup.ts'
import plans from './routes/admin/plans.ts'
import portalSessions from './routes/admin/portal-sessions.ts'
import revocations from './routes/admin/revocations.ts'
import search from './routes/admin/search.ts'
import suspension from './routes/admin/suspension.ts'
import usageChanges from './routes/admin/usage-changes.ts'
import createKey from './routes/keys/create.ts'
import keys from './routes/keys/list.ts'
import pause from './routes/keys/pause.ts'
import revokeKey from './routes/keys/revoke.ts'
import revokeKeys from './routes/keys/revoke-many.ts'
import rotateKey from './routes/keys/rotate.ts'
import updateKey from './routes/keys/update.ts'
import ownerLeak from './routes/leaks/owner.ts'
import {
  CreateManagedKeyBody,
  CreateServiceKeyBody,
  UpdateManagedKeyBody,
  UpdateServiceKeyBody,
} from './schemas/managed-key.ts'
import { SERVICE_SCOPES } from './schemas/right.ts'

interface Scope {
  config: Config
}

/** The routes of signed-in people. */
export async function sessionScope(scope: FastifyInstance, { config }: Scope) {
  await scope.register(crossOrigin, { config })
  await scope.register(session, { config, source: scope.sessionSource })
  await scope.register(sessionRoute, { config })
  await scope.register(signOut, { config })
  await scope.register(createKey, { prefix: '/keys', config })
  await scope.register(updateKey, { prefix: '/keys', config })
  await addAccountRoutes(scope, { config })
  await scope.register(ownEvents)
}

/** The routes about an account and its keys, which a guard of the scope names. */
async function addAccountRoutes(scope: FastifyInstance, { config }: Scope) {
  const prefix = '/keys'
  await scope.register(keys, { prefix })
  await scope.register(rotateKey, { prefix, config })
  for (const route of [revokeKey, revokeKeys, ownerLeak, pause]) await scope.register(route, { prefix })
  for (const route of [members, departure]) await scope.register(route, { prefix: '/members' })
  for (const route of [auditEvents, usage]) await scope.register(route)
}

/** The routes of operators and services. */
export async function operatorScope(scope: FastifyInstance, { config }: Scope) {
  if (config.adminTokens.length === 0) return
  await scope.register(operator, { tokens: config.adminTokens })
  await scope.register(pathScope, { prefix: '/accounts/:accountId', config })
  await scope.register(servicesScope, { prefix: '/service-keys' })
  for (const route of [accounts, eventsOfAccount, plans, search, usageChanges]) await scope.register(route)
  await scope.register(importKeys, { config })
  await scope.register(lookup, { config })
  await scope.register(portalSessions, { config })
  await scope.register(revocations)
  await scope.register(suspension)
}

/** What people do with the keys of their account, for an account in the path. */
async function pathScope(scope: FastifyInstance, { config }: Scope) {
  await scope.register(accountPath)
  await scope.register(createKey, { prefix: '/keys', config, body: CreateManagedKeyBody })
  await scope.register(updateKey, { prefix: '/keys', config, body: UpdateManagedKeyBody })
  await addAccountRoutes(scope, { config })
}

/** The keys of services themselves. */
async function servicesScope(scope: FastifyInstance) {
  const config = { keyFormat: SERVICE_KEY_FORMAT, scopes: SERVICE_SCOPES }
  await scope.register(services)
  await scope.register(createKey, { config, body: CreateServiceKeyBody })
  await scope.register(updateKey, { config, body: UpdateServiceKeyBody })
  await scope.register(rotateKey, { config })
  for (const route of [keys, revokeKey, ownerLeak]) await scope.register(route)
}
