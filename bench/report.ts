import { cpus, totalmem } from 'node:os'
import type { Load } from './wrk.ts'

interface Detail {
  /** The goal and the stretch goal. */
  goal?: string
  stretchGoal?: string
  note?: string
  /** Requests per second, shown in the chart. */
  bar?: number
}

export interface Figure extends Detail {
  name: string
  value: string
}

/** Formats of the table. */
export const rate = (value: number) => `${Math.round(value).toLocaleString('en')}/s`
export const ratio = (a: number, b: number) => (a / b).toFixed(2)

/** The details of a load besides its rate. */
export const detailsOf = ({ connections, p50, p99, failed }: Load & { connections?: number }) =>
  [...(connections ? [`${connections} connections`] : []), `p50 ${p50} ms, p99 ${p99} ms, ${failed} failed`].join(', ')

export type Say = (name: string, value: string, detail?: Detail) => void

/** The table of all figures with the machine they were measured on. */
export function report(figures: readonly Figure[], postgres: string) {
  const rows = figures.map(
    ({ name, value, goal = '', stretchGoal = '', note = '' }) =>
      `| ${name} | ${value} | ${goal} | ${stretchGoal} | ${note} |`,
  )
  return `# Results

Measured by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} cores (${cpus()[0]?.model}),
${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${postgres}. The load generator, keyward and PostgreSQL share those
cores, so compare ratios rather than rates. [CONTRIBUTING.md](../CONTRIBUTING.md#measure) says how to repeat this.

![Requests per second](chart.svg)

| figure | measured | goal | stretch goal | |
|---|---|---|---|---|
${rows.join('\n')}
`
}

const WIDTH = 720
const ROW = 34
const LABEL = 270

/** A bar chart of the rates as SVG, readable on light and dark backgrounds. */
export function chart(figures: readonly Figure[]) {
  const bars = figures.filter(({ bar }) => bar !== undefined)
  const most = Math.max(...bars.map(({ bar = 0 }) => bar))
  const rows = bars.map(({ name, value, bar = 0 }, at) => {
    const y = at * ROW + 10
    const width = (bar / most) * (WIDTH - LABEL - 90)
    return `  <text x="${LABEL - 10}" y="${y + 15}" text-anchor="end">${name}</text>
  <rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="20" rx="3"/>
  <text x="${LABEL + width + 8}" y="${y + 15}">${value}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bars.length * ROW + 14}" role="img" aria-label="Requests per second">
  <style>text{font:13px system-ui,sans-serif;fill:#57606a}rect{fill:#3b82c4}</style>
${rows.join('\n')}
</svg>
`
}
