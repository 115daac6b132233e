import { type Config, ConfigError, loadConfig } from '../config.ts'

const configExitCode = 78

/** The configuration, or every fault on a line of its own and exit 78 (EX_CONFIG). */
export function readConfig(): Config {
  try {
    return loadConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.faults.join('\n')}\n`)
    return process.exit(configExitCode)
  }
}
