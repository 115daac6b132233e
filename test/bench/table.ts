import type { Report, Row } from './report.ts'

const heads = ['', 'articles', 'requests/s', 'of bare', 'p99 ms', 'CPU µs', 'CPU of bare']

/** The report for the terminal. */
export function tableOf({ plan, machine, rows, rssMiB, startMs, missed }: Report): string {
  const { engine, rounds, seconds, connections } = plan
  const lines = [heads, ...rows.map(cellsOf)]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const memory = Object.entries(rssMiB).map(([on, mib]) => `${on}: ${Math.round(mib)} MiB`)
  const starts = Object.entries(startMs).map(([on, ms]) => `${on}: ${Math.round(ms)} ms`)
  return [
    `${engine}, Node ${machine.node}, ${machine.cpus} × ${machine.cpu}`,
    `medians of ${rounds} rounds of ${seconds} s, ${connections} connections`,
    '',
    ...lines.map((line) => aligned(line, widths)),
    '',
    `resident memory  ${memory.join(', ')}`,
    `start to ready   ${starts.join(', ')}`,
    ...(missed.length > 0 ? missed.map((goal) => `missed: ${goal}`) : ['all goals are met']),
    '',
  ].join('\n')
}

/** The report as Markdown, for `docs/figures.md`. */
export function markdownOf(report: Report): string {
  const [machine = '', rounds = '', , ...rest] = tableOf(report).trimEnd().split('\n')
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const rows = report.rows.map((row) => line(cellsOf(row)))
  const below = rest.slice(report.rows.length + 2).map((fact) => `- ${fact.replace(/ {2,}/g, ': ')}`)
  const ruler = line(heads.map((_, column) => (column === 0 ? '---' : '---:')))
  return [`## ${machine}`, '', `${rounds}.`, '', line(heads), ruler, ...rows, '', ...below, ''].join('\n')
}

function cellsOf({ scenario, on, requestsPerS, ofBare, p99Ms, cpuMicros, cpuOfBare }: Row): string[] {
  return [
    ...[scenario, counted(on), counted(Math.round(requestsPerS)), ofBare.toFixed(2)],
    ...[p99Ms.toFixed(0), cpuMicros.toFixed(1), cpuOfBare.toFixed(2)],
  ]
}

function counted(number: number | 'bare'): string {
  return number.toLocaleString('en')
}

function aligned(line: string[], widths: number[]): string {
  const [name = '', ...figures] = line
  const [nameWidth = 0, ...figureWidths] = widths
  return [
    name.padEnd(nameWidth),
    ...figures.map((cell, column) => cell.padStart(figureWidths[column] ?? 0)),
  ].join('  ')
}
