import { type Command, type CommanderError, Option } from 'commander'
import { WrongUsage } from './refusal.ts'

/** An option without which a command makes no sense. All that are missing are named at once. */
class RequiredOption extends Option {}

/** A noun with its verbs. */
export function group(parent: Command, name: string, description: string): Command {
  return strict(parent.command(name).description(description))
}

/** A command that does something, with an example of its use. */
export function verb(parent: Command, name: string, description: string, example: string): Command {
  return strict(parent.command(name).description(description))
    .option('--json', 'answer in JSON')
    .addHelpText('after', `\nExample:\n  ${example}`)
}

export function required(flags: string, description: string): Option {
  return new RequiredOption(flags, `${description} (required)`)
}

/** Gathers an option that may be repeated. Unlike a list behind one option it never swallows an argument. */
export function several(text: string, earlier: string[] = []): string[] {
  return [...earlier, text]
}

/** Refuses a command that lacks options; commander would name the first only, and hide misspelled ones. */
export function requireOptions(command: Command): void {
  const missing = command.options.filter(
    (option) =>
      option instanceof RequiredOption && command.getOptionValue(option.attributeName()) === undefined,
  )
  if (missing.length === 0) return
  throw new WrongUsage(usageLine(command, `needs ${listed(missing.map(({ long }) => String(long)))}`))
}

/** Turns every complaint of commander's into one line that says where help is. */
export function strict(command: Command): Command {
  return command.exitOverride((complaint) => {
    throw complaint.exitCode === 0
      ? complaint
      : new WrongUsage(usageLine(command, saidBy(complaint, command)))
  })
}

function saidBy({ code, message }: CommanderError, command: Command): string {
  if (code === 'commander.help') {
    const names = command.commands.map((one) => one.name()).filter((name) => name !== 'help')
    return `name a command: ${names.join(', ')}`
  }
  return message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.*)\)$/, '; did you mean $1')
    .replace(/\.$/, '')
}

function usageLine(command: Command, fault: string): string {
  const path = pathOf(command)
  return `${path}: ${fault}${fault.endsWith('?') ? ' See' : '; see'} ${path} --help`
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}

function listed(words: string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
