import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Test } from 'tap'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The code that client/README.md has under a name, bundled as a frontend's bundler would. */
export async function recipe(name: string, define: Record<string, string> = {}) {
  const readme = await readFile(join(ROOT, 'client/README.md'), 'utf8')
  const code = new RegExp(`^\`\`\`js ${name}\\n(.*?)^\`\`\``, 'ms').exec(readme)?.[1]
  if (code === undefined) throw new Error(`client/README.md has no recipe named ${name}`)
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    write: false,
    define: Object.fromEntries(Object.entries(define).map(([key, value]) => [key, JSON.stringify(value)])),
  })
  return outputFiles[0]?.text ?? ''
}

/** Imports code into this process. */
export async function load<Module>(t: Test, code: string): Promise<Module> {
  const folder = await mkdtemp(join(t.testdir(), 'recipe-'))
  const file = join(folder, 'recipe.mjs')
  await writeFile(file, code)
  return import(pathToFileURL(file).href)
}
