import { spawnSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import t from 'tap'

const ELEMENT = fileURLToPath(new URL('../../client/keyward-keys.js', import.meta.url))

t.test('the element can be imported during server-side rendering, where it does nothing', async t => {
  // In a separate process, because in this one the bundle would count as source in the coverage.
  const script = `await import(${JSON.stringify(ELEMENT)}); process.stdout.write(typeof HTMLElement)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { _TAPJS_PROCESSINFO_COVERAGE_: '0' },
  })
  t.equal(String(stdout), 'undefined', String(stderr))
})

for (const format of ['iife', 'cjs', 'esm'] as const)
  t.test(`bundled as ${format}, the element is defined and the rest of the bundle runs`, async t => {
    const folder = await mkdtemp(join(tmpdir(), 'keyward-bundle-'))
    const entry = join(folder, 'app.js')
    await writeFile(entry, `import ${JSON.stringify(ELEMENT)}\nglobalThis.isRunning = true\n`)
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      format,
      write: false,
      logLevel: 'silent',
    })
    const text = outputFiles.map(({ text }) => text).join('')
    if (format === 'esm') return t.match(text, /import\.meta\.url/, 'the module reads its origin')
    for (const browser of [true, false]) {
      const defined: string[] = []
      const page = {
        HTMLElement: class {},
        customElements: { get: () => undefined, define: (name: string) => defined.push(name) },
        location: { origin: 'https://app.example.com', href: 'https://app.example.com/' },
      }
      const context: Record<string, unknown> = { URL, module: { exports: {} }, ...(browser && page) }
      runInNewContext(text, context)
      t.equal(context['isRunning'], true)
      t.same(defined, browser ? ['keyward-keys'] : [])
    }
  })
