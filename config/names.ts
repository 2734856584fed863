import { fileSetting } from './files.ts'
import { SECRETS, Settings } from './settings.ts'

const NAMES = [...Object.keys(Settings.properties), ...SECRETS.map(fileSetting)]
/** Shorter names resemble too many others, and other programs use HOST and PORT. */
const SHORTEST = 6
/** From this length on, two letters can be wrong. */
const LONG = 12

/**
 * Finds variables whose names look like misspelled settings, which keyward would silently ignore.
 * @returns names only, because a value can be a secret
 */
export function misspelled(env: NodeJS.ProcessEnv): { name: string; meant: string }[] {
  const others = Object.keys(env).filter(name => !NAMES.includes(name))
  return others.flatMap(name => {
    const plain = name
      .toUpperCase()
      .replaceAll('-', '_')
      .replace(/^KEYWARD_/, '')
    const meant = NAMES.find(known => isNear(known, plain))
    return meant === undefined ? [] : [{ name, meant }]
  })
}

function isNear(known: string, name: string) {
  const most = known.length >= LONG ? 2 : 1
  return known.length >= SHORTEST && Math.abs(known.length - name.length) <= most && distance(known, name) <= most
}

/** Letters to insert, delete, replace or swap with the next one (optimal string alignment). */
function distance(a: string, b: string) {
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const replaced = cell(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? cell(rows, i - 2, j - 2) + 1 : replaced
      row.push(Math.min(cell(rows, i - 1, j) + 1, cell(rows, i, j - 1) + 1, replaced, swapped))
    }
  }
  return cell(rows, a.length, b.length)
}

const cell = (rows: number[][], i: number, j: number) => Number(rows[i]?.[j])
