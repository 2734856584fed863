import { system } from '../auth/actor.ts'
import type { Database } from '../db/connection/client.ts'
import type { Announce } from '../db/rotation/grace.ts'
import type { ActivityLog } from '../enforcement/activity-log.ts'
import type { RejectedRequests } from '../enforcement/rejected-requests.ts'
import { deleteSessions } from './delete-sessions.ts'
import { flush, flushNew, inSequence } from './flush-activity.ts'
import { flushRejectedRequests } from './flush-rejected-requests.ts'
import type { Job } from './job.ts'
import { startDueGraces } from './start-graces.ts'

interface Needs {
  db: Database
  activity: ActivityLog
  rejectedRequests: RejectedRequests
  announce: Announce
  /** Makes the ID by which the history identifies a run. */
  runId: () => string
  /** Receives how many grace periods were started. */
  gracesStarted: (count: number) => void
}

const DEADLINE_MS = 60_000

/** Every job. To add one, add an entry here and its name to `JobName`. */
export const jobsOf = (needs: Needs): Job[] => [...activityJobs(needs), ...otherJobs(needs)]

function activityJobs({ db, activity }: Needs): Job[] {
  const next = inSequence()
  return [
    {
      name: 'first_uses',
      // Someone may be waiting for a key's first request. A flood of new keys causes one statement in this time.
      everyMs: 1_000,
      deadlineMs: DEADLINE_MS,
      failure: 'first uses could not be written; they follow with the other activity',
      run: () => next(() => flushNew(db, activity)),
    },
    {
      name: 'activity',
      // A key's activity is shown late by at most this, plus the time that writing it takes.
      everyMs: 8_000,
      deadlineMs: DEADLINE_MS,
      failure: 'activity could not be written; trying again',
      run: deadline => next(() => flush(db, activity, deadline)),
    },
  ]
}

const otherJobs = ({ db, rejectedRequests, announce, runId, gracesStarted }: Needs): Job[] => [
  {
    name: 'rejected_requests',
    everyMs: 8_000,
    deadlineMs: DEADLINE_MS,
    failure: 'rejected requests could not be written; lookups will not find their IDs',
    run: () => flushRejectedRequests(db, rejectedRequests),
  },
  {
    name: 'graces',
    // A grace period counts from the successor's first use, however late the job sees that use. Only a grace period of
    // a few seconds becomes longer.
    everyMs: 5_000,
    deadlineMs: DEADLINE_MS,
    failure: 'grace periods could not be started; trying again',
    run: deadline => startDueGraces(db, { actor: system(runId()), announce, started: gracesStarted, deadline }),
  },
  {
    name: 'sessions',
    // Nothing waits for it: an expired session is rejected whether or not it has been deleted.
    everyMs: 3_600_000,
    deadlineMs: DEADLINE_MS,
    failure: 'old portal sessions could not be deleted; trying again',
    run: deadline => deleteSessions(db, deadline),
  },
]
