import { sql } from 'kysely'
import type { FoundPortalSession } from '../../auth/portal-session.ts'
import { compiled } from '../connection/compiled.ts'

/**
 * Reads a session by the digest of its cookie or token. Every request does, so a session that has been ended is rejected
 * everywhere as soon as that is answered.
 */
export const findPortalSession = compiled<{ digest: Buffer }, FoundPortalSession>((db, argument) =>
  db
    .selectFrom('portal_sessions as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .select([
      's.id',
      's.account_id as accountId',
      'a.external_id as externalId',
      's.person',
      's.label',
      's.role',
      's.return_url as returnUrl',
      's.expires_at as expiresAt',
      sql<FoundPortalSession['problem']>`case when s.ended_at is not null then 'ended'
        when s.expires_at <= now() then 'expired' end`.as('problem'),
    ])
    .where('s.digest', '=', argument('digest')),
)
