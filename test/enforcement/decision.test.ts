import t from 'tap'
import { groupAlike, type Requirement, type Use } from '../../enforcement/decision.ts'

const use = (digest: string, requirement: Requirement | null = null, counts = true, cost = 1): Use => ({
  digest,
  requirement,
  counts,
  cost,
})

t.test('uses share a row only if key, requirement and counting are the same', async t => {
  const kinds = [
    use('a'),
    use('b'),
    use('a', null, false),
    use('a', null, true, 2),
    use('a', { needs: '$.b >= 1' }),
    use('a', { needs: '$.a >= 1' }),
    use('a', { needs: '$.a >= 1' }, false),
    use('a', { scopes: ['read'] }),
    use('a', { needs: '$.a >= 1', scopes: ['undefined'] }),
    use('a', { scopes: ['read', 'write'] }),
    use('a', { needs: '$.a >= 1', scopes: ['read'] }),
  ]
  const again = kinds.map(kind => ({ ...kind }))
  t.same(
    groupAlike([...kinds, ...again]),
    kinds.map((kind, at) => [kind, again[at]]),
    'each kind is a group, in the order in which it came first',
  )
})
