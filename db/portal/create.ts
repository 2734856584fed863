import { type Kysely, sql } from 'kysely'
import type { NamedAccount } from '../../auth/account-id.ts'
import type { PortalSecret } from '../../auth/portal-secret.ts'
import type { Role } from '../../schemas/role.ts'
import { ensureAccount } from '../ensure-account.ts'
import { type By, recordAccountEvent } from '../history/account-events.ts'
import { addFirstManager } from '../members/first-manager.ts'
import type { Tables } from '../tables.ts'
import { requireFinished } from '../upgrade.ts'

/** Instances of an earlier release ignore portal sessions, and would act for another session of the same browser. */
const MIGRATION = '021-portal-sessions'
/** A link can be read by others until it has been used. */
const CODE_SECONDS = 120

/** A session that a backend starts for a person. */
export interface NewPortalSession {
  account: NamedAccount
  person: string
  label: string | null
  role: Role | null
  returnUrl: string | null
  /** How long it lasts. */
  seconds: number
  /** A page gets a code, which becomes a cookie; an element gets a token. */
  usedFor: 'page' | 'element'
  /** Whether the person becomes the account's manager if it never had a member. */
  isFirstManager: boolean
  secret: PortalSecret
}

/**
 * Starts a session, and records it in the account's history. Creates the account if it does not exist.
 * @throws OtherAccount, UpgradeUnfinished
 */
export function createPortalSession(db: Kysely<Tables>, session: NewPortalSession, by: By) {
  const { account, person, label, role, returnUrl, usedFor, isFirstManager, secret } = session
  const isPage = usedFor === 'page'
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => {
      await requireFinished(trx, MIGRATION)
      await ensureAccount(trx, { ...account, tier: null })
      if (isFirstManager) await addFirstManager(trx, account.accountId, person, by)
      const created = await trx
        .insertInto('portal_sessions')
        .values({
          account_id: account.accountId,
          person,
          label,
          role,
          return_url: returnUrl,
          used_for: usedFor,
          code_digest: isPage ? secret.digest : null,
          code_expires_at: isPage ? after(CODE_SECONDS) : null,
          digest: isPage ? null : secret.digest,
          created_by: by.actor.name,
          expires_at: after(session.seconds),
        })
        .returning(['id', 'expires_at'])
        .executeTakeFirstOrThrow()
      const details = { session: created.id, person, role, for: usedFor }
      await recordAccountEvent(trx, account.accountId, by, { action: 'start_session', details })
      return created
    })
}

const after = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`
