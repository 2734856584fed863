import { type Kysely, sql } from 'kysely'

/** The account of the keys for keyward itself. No session, link or import can name it. */
const SERVICES = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Service keys: keys of one reserved account, whose scopes are rights in keyward itself.
 *
 * The check holds whatever writes the row: unless it is revoked, a key with such a scope belongs to the reserved account,
 * and a key of that account has a list of scopes, because at a gateway none means all of them. NOT VALID: it would scan a
 * large table with a lock that stops every use. So the migration looks for such keys first, and stops if there are any.
 */
export async function up(db: Kysely<unknown>) {
  await stopAtTakenScopes(db)
  await sql`lock table api_keys in access exclusive mode`.execute(db)
  await sql`
    alter table api_keys add constraint api_keys_services_check check (
      revoked_at is not null
      or case when account_id = ${sql.lit(SERVICES)} then scopes is not null
        else scopes is null or array_to_string(scopes, ' ') !~ '(^| )keyward:' end) not valid`.execute(db)
  for (const table of ['audit_events', 'account_events'] as const)
    await sql`
      alter table ${sql.table(table)}
        -- The name of a service at the time, and whom it says it acts for.
        add column service text,
        add column acting_for text,
        add constraint ${sql.id(`${table}_acting_for_check`)} check (acting_for ~ '^[!-~]{1,128}$') not valid`.execute(
      db,
    )
}

/** How many IDs the error names. */
const MOST_NAMED = 20

async function stopAtTakenScopes(db: Kysely<unknown>) {
  const { rows } = await sql<{ id: string }>`
    select id from api_keys
    where revoked_at is null and scopes is not null and array_to_string(scopes, ' ') ~ '(^| )keyward:'
    order by id limit ${MOST_NAMED}`.execute(db)
  if (rows.length > 0)
    throw new Error(
      `scopes that begin with "keyward:" are now keyward's own; revoke or change these keys first: ${rows.map(({ id }) => id).join(', ')}`,
    )
}
