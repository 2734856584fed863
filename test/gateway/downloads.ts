import type { Test } from 'tap'
import { abandonDownloads, DOWNLOADS } from '../kit/abandoned.ts'
import { openIn } from '../kit/descriptors.ts'
import type { Gateway } from './harness.ts'

/** The gateway keeps connections open for further requests, so only files are counted. */
const SOCKET = /^socket:/

export async function abandons(t: Test, { ask, keywards, port }: Gateway) {
  for (const path of DOWNLOADS) t.equal((await ask(path)).status, 200, path)
  const filesOf = async () => {
    const all = await Promise.all(keywards.map(keyward => openIn(keyward)))
    return all.map(targets => targets.filter(target => !SOCKET.test(target)).length)
  }
  const before = await filesOf()
  await abandonDownloads({ port })
  for (const path of DOWNLOADS) t.equal((await ask(path)).status, 200, path)
  t.same(await filesOf(), before, 'no more files are open than before')
}
