import { sql } from 'kysely'
import t from 'tap'
import { system } from '../../auth/actor.ts'
import { ActivityLog } from '../../enforcement/activity-log.ts'
import { flush } from '../../jobs/flush-activity.ts'
import { type Job, repeat } from '../../jobs/job.ts'
import { startDueGraces } from '../../jobs/start-graces.ts'
import { type App, build, createKey, useKey } from '../kit/app.ts'
import { signIn } from '../kit/people.ts'

const LONG_MS = 600_000

/** The value of a series with this job. */
async function sampleOf(app: App, series: string, job: string) {
  const { body } = await app.inject('/metrics')
  return Number(new RegExp(`^${series}\\{job="${job}"\\} (\\S+)$`, 'm').exec(body)?.[1])
}

const jobOf = (more: Partial<Job>): Job => ({
  ...{ name: 'activity', everyMs: LONG_MS, deadlineMs: LONG_MS, failure: '', run: async () => {} },
  ...more,
})

t.test('every run of a job is timed, and a failed run is counted, logged and recovered by the next', async t => {
  const lines: string[] = []
  const app = await build(t, { LOG_LEVEL: 'warn' }, { log: { write: line => lines.push(String(line)) } })
  const runs = (job: string) => sampleOf(app, 'keyward_job_seconds_count', job)
  const failures = () => sampleOf(app, 'keyward_job_failures_total', 'activity')
  const { key } = await createKey(app, await signIn())
  t.equal(await failures(), 0, 'the counter is there before the first failure')

  await sql`alter table key_activity rename to gone`.execute(app.db)
  t.equal((await useKey(app, key)).statusCode, 200)
  await app.runJob('activity')
  t.equal(await failures(), 1)
  t.match(lines.join(''), /"reason":".*key_activity.*","msg":"activity could not be written; trying again"/)

  await sql`alter table gone rename to key_activity`.execute(app.db)
  const before = await runs('activity')
  await app.runJob('activity')
  t.equal(await runs('activity'), before + 1)
  t.equal(await failures(), 1)
  t.equal((await app.db.selectFrom('key_activity').selectAll().execute()).length, 1)
  await app.runJob('graces')
  t.ok((await runs('graces')) >= 1)
})

t.test('a run past its deadline sends no further statement, fails, and loses nothing', async t => {
  const app = await build(t)
  const log = new ActivityLog()
  const { id, key } = await createKey(app, await signIn())
  app.activity.record = decisions => log.record(decisions)
  t.equal((await useKey(app, key)).statusCode, 200)
  await t.rejects(flush(app.db, log, AbortSignal.abort()), { name: 'AbortError' })
  t.match(log.drain().activities, [{ keyId: id }])
  const actor = system('req_test')
  const options = { actor, announce: app.announce, started: () => t.fail('nothing may start') }
  await t.rejects(startDueGraces(app.db, { ...options, deadline: AbortSignal.abort() }), { name: 'AbortError' })
})

t.test('a run learns of its deadline, and its failure does not end the loop', async t => {
  const { promise: failed, resolve } = Promise.withResolvers<Error | undefined>()
  let runs = 0
  async function untilDeadline(deadline: AbortSignal) {
    if (runs++ > 0) return
    // A signal's own timer does not keep the process alive.
    const alive = setTimeout(() => {}, LONG_MS)
    await new Promise(expired => deadline.addEventListener('abort', expired))
    clearTimeout(alive)
    deadline.throwIfAborted()
  }
  const job = repeat(jobOf({ deadlineMs: 1, run: untilDeadline }), (_job, _seconds, error) => resolve(error))
  await job.run()
  t.match(await failed, { name: 'TimeoutError' })
  await job.stop()
  t.equal(runs, 2, 'stopping runs it a last time')
})

t.test('a job never runs twice at once on an instance', async t => {
  let running = 0
  let runs = 0
  async function alone() {
    running++
    runs++
    await new Promise(setImmediate)
    t.equal(running, 1)
    running--
  }
  const job = repeat(jobOf({ run: alone }), () => {})
  await Promise.all([job.run(), job.run(), job.stop()])
  t.equal(runs, 3)
})
