import { sql } from 'kysely'
import { type App, createKey, revoke } from '../kit/app.ts'
import type { Person } from '../kit/people.ts'

/** Gives a person keys as in a real account: in use, idle, expired, revoked, and revoked but still in use. */
export async function livedIn(app: App, person: Person) {
  const ids: string[] = []
  for (const name of [
    'SIEM connector',
    'Nightly export',
    'SOAR playbooks',
    'TAXII poller',
    'Laptop of the red team',
    'Trial of a partner',
  ]) {
    ids.push((await createKey(app, person, name)).id)
  }
  const [siem = '', nightly = '', soar = '', taxii = '', laptop = '', trial = ''] = ids
  const aged = sql`update api_keys set created_at = now() - k.days * interval '1 day',
      expires_at = now() + k.left * interval '1 day'
    from (values (${siem}, 402, null), (${nightly}, 311, null), (${soar}, 174, null), (${taxii}, 60, 30),
      (${laptop}, 45, null), (${trial}, 12, 18)) as k (id, days, "left") where api_keys.id = k.id::uuid`
  await aged.execute(app.db)
  await revoke(app, person, laptop, 'compromised: the laptop was stolen at the airport')
  await revoke(app, person, trial, 'no longer used')
  const used = sql`insert into key_usage (key_id, hour, requests)
    select k.id::uuid, date_trunc('hour', now()) - make_interval(hours => h),
      (k.size * (1 + 0.5 * sin(h / 24.0 + k.size)) * (1.2 + sin(h * 0.26)))::int
    from (values (${siem}, 800), (${nightly}, 260), (${soar}, 450), (${taxii}, 120)) as k (id, size),
      generate_series(0, 720, 3) as h`
  await used.execute(app.db)
  const stolen = sql`insert into key_usage (key_id, hour, requests, rejected)
    select ${laptop}, date_trunc('hour', now()) - make_interval(hours => h),
      case when h > 60 then (90 * (1.2 + sin(h * 0.26)))::int else 0 end, case when h < 60 then 64 else 0 end
    from generate_series(0, 720, 3) as h`
  await stolen.execute(app.db)
  const active = sql`insert into key_activity (key_id, last_used_at, refused_count, last_refused_at)
    select k.id::uuid, now() - k.used::interval, k.refused, now() - k.at::interval
    from (values (${siem}, '20 seconds', 0, null), (${nightly}, '5 hours', 0, null), (${soar}, '3 minutes', 0, null),
      (${taxii}, '2 days', 0, null), (${laptop}, '1 hour', 1284, '40 seconds')) as k (id, used, refused, at)`
  await active.execute(app.db)
  const windows = sql`update usage_windows set minute_start = date_trunc('minute', now(), 'UTC'), minute_used = 312,
      day_start = date_trunc('day', now(), 'UTC'), day_used = 10381
    where account_id = ${person.accountId}`
  await windows.execute(app.db)
}

const PROGRAMS =
  'SIEM connector, Nightly export, SOAR playbooks, TAXII poller, Grafana, CI of the platform team, Phishing triage'
const PLACES = 'production, staging, Frankfurt, Oregon, Singapore, the SOC'

/** Gives a person forty keys, one of which was revoked after a leak and is still in use. */
export async function fortyKeys(app: App, person: Person) {
  const names = PROGRAMS.split(', ').flatMap(program => PLACES.split(', ').map(place => `${program}, ${place}`))
  const ids: string[] = []
  for (const name of names.slice(0, 40)) ids.push((await createKey(app, person, name)).id)
  await sql`update api_keys set created_at = now() - k.n * interval '9 days', description = 'Owned by team ' || k.n % 7,
      scopes = case when k.n % 5 = 0 then array['feeds:read', 'iocs:read'] end,
      expires_at = case when k.n % 11 = 3 then now() + k.n * interval '1 day' when k.n % 13 = 5 then now() - interval '2 days' end
    from unnest(${ids}::uuid[]) with ordinality as k (id, n) where api_keys.id = k.id`.execute(app.db)
  const [leaked = '', old = '', unused = ''] = [ids[7], ids[20], ids[33]]
  await revoke(app, person, leaked, 'compromised: pushed to a public repository')
  await revoke(app, person, old, 'no longer used')
  await revoke(app, person, unused, 'departure')
  await sql`insert into key_activity (key_id, last_used_at, refused_count, last_refused_at)
    select k.id, case when k.n % 6 <> 2 then now() - k.n * k.n * interval '7 minutes' end,
      case when k.id = ${leaked}::uuid then 1284 else 0 end,
      case when k.id = ${leaked}::uuid then now() - interval '40 seconds' end
    from unnest(${ids}::uuid[]) with ordinality as k (id, n)`.execute(app.db)
  await sql`insert into key_usage (key_id, hour, requests, rejected)
    select k.id, date_trunc('hour', now()) - make_interval(hours => h),
      (800.0 / k.n * (1 + 0.5 * sin(h / 24.0 + k.n)) * (1.2 + sin(h * 0.26)))::int,
      case when k.id = ${leaked}::uuid and h < 40 then 30 + h else 0 end
    from unnest(${ids}::uuid[]) with ordinality as k (id, n), generate_series(0, 720, 3) as h`.execute(app.db)
}
