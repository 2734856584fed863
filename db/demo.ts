import { type Kysely, sql, type Transaction } from 'kysely'
import { createApiKey, shardOf } from '../auth/api-key.ts'
import type { KeyFormat } from '../config/key-format.ts'
import { DEMO_KEYS, type DemoKey } from './demo-keys.ts'
import { ensureAccount } from './ensure-account.ts'
import type { Tables } from './tables.ts'

/** An operator has lowered the day's limit of the demo's account, to show one that is half used. */
const OWN_DAY_LIMIT = 400_000

/**
 * Creates the keys of the demo's account on the first start, with 30 days of use and a history. Their secrets are
 * discarded.
 */
export async function seedDemo(db: Kysely<Tables>, accountId: string, keyFormat: KeyFormat) {
  await ensureAccount(db, { accountId, externalId: null, tier: 'pro' })
  const existing = await db.selectFrom('api_keys').select('id').where('account_id', '=', accountId).limit(1).execute()
  if (existing.length > 0) return
  const keys = DEMO_KEYS.map(key => {
    const { secret: _discarded, digest, ...made } = createApiKey(keyFormat, shardOf(accountId))
    return { ...rowOf(key), ...made, id: key.id ?? crypto.randomUUID(), digest: digest.toString('hex') }
  })
  await db.transaction().execute(async trx => {
    // The statements read the keys from this table, so that each is a list of columns.
    await sql`create temporary table demo_keys on commit drop as
      select r.*, ${accountId}::uuid as account_id, ${`user:${accountId}`} as owner, o.id as replaces, s.id as replaced_by
      from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as r (${COLUMNS})
        left join jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as o (id uuid, name text, "replacesName" text)
          on o.name = r."replacesName" and o."replacesName" is null
        left join jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as s (id uuid, "replacesName" text)
          on s."replacesName" = r.name and r."replacesName" is null`.execute(trx)
    await addKeys(trx)
    await addUse(trx)
    await addHistory(trx)
    await limitAccount(trx, accountId)
  })
}

const rowOf = ({ revoked, replaces, ...key }: DemoKey) => ({
  ...key,
  replacesName: replaces,
  revokedDays: revoked?.days,
  reason: revoked?.reason,
  source: revoked?.source,
  rejectedHourly: revoked?.hourly,
  lastRejectedDays: revoked?.lastRejectedDays,
})

const COLUMNS = sql.raw(`id uuid, name text, description text, scopes text[], prefix text, "publicId" text, last4 text,
  digest text, "createdDays" float8, "expiresDays" float8, "revokedDays" float8, reason text, source text, hourly float8,
  "lastUsedDays" float8, "rejectedHourly" float8, "lastRejectedDays" float8, "replacesName" text, "dayLimit" int`)

const DAY = sql`interval '1 day'`
const GRACE_SECONDS = 86_400

async function addKeys(trx: Transaction<Tables>) {
  await sql`
    insert into public.api_keys (id, account_id, name, description, scopes, key_prefix, public_id, last4, digest,
      created_at, expires_at, revoked_at, revoked_by, revocation_reason, leak_door, leak_source_url,
      replaces, replaced_by, grace_seconds, limited)
    select id, account_id, name, description, scopes, prefix, "publicId", last4, decode(digest, 'hex'),
      now() - "createdDays" * ${DAY}, now() + "expiresDays" * ${DAY},
      now() - "revokedDays" * ${DAY}, case when reason is not null then case when source is null then owner else 'system' end end,
      reason, case when source is not null then 'github' end, source,
      replaces, replaced_by, case when replaced_by is not null then ${GRACE_SECONDS}::int end, "dayLimit" is not null
    from demo_keys`.execute(trx)
  await sql`
    insert into public.key_windows (key_id, day_limit)
    select id, "dayLimit" from demo_keys where "dayLimit" is not null`.execute(trx)
}

/** Use follows the hours of the day and the days of the week, and ends with the key's last use. */
async function addUse(trx: Transaction<Tables>) {
  await sql`
    insert into public.key_usage (key_id, hour, requests, rejected)
    select id, hour, requests, rejected from demo_keys, lateral (
      select hour,
        case when "lastUsedDays" * 24 <= age and "createdDays" * 24 > age then greatest(0, hourly * busy)::bigint else 0 end,
        case when "revokedDays" * 24 > age and "lastRejectedDays" * 24 <= age then ("rejectedHourly" * busy)::bigint else 0 end
      from (select n as age, date_trunc('hour', now()) - make_interval(hours => n) as hour from generate_series(0, 719) as n) h,
        lateral (select (1 + 0.75 * sin((extract(hour from hour)::float8 - 8) * pi() / 12))
          * (case when extract(isodow from hour) > 5 then 0.35 else 1.1 end)
          * (0.9 + 0.2 * abs(sin(age * 7.0 + length(name)))) as busy) b
    ) u (hour, requests, rejected)
    where requests + rejected > 0`.execute(trx)
  await sql`
    insert into public.key_activity (key_id, first_used_at, last_used_at, refused_count, last_refused_at)
    select id, now() - "createdDays" * ${DAY}, now() - "lastUsedDays" * ${DAY},
      coalesce((select sum(rejected) from public.key_usage where key_id = id), 0), now() - "lastRejectedDays" * ${DAY}
    from demo_keys where "lastUsedDays" is not null`.execute(trx)
}

async function addHistory(trx: Transaction<Tables>) {
  await sql`
    insert into public.audit_events (account_id, key_id, action, actor, reason, details, request_id, ip, at)
    select account_id, id, action, actor, why, details, 'req_demo', ip::inet, at from demo_keys, lateral (values
      ('create', owner, null, case when replaces is not null then jsonb_build_object('replaces', replaces) end,
        '203.0.113.10', now() - "createdDays" * ${DAY}),
      ('rotate', owner, 'quarterly', jsonb_build_object('replaced_by', replaced_by, 'grace_seconds', ${GRACE_SECONDS}::int,
        'expires_at', jsonb_build_object('from', null, 'to', now() + "expiresDays" * ${DAY})), '203.0.113.10', now() - ${DAY}),
      ('revoke', case when source is null then owner else 'system' end, reason,
        case when source is not null then jsonb_build_object('leak', jsonb_build_object(
          'door', 'github', 'source_url', source, 'note', null)) end, '203.0.113.10', now() - "revokedDays" * ${DAY}),
      ('change_scopes', owner, null, jsonb_build_object('scopes', jsonb_build_object('from', null, 'to', scopes)),
        '203.0.113.10', now() - 12 * ${DAY})
    ) e (action, actor, why, details, ip, at)
    where case action when 'create' then true when 'rotate' then replaced_by is not null
      when 'revoke' then reason is not null else name = 'SIEM connector' end`.execute(trx)
}

async function limitAccount(trx: Transaction<Tables>, accountId: string) {
  await sql`
    update public.usage_windows set own_day = ${OWN_DAY_LIMIT}, day_start = date_trunc('day', now(), 'UTC'),
      day_used = (select coalesce(sum(requests), 0) from public.key_usage where hour >= date_trunc('day', now(), 'UTC'))
    where account_id = ${accountId}`.execute(trx)
  await sql`
    insert into public.account_events (account_id, action, actor, reason, details, request_id, at)
    values (${accountId}, 'set_limits', 'operator', 'agreed for the pilot', jsonb_build_object('limits', jsonb_build_object(
      'from', null, 'to', jsonb_build_object('minute', null, 'day', ${OWN_DAY_LIMIT}::int, 'month', null, 'until', null))),
      'req_demo', now() - 20 * ${DAY})`.execute(trx)
}
