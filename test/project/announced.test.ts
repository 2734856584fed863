import t from 'tap'
import { read, tracked } from './files.ts'

/** Code that changes keys without announcing it, and why nothing is lost. */
const EXEMPT: Record<string, string> = {
  changeKeys: 'builds the statement of the others',
  lockedInOrder: 'only locks',
  changeFact: 'name and description; scopes only within updateKey, which announces',
  setTerms: 'limits and metadata, which are as in the backup after a restore',
  inheritLimits: 'changes no key; it counts on the limits of its successor',
  replayRevocations: 'replays what was announced',
  replayRestrictions: 'replays what was announced',
  replayPauses: 'replays what was announced',
  revokeInBatches: 'hands each batch to its caller, unannounced',
  revokeMatching: 'hands each batch to its caller, unannounced',
}

const ANNOUNCED = [
  'cancelRotation',
  'revokeKey',
  'revokeKeys',
  'revokeLeaked',
  'revokeOwnLeaked',
  'rotateKey',
  'setPause',
  'startGraces',
  'updateKey',
]

const sources = tracked.filter(path => /^(db|jobs|routes|plugins)\/.*\.ts$/.test(path) && !path.includes('migrations/'))

t.test('a function that changes keys returns a result that must be announced', t => {
  const changing = sources.filter(path => /\bchangeKeys\(/.test(read(path)))
  const seen: string[] = []
  for (const path of changing) {
    const functions = [...read(path).matchAll(/^export (?:async )?function (\w+)[\s\S]*? \{$/gm)]
    for (const [signature, name = ''] of functions) {
      if (!(name in EXEMPT)) t.match(signature, /\b(Unannounced|Announce)\b/, `${path}: ${name}`)
      seen.push(name)
    }
  }
  t.same(seen.toSorted(), [...Object.keys(EXEMPT), ...ANNOUNCED].toSorted())
  t.end()
})

t.test('keys are changed in those functions only', t => {
  const writing = sources.filter(path => /updateTable\('api_keys/.test(read(path)))
  t.same(writing, ['db/keys/change.ts'])
  t.end()
})

t.test('accounts are suspended in two functions only, and what one returns must be announced', t => {
  const writing = sources.filter(path => /set\(\{[^}]*\bsuspended_at\b/.test(read(path)))
  t.same(writing, ['db/account/suspend.ts', 'db/history/replay-suspensions.ts'])
  t.match(read('db/account/suspend.ts'), /new Unannounced\(/)
  t.end()
})

t.test('only the announcement opens such a result', t => {
  const opening = sources.filter(path => /\bUnannounced\s*\.\s*open\b/.test(read(path)))
  t.same(opening, ['plugins/services/announce.ts'])
  t.end()
})
