import { z } from 'zod';
import { actor } from './actor.ts';
import { customerQuery } from './customer.ts';
import { timestamp } from './moment.ts';
import { listOf, pageQuery } from './paging.ts';
import { anyJson } from './text.ts';

/** What an export can tell of a customer, in the order in which it is offered. */
export const exportColumns = [
  'customerNumber',
  'name',
  'name2',
  'phone',
  'email',
  'type',
  'status',
  'phoneVerified',
  'totalOrders',
  'totalSpent',
  'loyaltyPoints',
  'lastOrderAt',
  'createdAt',
  'id',
  'firstName',
  'lastName',
  'displayName',
  'birthDate',
  'tags',
  'notes',
  'preferences',
  'avatarUrl',
  'emailVerified',
  'tier',
  'updatedAt',
] as const;
export const exportColumn = z.enum(exportColumns);
export type ExportColumn = z.infer<typeof exportColumn>;

/** Those that a file has where nobody chose. */
export const defaultExportColumns: readonly ExportColumn[] = exportColumns.slice(
  0,
  exportColumns.indexOf('id') + 1,
);

export const exportFormats = ['csv', 'xlsx', 'json'] as const;
export const exportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormat>;

/** What the list of customers is narrowed to and ordered by, without its pages. */
const { limit: _, cursor: __, ...listed } = customerQuery.shape;

const columns = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(
    z
      .array(exportColumn)
      .min(1)
      .refine((all) => new Set(all).size === all.length, { error: 'names a column twice' }),
  );

/** As many as an address has room for. */
export const exportedByName = 200;
const ids = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.uuid()).min(1).max(exportedByName));

export const exportQuery = z
  .strictObject({
    ...listed,
    ids: ids.optional().meta({
      override: { type: 'string' },
      description: `Of the list these customers alone, between commas, ${exportedByName} at most; not together with \`search\`.`,
    }),
    format: exportFormat.default('csv'),
    columns: columns.optional().meta({
      override: { type: 'string' },
      description: `Which, in which order, between commas. Left out: ${defaultExportColumns.join(', ')}. Further ones: ${exportColumns
        .filter((column) => !defaultExportColumns.includes(column))
        .join(', ')}.`,
      example: 'customerNumber,name,phone',
    }),
    headings: z.enum(['en', 'ar']).default('en').meta({
      description: 'Language of the first line of CSV and XLSX; an import knows both.',
    }),
  })
  .refine(({ ids, search }) => ids === undefined || search === undefined, {
    path: ['ids'],
    error: 'cannot be sought among these customers',
  });
export type ExportQuery = z.infer<typeof exportQuery>;

/** What stands in the first line of a file; an import recognises a column by it. */
export const exportHeadings: Record<ExportColumn, { en: string; ar: string }> = {
  customerNumber: { en: 'Customer number', ar: 'رقم العميل' },
  name: { en: 'Name', ar: 'الاسم' },
  name2: { en: 'Name in the other script', ar: 'الاسم بالكتابة الأخرى' },
  phone: { en: 'Phone', ar: 'الهاتف' },
  email: { en: 'E-mail', ar: 'البريد الإلكتروني' },
  type: { en: 'Type', ar: 'النوع' },
  status: { en: 'Status', ar: 'الحالة' },
  phoneVerified: { en: 'Verified', ar: 'الهاتف موثّق' },
  totalOrders: { en: 'Total orders', ar: 'عدد الطلبات' },
  totalSpent: { en: 'Total spent', ar: 'إجمالي الإنفاق' },
  loyaltyPoints: { en: 'Loyalty points', ar: 'نقاط الولاء' },
  lastOrderAt: { en: 'Last order', ar: 'آخر طلب' },
  createdAt: { en: 'Joined', ar: 'تاريخ الانضمام' },
  id: { en: 'Id', ar: 'المعرّف' },
  firstName: { en: 'First name', ar: 'الاسم الأول' },
  lastName: { en: 'Last name', ar: 'اسم العائلة' },
  displayName: { en: 'Display name', ar: 'اسم العرض' },
  birthDate: { en: 'Birth date', ar: 'تاريخ الميلاد' },
  tags: { en: 'Tags', ar: 'الوسوم' },
  notes: { en: 'Notes', ar: 'ملاحظات' },
  preferences: { en: 'Preferences', ar: 'التفضيلات' },
  avatarUrl: { en: 'Picture', ar: 'الصورة' },
  emailVerified: { en: 'E-mail verified', ar: 'البريد موثّق' },
  tier: { en: 'Tier', ar: 'الفئة' },
  updatedAt: { en: 'Changed', ar: 'آخر تعديل' },
};

/** One export as its history tells of it. */
export const customerExport = z
  .strictObject({
    id: z.uuid(),
    at: timestamp,
    by: actor,
    format: exportFormat,
    columns: z.array(exportColumn),
    filters: z.record(z.string(), anyJson).meta({ description: 'As in the query of the list of customers.' }),
    rows: z.int().meta({ description: 'How many have left the server, so far or at its end.' }),
    state: z.enum(['running', 'complete', 'broken_off', 'failed']).meta({
      description: 'broken_off: the client went away. failed: the server could not go on.',
    }),
    endedAt: timestamp.nullable(),
  })
  .meta({ id: 'CustomerExport' });
export type CustomerExport = z.infer<typeof customerExport>;

export const exportListQuery = z.strictObject(pageQuery);
export type ExportListQuery = z.infer<typeof exportListQuery>;
export const customerExportList = listOf(customerExport).meta({ id: 'CustomerExportList' });
