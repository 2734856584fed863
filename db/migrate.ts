import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import * as keys from './migrations/001-keys.ts'
import * as final from './migrations/002-final.ts'
import * as authorize from './migrations/003-authorize.ts'
import * as authorizeUses from './migrations/004-authorize-uses.ts'
import * as actors from './migrations/005-actors.ts'
import * as eventDetails from './migrations/006-event-details.ts'
import * as rotation from './migrations/007-rotation.ts'
import * as leaks from './migrations/008-leaks.ts'
import * as scopes from './migrations/009-scopes-authorize.ts'
import * as rejectedUsage from './migrations/010-rejected-usage.ts'
import * as lives from './migrations/011-lives-authorize.ts'
import * as narrowRoles from './migrations/012-narrow-roles.ts'
import * as upgrades from './migrations/013-upgrades.ts'
import * as plans from './migrations/014-plans-authorize.ts'
import * as columns from './migrations/015-columns.ts'
import * as terms from './migrations/016-terms-authorize.ts'
import * as accountEvents from './migrations/017-account-events.ts'
import * as keyPrefixes from './migrations/018-key-prefixes.ts'
import * as externalIds from './migrations/019-external-ids.ts'
import * as services from './migrations/020-services.ts'
import * as portalSessions from './migrations/021-portal-sessions.ts'
import * as usageChanges from './migrations/022-usage-changes.ts'
import * as lookup from './migrations/023-lookup.ts'
import * as members from './migrations/024-members.ts'
import * as suspensions from './migrations/025-suspensions.ts'
import type { Tables } from './tables.ts'
import { openFeatures } from './upgrade.ts'

/** Listed one by one, so that exactly these run on a user's database, in this order. */
const migrations = {
  '001-keys': keys,
  '002-final': final,
  '003-authorize': authorize,
  '004-authorize-uses': authorizeUses,
  '005-actors': actors,
  '006-event-details': eventDetails,
  '007-rotation': rotation,
  '008-leaks': leaks,
  '009-scopes-authorize': scopes,
  '010-rejected-usage': rejectedUsage,
  '011-lives-authorize': lives,
  '012-narrow-roles': narrowRoles,
  '013-upgrades': upgrades,
  '014-plans-authorize': plans,
  '015-columns': columns,
  '016-terms-authorize': terms,
  '017-account-events': accountEvents,
  '018-key-prefixes': keyPrefixes,
  '019-external-ids': externalIds,
  '020-services': services,
  '021-portal-sessions': portalSessions,
  '022-usage-changes': usageChanges,
  '023-lookup': lookup,
  '024-members': members,
  '025-suspensions': suspensions,
}

/**
 * Migrates the database to the current schema under Kysely's advisory lock, so that any number of instances may start
 * at once. Needs a connection without a statement timeout: instances wait here for the one that migrates. A new
 * database has no instances of an earlier release, so its features are open at once.
 * @returns the names of the migrations that ran
 * @throws an error that names the migration that failed; the whole run is rolled back
 */
export async function migrate(db: Kysely<Tables>): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'keyward_migration',
    migrationLockTableName: 'keyward_migration_lock',
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) {
    const failed = results.find(result => result.status === 'Error')
    throw new Error(problemOf(error, failed?.migrationName), { cause: error })
  }
  const names = results.map(result => result.migrationName)
  if (names[0] === Object.keys(migrations)[0]) await openFeatures(db)
  return names
}

function problemOf(error: unknown, failed: string | undefined) {
  if (lacksPrivilege(error)) return 'migrating takes the role that owns the tables'
  if (failed !== undefined) return `migration ${failed} failed`
  // Kysely has found migrations that this version does not have.
  if (String(error).includes('corrupted migrations')) return 'the database has the schema of another version'
  return 'the database is unreachable'
}

/** SQLSTATE insufficient_privilege. */
const lacksPrivilege = (error: unknown) => (error as { code?: unknown }).code === '42501'
