import { readdirSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import tap, { type Test } from 'tap'
import { ROOT } from './process.ts'

let current: Test = tap

/**
 * The object with which a test file registers its tests: tap itself or, if `together` runs the file, the file's own
 * test.
 */
export const root = () => current

const SCHEME = 'test-of:'

/**
 * Runs every test file of a folder in this process, one after the other, each as a test named by its path. Starting a
 * process, loading the service and opening an embedded database takes two seconds of CPU, more than most files need for
 * their tests.
 * @param folder its absolute path; subfolders are included
 */
export async function together(folder: string) {
  registerHooks({
    // `import t from 'tap'` in a test file yields the test of that file, and with it an end at which its apps close.
    resolve: (specifier, context, next) =>
      specifier === 'tap' && context.parentURL?.endsWith('.test.ts')
        ? { url: SCHEME + context.parentURL, shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url.startsWith(SCHEME)
        ? { format: 'module', source: `export default (await import('${import.meta.url}')).root()`, shortCircuit: true }
        : next(url, context),
  })
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.test.ts'))
  for (const path of files.toSorted().map(name => join(folder, name)))
    await tap.test(relative(ROOT, path), async t => {
      current = t
      await import(pathToFileURL(path).href)
    })
}
