import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { canMount, smallDisk } from '../kit/disk.ts'
import { EXHAUSTIVE } from '../kit/exhaustive.ts'
import { ask } from '../kit/http.ts'
import { LogReader, startWriting } from '../kit/log-reader.ts'
import { type Person, signIn } from '../kit/people.ts'
import { preparedFolder, type Service, start } from '../kit/service.ts'
import { unless } from '../kit/unless.ts'
import { until } from '../kit/until.ts'

interface Made {
  id: string
  key: string
}

const create = async (service: Service, { cookie }: Person): Promise<Made> => {
  const reply = await ask(service, '/api/v1/keys', { cookie, method: 'POST', body: { name: 'a key' } })
  return reply.status === 503 ? create(service, { cookie, accountId: '' }) : reply.json()
}

const revoke = (service: Service, { cookie }: Person, { id }: Made) =>
  ask(service, `/api/v1/keys/${id}`, { cookie, method: 'DELETE' })

const metric = async (service: Service, name: string) =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec((await ask(service, '/metrics')).body)?.[1])

/** Sends requests, so that there are lines to write, until the log has the expected state. */
async function untilWritable(service: Service, isWritable: boolean) {
  await until(async () => (await metric(service, 'keyward_log_writable')) === Number(isWritable))
}

/** Fills the pipe. Nothing fails until the pipe is full. */
async function untilUnrecorded(service: Service, as: Person, key: Made) {
  while ((await revoke(service, as, key)).status !== 503)
    await Promise.all(Array.from({ length: 50 }, () => ask(service, '/healthz')))
}

function isJson(line: string) {
  try {
    return JSON.parse(line) !== null
  } catch {
    return false
  }
}

interface Scene {
  service: Service
  alice: Person
  /** The whole log. */
  log: () => Promise<string>
}

/** Breaks and repairs the log, and checks the promises for both times. */
async function survives(t: Test, { service, alice, log }: Scene, breakIt: () => unknown, mend: () => unknown) {
  const [first, second, live] = [
    await create(service, alice),
    await create(service, alice),
    await create(service, alice),
  ]
  await breakIt()
  await untilUnrecorded(service, alice, first)
  t.equal(await metric(service, 'keyward_log_writable'), 0)
  const failed = await metric(service, 'keyward_log_records_failed_total')
  t.ok(failed > 0, 'failed records are counted')
  const reply = await revoke(service, alice, second)
  t.equal(reply.status, 503, 'no revocation is answered without its line')
  t.equal(reply.headers['retry-after'], '1')
  t.equal(await metric(service, 'keyward_log_records_failed_total'), failed + 1)
  t.equal((await ask(service, '/api/v1/me', { key: second.key })).status, 401, 'it was committed all the same')
  t.equal((await ask(service, '/api/v1/me', { key: live.key })).status, 200, 'uses are answered')
  t.equal((await ask(service, '/readyz')).status, 200)
  t.match(await create(service, alice), { id: String }, 'keys are created')

  await mend()
  await untilWritable(service, true)
  t.equal((await revoke(service, alice, second)).status, 200, 'the repeat is answered')
  const text = await log()
  for (const { id } of [first, second])
    t.match(text, new RegExp(`^\\{.*"msg":"keyward.revoked","key_id":"${id}".*\\}$`, 'm'))
  const mixed = text.split('\n').filter(line => line.includes('{') && !isJson(line))
  t.same(mixed, [], 'no line is mixed with another')
}

t.test(
  ...unless(!canMount && 'no disk may be mounted here', 'a full disk under the log blocks only revocations'),
  async t => {
    const disk = await smallDisk(t, 1)
    const path = join(disk.folder, 'log')
    const settings = { DATA_DIR: await preparedFolder(t) }
    const service = await startWriting(t, settings, { redirect: `>${path}`, through: disk.through })
    const alice = await signIn('pro')
    const inside = `/proc/${service.child.pid}/root${path}`
    await survives(t, { service, alice, log: () => readFile(inside, 'utf8') }, disk.fill, disk.empty)
    t.match(service.output, /^keyward cannot write its log \(ENOSPC\): revocations are answered 503 until it can$/m)
    t.match(service.output, /^keyward can write its log again; lines dropped since the start: 0$/m)
    await disk.fill()
    t.equal((await service.end('SIGTERM')).code, 0, 'and a full disk does not keep it from ending')
  },
)

t.test('a missing or stalled reader of the log blocks only revocations', async t => {
  const reader = await LogReader.open(t)
  const settings = { DATA_DIR: await preparedFolder(t) }
  const service = await startWriting(t, settings, { redirect: `>${reader.path} 2>&1` })
  reader.read()
  const alice = await signIn('pro')
  const log = async () => {
    await ask(service, '/healthz')
    await sleep(100)
    return reader.text
  }
  await t.test('leaves', t =>
    survives(
      t,
      { service, alice, log },
      () => reader.leave(),
      () => reader.comeBack(),
    ),
  )
  await t.test('stalls', t =>
    survives(
      t,
      { service, alice, log },
      () => reader.stall(),
      () => reader.read(),
    ),
  )
  reader.stall()
  await untilUnrecorded(service, alice, await create(service, alice))
  t.equal((await service.end('SIGTERM')).code, 0, 'and does not keep it from ending')
})

t.test('a killed instance has written the line of every revocation that it answered', async t => {
  const [rounds, many] = EXHAUSTIVE ? [10, 100] : [1, 40]
  let answered = 0
  for (let round = 0; round < rounds; round++) {
    const service = await start(t, { DATA_DIR: await preparedFolder(t), SESSION_LIMIT_PER_MINUTE: '1000000' })
    const alice = await signIn('pro')
    const keys = await Promise.all(Array.from({ length: many }, () => create(service, alice)))
    const done: string[] = []
    const halfWay = Promise.withResolvers<void>()
    const all = keys.map(async key => {
      if ((await revoke(service, alice, key)).status === 200) done.push(key.id)
      if (done.length > many / 2) halfWay.resolve()
    })
    const settled = Promise.allSettled(all)
    await halfWay.promise
    const { output } = await service.end('SIGKILL')
    await settled
    answered += done.length
    const lines = new Set([...output.matchAll(/"msg":"keyward.revoked","key_id":"([^"]+)".*\}$/gm)].map(([, id]) => id))
    t.same(
      done.filter(id => !lines.has(id)),
      [],
      'none is missing',
    )
  }
  t.comment(`${answered} answered`)
})
