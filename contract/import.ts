import { z } from 'zod';
import { actor } from './actor.ts';
import { timestamp } from './moment.ts';
import { listOf, pageQuery } from './paging.ts';
import { problemCode } from './problem.ts';
import { anyJson } from './text.ts';

/** Largest file, in bytes. */
export const largestImport = 50 * 1024 * 1024;
/** So long files and rows of an import are kept; what they brought stays. */
export const importDays = 30;

/** What a column of a file can be. */
export const importFields = [
  'id',
  'customerNumber',
  'type',
  'name',
  'name2',
  'firstName',
  'lastName',
  'displayName',
  'phone',
  'email',
  'birthDate',
  'tags',
  'notes',
  'preferences',
  'avatarUrl',
] as const;
export const importField = z.enum(importFields).meta({
  id: 'ImportField',
  description:
    'id and customerNumber say whom a row means and change nothing. type is heeded where a customer is added.',
});
export type ImportField = z.infer<typeof importField>;

export const importStates = [
  'checking',
  'ready',
  'importing',
  'done',
  'rolling_back',
  'rolled_back',
  'cancelled',
  'failed',
] as const;
export const importState = z.enum(importStates).meta({
  id: 'ImportState',
  description:
    'checking: the dry run is under way. ready: it is over, nothing is written yet. cancelled: what was in by then stays, and can be rolled back.',
});
export type ImportState = z.infer<typeof importState>;

export const importEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1256'] as const;
export const importDelimiters = [',', ';', '\t', '|'] as const;

const encoding = z.enum(importEncodings);
const delimiter = z.enum(importDelimiters);

/** What becomes, or became, of a row. */
export const importOutcomes = ['create', 'update', 'unchanged', 'duplicate', 'invalid'] as const;
export const importOutcome = z.enum(importOutcomes).meta({
  id: 'ImportOutcome',
  description:
    'By the dry run. duplicate: would be a new customer who may be one that is there already. unchanged: the customer has all of it.',
});
export type ImportOutcome = z.infer<typeof importOutcome>;

export const importResults = ['created', 'updated', 'unchanged', 'skipped', 'rejected'] as const;
export const importResult = z.enum(importResults).meta({
  id: 'ImportResult',
  description: 'Once it was committed. skipped: a duplicate that was not to be added. rejected: see errors.',
});
export type ImportResult = z.infer<typeof importResult>;

export const rollbackResults = ['deactivated', 'restored', 'left'] as const;

/** Why a row is refused. */
export const importRowCodes = [
  'required',
  'invalid_value',
  'invalid_phone',
  'rounded_number',
  'too_long',
  'too_large',
  'empty',
  'too_many_columns',
  'unreadable',
  'repeated',
  'phone_taken',
  'ambiguous',
  'merged',
  'changed_meanwhile',
] as const;
export type ImportRowCode = (typeof importRowCodes)[number];

/** Why an import, or its dry run, did not come to its end; where a row was not what stopped it. */
export const importFailureReasons = [
  ...importRowCodes,
  'too_many_rows',
  'too_wide',
  'unclosed_quote',
  'no_csv',
  'no_workbook',
] as const;
export type ImportFailureReason = (typeof importFailureReasons)[number];

const counted = z.int().min(0);
const importColumn = z
  .strictObject({
    index: z.int().min(0),
    heading: z.string().nullable().meta({ description: 'In the first line; null where there is none.' }),
    samples: z.array(z.string()).meta({ description: 'Up to five values from the beginning of the file.' }),
    field: importField.nullable().meta({ description: 'What it is taken for; null: it is left out.' }),
    proposal: importField.nullable().meta({ description: 'What it looked like by heading and values.' }),
  })
  .meta({ id: 'ImportColumn' });

export const customerImport = z
  .strictObject({
    id: z.uuid(),
    state: importState,
    fileName: z.string(),
    bytes: counted,
    format: z.enum(['csv', 'xlsx']),
    encoding: encoding.nullable().meta({ description: 'CSV alone, as the delimiter.' }),
    delimiter: delimiter.nullable(),
    hasHeading: z.boolean(),
    columns: z.array(importColumn),
    counts: z
      .strictObject({
        rows: counted,
        create: counted,
        update: counted,
        unchanged: counted,
        duplicate: counted,
        invalid: counted,
      })
      .meta({ description: 'Of the dry run, as far as it has come.' }),
    results: z
      .strictObject({
        created: counted,
        updated: counted,
        unchanged: counted,
        skipped: counted,
        rejected: counted,
      })
      .nullable()
      .meta({ description: 'As far as the import has come; null before it was committed.' }),
    rollback: z.strictObject({ deactivated: counted, restored: counted, left: counted }).nullable().meta({
      description:
        'As far as it has come. deactivated: added by the import. restored: changed by it. left: touched since, or needed as they are.',
    }),
    progress: z
      .strictObject({
        done: counted,
        total: counted.nullable().meta({ description: 'Null while it is not known.' }),
        share: z.number().min(0).max(1),
        rowsPerSecond: z.number().nullable(),
        secondsLeft: z.number().nullable(),
      })
      .nullable()
      .meta({ description: 'While something is under way.' }),
    allOrNothing: z.boolean().nullable(),
    duplicates: z.enum(['skip', 'create']).nullable(),
    failure: z
      .strictObject({
        code: problemCode,
        reason: z.enum(importFailureReasons).nullable(),
        line: z.int().min(1).nullable().meta({ description: 'Where in the file.' }),
        detail: z.string().meta({ description: 'The same in English.' }),
      })
      .nullable()
      .meta({ description: 'failed: why. All-or-nothing: which row did not go in.' }),
    createdAt: timestamp,
    createdBy: actor,
    committedAt: timestamp.nullable(),
    endedAt: timestamp.nullable(),
    keptUntil: timestamp.meta({ description: 'Then the file and the rows of the import are deleted.' }),
  })
  .meta({ id: 'CustomerImport' });
export type CustomerImport = z.infer<typeof customerImport>;

export const customerImportList = listOf(customerImport).meta({ id: 'CustomerImportList' });
export const importListQuery = z.strictObject(pageQuery);
export type ImportListQuery = z.infer<typeof importListQuery>;

export const importUpload = z.object({
  file: z.string().meta({
    override: { type: 'string', format: 'binary' },
    description: 'CSV or XLSX, 50 MiB at most.',
  }),
});

export const importChanges = z
  .strictObject({
    mapping: z
      .array(importField.nullable())
      .max(1000)
      .refine((all) => new Set(all.filter(Boolean)).size === all.filter(Boolean).length, {
        error: 'names a field twice',
      })
      .optional()
      .meta({ description: 'For each column its field or null, in the order of the columns.' }),
    encoding: encoding.optional(),
    delimiter: delimiter.optional(),
    hasHeading: z.boolean().optional(),
  })
  .meta({
    id: 'ImportChanges',
    description: 'Only what is sent changes; then the dry run begins anew.',
    example: { mapping: ['name', 'phone', null] },
  });
export type ImportChanges = z.infer<typeof importChanges>;

export const importCommit = z
  .strictObject({
    allOrNothing: z.boolean().default(false).meta({
      description:
        'One row that cannot go in keeps all out; rows that the dry run found invalid do so at once.',
    }),
    duplicates: z.enum(['skip', 'create']).default('skip').meta({
      description: 'Of rows that may be somebody who is there already.',
    }),
  })
  .meta({ id: 'ImportCommit', example: { duplicates: 'skip' } });
export type ImportCommit = z.infer<typeof importCommit>;

const rowCustomer = z.strictObject({
  id: z.uuid(),
  customerNumber: z.string(),
  displayName: z.string(),
});

export const importRowError = z.strictObject({
  column: z.int().nullable().meta({ description: 'Index of the column; null: the row as a whole.' }),
  field: importField.nullable(),
  code: z.enum(importRowCodes),
  detail: z.string(),
});
export type ImportRowError = z.infer<typeof importRowError>;

export const importRow = z
  .strictObject({
    line: z.int().min(1).meta({ description: 'Of the file, where the row begins; from 1.' }),
    outcome: importOutcome,
    values: z
      .partialRecord(importField, z.string())
      .meta({ description: 'By field, as in the file; empty cells are left out.' }),
    matchedBy: z.enum(['id', 'customerNumber', 'phone', 'email', 'earlier_import']).nullable(),
    customer: rowCustomer
      .nullable()
      .meta({ description: 'Who it means, may be a duplicate of, or has become.' }),
    changes: z
      .array(z.strictObject({ field: importField, from: anyJson, to: anyJson }))
      .meta({ description: 'update: what differs, by the dry run.' }),
    score: z.number().min(0).max(1).nullable().meta({
      description: 'duplicate: the probability that both are one person, where it was estimated.',
    }),
    errors: z.array(importRowError),
    result: importResult.nullable(),
    rollback: z.enum(rollbackResults).nullable(),
    rollbackReason: z
      .enum(['changed_since', 'needed', 'phone_taken', 'merged', 'inactive_since'])
      .nullable()
      .meta({ description: 'left: why.' }),
    leftFields: z.array(importField).meta({
      description: 'left: fields that are no longer as they were imported. The others were put back.',
    }),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof importRow>;

export const importRowList = listOf(importRow).meta({ id: 'ImportRowList' });
export const importRowQuery = z.strictObject({
  outcome: importOutcome.optional(),
  result: importResult.optional(),
  rollback: z.enum(rollbackResults).optional(),
  ...pageQuery,
});
export type ImportRowQuery = z.infer<typeof importRowQuery>;
