import type { Config } from '../config.ts'
import type { Demo } from '../demo.ts'

/** What somebody who has just started Wirecopy wants to do next. Goes to the terminal, never to the log. */
export function banner(
  { publicUrl, port, dataDir }: Config,
  address: string,
  demo: Demo | undefined,
): string {
  // With PORT=0 only the server that listens knows the port.
  const url = port === 0 ? address : publicUrl
  const lines = [`Wirecopy is ready: ${url}`, '']
  if (demo) {
    lines.push(
      'Fetch the article as the demo partner (Example Gazette):',
      '',
      `  curl -i -H 'Authorization: Bearer ${demo.key}' \\`,
      `    ${url}/v1/articles/${demo.articleId}`,
      '',
    )
  }
  lines.push(
    `Start page     ${url}/`,
    `API reference  ${url}/docs`,
    `Health         ${url}/health`,
    `Listens on     ${address}`,
    `Data           ${dataDir}`,
    '',
    'Register a publisher:  npm run wirecopy -- partner add --help',
  )
  return lines.join('\n')
}
