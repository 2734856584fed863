import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onServer, ownedKeys, type Seeded } from './databases.ts'
import { alternating, file, withServers } from './loads.ts'
import { detailsOf, ratio, type Say } from './report.ts'
import { startServer } from './servers.ts'
import { type Load, load } from './wrk.ts'

const INSTANCES = 3
const CONNECTIONS = 20

/**
 * Compares one account that gets all the load over three instances, so that one row counts everything, with many
 * accounts.
 */
export async function hotAccount(folder: string, database: Seeded, say: Say) {
  const [owned] = await ownedKeys(database, 0, 1)
  if (!owned) throw new Error('the database has no keys')
  const one = join(folder, 'one-key.txt')
  await writeFile(one, owned.key)
  // A limit that one account does not reach, so that the row in which it is counted is what binds.
  await onServer(database.url, "update plans set minute_limit = 100000000, day_limit = null where name = 'pro'")
  const start = () => startServer(file('../server.ts'), { DATABASE_URL: database.url })
  const servers = await Promise.all(Array.from({ length: INSTANCES }, start))
  const over = async (keys: string) =>
    together(
      await Promise.all(
        servers.map(({ url }) =>
          load(`${url}/forward-auth`, { connections: CONNECTIONS, script: file('random-keys.lua'), args: [keys] }),
        ),
      ),
    )
  await withServers(servers, async () => {
    const [spread, hot] = await alternating(
      () => over(database.inUse),
      () => over(one),
    )
    if (!spread || !hot) throw new Error('a load is missing')
    say('one hot account over 3 instances / many accounts', ratio(hot.rate, spread.rate), {
      goal: '0.6',
      stretchGoal: '0.8',
      note: `${detailsOf(hot)}; of many ${detailsOf(spread)}`,
    })
  })
  await onServer(database.url, "update plans set minute_limit = 1000, day_limit = 1000000 where name = 'pro'")
}

const together = (loads: Load[]): Load => ({
  rate: loads.reduce((sum, { rate }) => sum + rate, 0),
  p50: Math.max(...loads.map(({ p50 }) => p50)),
  p99: Math.max(...loads.map(({ p99 }) => p99)),
  failed: loads.reduce((sum, { failed }) => sum + failed, 0),
})
