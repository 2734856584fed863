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
