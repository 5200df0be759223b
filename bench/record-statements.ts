import { compiled, type Database, type Statements } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';

/** What the server sent as one transaction. */
export interface RecordedTransaction {
  context: Context;
  statements: { text: string; values: readonly unknown[] }[];
  /** Opened by BEGIN, as it was not known to be of one statement. */
  begin: boolean;
}

/** A database that keeps what passes to `database`, so that pgbench can be given the very same statements. */
export const recordStatements = (database: Database) => {
  let recorded: RecordedTransaction[] = [];

  const single = (context: Context, statements: Statements): Statements => ({
    execute: (query) => {
      const statement = compiled(query);
      recorded.push({
        context,
        statements: [{ text: statement.sql, values: statement.parameters }],
        begin: false,
      });
      return statements.execute(statement);
    },
  });

  const recording: Database = {
    ...database,
    each: (context) => single(context, database.each(context)),
    eachPointRead: (context) => single(context, database.eachPointRead(context)),
    transaction: (context, work) =>
      database.transaction(context, (statements) => {
        const transaction: RecordedTransaction = { context, statements: [], begin: true };
        recorded.push(transaction);
        return work({
          execute: (query) => {
            const statement = compiled(query);
            transaction.statements.push({ text: statement.sql, values: statement.parameters });
            return statements.execute(statement);
          },
        });
      }),
  };

  return {
    database: recording,
    /** @returns what was recorded since the last time */
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
  };
};
