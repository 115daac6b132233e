import pg from 'pg'

const roomBytes = 24 * 1024 ** 2

// What a test that changes tables, triggers or functions cannot leave as it was.
const fingerprint = Object.entries({
  pg_class: 'oid',
  pg_attribute: 'attrelid',
  pg_constraint: 'oid',
  pg_trigger: 'oid',
  pg_proc: 'oid',
})
  .map(([catalog, column]) => `(SELECT count(*) || ':' || sum(${column}::bigint) FROM ${catalog})`)
  .join(" || ' ' || ")

/**
 * Adds to a template what puts a copy of it back as it was: its rows, and `pristine.again()`, which says
 * false where it cannot, since tables have changed or the files have grown.
 */
export async function rememberPristine(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('CREATE SCHEMA pristine; CREATE TABLE pristine.mark (fingerprint text)')
  const tables = await names(client, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
  const sequences = await names(
    client,
    "SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public'",
  )
  const filled: string[] = []
  for (const table of tables) {
    const { rows } = await client.query(`SELECT count(*)::int AS rows FROM ${table}`)
    if (rows[0].rows > 0) filled.push(table)
  }
  for (const table of filled) await client.query(`CREATE TABLE pristine.${table} AS SELECT * FROM ${table}`)
  const steps = tables.map((table) => `DELETE FROM ${table}`)
  for (const table of filled) steps.push(await putBack(client, table))
  for (const sequence of sequences) steps.push(await startAgain(client, sequence))
  await client.query(again(steps))
  await client.query(`INSERT INTO pristine.mark SELECT ${fingerprint}`)
  await client.end()
}

async function names(client: pg.Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(query)
  return rows.map(({ name }) => client.escapeIdentifier(name))
}

async function putBack(client: pg.Client, table: string): Promise<string> {
  const columns = await names(
    client,
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = '${table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
  )
  return `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM pristine.${table}`
}

async function startAgain(client: pg.Client, sequence: string): Promise<string> {
  const { rows } = await client.query(`SELECT last_value, is_called FROM ${sequence}`)
  return `PERFORM setval('${sequence}', ${rows[0].last_value}, ${rows[0].is_called})`
}

// As a replica no trigger fires, so that what may only be appended to can be emptied.
const again = (steps: string[]) => `
CREATE FUNCTION pristine.again() RETURNS boolean LANGUAGE plpgsql AS $function$
BEGIN
  IF (SELECT mark.fingerprint FROM pristine.mark) <> ${fingerprint} THEN RETURN false; END IF;
  IF pg_database_size(current_database()) > ${roomBytes} THEN RETURN false; END IF;
  PERFORM set_config('session_replication_role', 'replica', true);
  ${steps.join(';\n  ')};
  RETURN true;
END $function$`
