import t from 'tap'
import { abandonDownloads, DOWNLOADS } from '../kit/abandoned.ts'
import { openIn, untilOpenIn } from '../kit/descriptors.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { preparedFolder, start } from '../kit/service.ts'

const ROUNDS = EXHAUSTIVE ? 20 : 2

t.test('a download that is abandoned leaves nothing open', { timeout: 120_000 }, async t => {
  const service = await start(t, { DATA_DIR: await preparedFolder(t), LOG_LEVEL: 'warn' })
  for (const path of DOWNLOADS) t.equal((await ask(service, path)).status, 200, path)
  const before = await openIn(service)
  for (let round = 0; round < ROUNDS; round++) await abandonDownloads(service)
  const after = await untilOpenIn(service, before.length)
  t.ok(after.length <= before.length, `${before.length} were open, and now ${after.length}`)
  t.equal((await ask(service, '/healthz')).status, 200)
})
