import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Counter, Histogram } from 'prom-client'
import { requestId } from '../../http/request-id.ts'
import { type Job, type JobName, repeat } from '../../jobs/job.ts'
import { jobsOf } from '../../jobs/list.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Runs a job now, or after its current run. Jobs also run by themselves (jobs/list.ts). */
    runJob(name: JobName): Promise<void>
  }
}

/** Starts, times, logs and counts every job, and stops each after one last run before the database closes. */
export default fp(
  async function jobs(app) {
    const { db, activity, rejectedRequests, announce } = app
    const { seconds, failures, graces } = metricsOf(app)
    const list = jobsOf({
      db,
      activity,
      rejectedRequests,
      announce,
      runId: requestId,
      gracesStarted: count => graces.inc(count),
    })
    // Counters start at 0, because Prometheus only sees an increase of a series that it already knows.
    for (const { name } of list) failures.inc({ job: name }, 0)

    function observe({ name, failure }: Job, duration: number, error: Error | undefined) {
      seconds.observe({ job: name }, duration)
      if (!error) return
      failures.inc({ job: name })
      app.log.warn({ reason: error.message }, failure)
    }
    const running = list.map(job => ({ name: job.name, ...repeat(job, observe) }))

    app.decorate('runJob', async function runJob(name) {
      for (const job of running) if (job.name === name) await job.run()
    })
    app.addHook('onClose', async function stopJobs() {
      for (const job of running) await job.stop()
    })
  },
  { name: 'jobs', fastify: '5.x', dependencies: ['activity', 'announce', 'database', 'metrics'] },
)

function metricsOf({ metrics: { registry } }: FastifyInstance) {
  const registers = [registry]
  return {
    seconds: new Histogram({
      name: 'keyward_job_seconds',
      help: 'Time of a run of a background job',
      labelNames: ['job'],
      buckets: [0.001, 0.01, 0.1, 1, 10, 60],
      registers,
    }),
    failures: new Counter({
      name: 'keyward_job_failures_total',
      help: 'Runs of a background job that failed; the next run resumes their work',
      labelNames: ['job'],
      registers,
    }),
    graces: new Counter({
      name: 'keyward_graces_started_total',
      help: 'Rotated keys whose grace period started, with the first use of their successor',
      registers,
    }),
  }
}
