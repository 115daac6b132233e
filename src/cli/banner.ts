import type { Config } from '../config.ts'
import type { Demo } from '../demo.ts'

/** What somebody who has just started Wirecopy wants to do next. Goes to the terminal, never to the log. */
export function banner({ publicUrl, dataDir }: Config, demo: Demo | undefined): string {
  const lines = [`Wirecopy is ready: ${publicUrl}`, '']
  if (demo) {
    lines.push(
      'Fetch the article as the demo partner (Example Gazette):',
      '',
      `  curl -i -H 'Authorization: Bearer ${demo.key}' \\`,
      `    ${publicUrl}/v1/articles/${demo.articleId}`,
      '',
    )
  }
  lines.push(
    `Start page     ${publicUrl}/`,
    `API reference  ${publicUrl}/docs`,
    `Health         ${publicUrl}/health`,
    `Data           ${dataDir}`,
    '',
    'Register a publisher:  npm run wirecopy -- partner add --help',
  )
  return `${lines.join('\n')}\n`
}
