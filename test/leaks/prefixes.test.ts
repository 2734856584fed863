import fc from 'fast-check'
import t from 'tap'
import { createApiKey } from '../../auth/api-key.ts'
import { basicTest, keyTest, startTest } from '../../auth/key-shapes.ts'
import { presentedKey } from '../../auth/presented-key.ts'
import { keyFormat } from '../../config/key-format.ts'
import { keyFinder } from '../../leaks/find-keys.ts'
import { maskOf } from '../../leaks/mask.ts'

/** Few letters, so that prefixes often end like another begins, or contain it. */
const prefix = fc
  .string({ unit: fc.constantFrom('a', 'b', 'A', '_', '1'), minLength: 1, maxLength: 5 })
  .map(text => `k${text}_`)
const format = fc.uniqueArray(prefix, { minLength: 1, maxLength: 3 }).map(keyFormat)

t.test('creation, requests, Basic, the leak search and the mask agree about any prefixes', async t => {
  const property = fc.property(format, given => {
    fc.pre(given !== undefined)
    const keys = { keyFormat: given, importedKeyShapes: [] }
    const [isKey, isBasic, isStart, find, mask] = [
      keyTest(keys),
      basicTest(keys),
      startTest(keys),
      keyFinder(keys),
      maskOf(keys),
    ]
    for (const own of given.prefixes) {
      const { secret, publicId } = createApiKey({ prefixes: [own] })
      const headers = ['Authorization', `Bearer ${secret}`]
      const agreed = [isKey(secret), isBasic(secret), isStart(own + publicId), presentedKey(headers, '/', isKey).key]
      if (agreed.join() !== `true,true,true,${secret}`) throw new Error(`${own}: ${agreed}`)
      const text = `found in x${secret}, and reported`
      if ([...find(text)].join() !== secret) throw new Error(`${own}: found ${[...find(text)]}`)
      if (mask(text, /( )/).includes(secret.slice(-20))) throw new Error(`${own}: ${mask(text, /( )/)}`)
    }
    const { secret } = createApiKey({ prefixes: ['other_'] })
    if (isKey(secret) || find(secret).size > 0) throw new Error('a key of another prefix')
  })
  fc.assert(property, { numRuns: 300 })
  t.pass('for every sample')
})
