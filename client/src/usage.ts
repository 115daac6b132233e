/** A command line that cannot be followed; the message says what would be right. */
export class WrongUsage extends Error {}
