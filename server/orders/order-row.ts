import { createHash } from 'node:crypto';
import { currencyDigits } from '@regulars/contract/money';
import type { NewOrder, OrderChanges } from '@regulars/contract/order';
import type { Tenant } from '@regulars/contract/tenant';
import { refuseField } from '../refusal.ts';

/** What was told of an order, as columns: only what was sent is among them. */
export interface OrderRow {
  order_number?: string | null;
  status?: string;
  placed_at?: string;
  ready_at?: string | null;
  delivered_at?: string | null;
  total?: string;
  item_count?: number | null;
  branch?: string | null;
  note?: string | null;
}

/** @throws Refusal invalid_request: more digits than the currency has, or another currency */
export const orderRow = (sent: OrderChanges & { currency?: string | undefined }, facts: Tenant): OrderRow => {
  if (sent.currency !== undefined && sent.currency !== facts.currency) {
    throw refuseField('/currency', 'invalid_value', `Orders here are in ${facts.currency}.`);
  }
  const digits = currencyDigits(facts.currency);
  const total = sent.total && shortest(sent.total);
  if ((total?.split('.')[1]?.length ?? 0) > digits) {
    const detail = `${facts.currency} has ${digits} digits after the point.`;
    throw refuseField('/total', 'invalid_value', detail);
  }
  const row = {
    order_number: sent.orderNumber,
    status: sent.status,
    placed_at: inUtc(sent.placedAt),
    ready_at: inUtc(sent.readyAt),
    delivered_at: inUtc(sent.deliveredAt),
    total,
    item_count: sent.itemCount,
    branch: sent.branch,
    note: sent.note,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
};

/** 04.500 and 4.5 are one amount. */
const shortest = (amount: string) => {
  const [whole = '', part = ''] = amount.split('.');
  const digits = part.replace(/0+$/, '');
  return `${BigInt(whole)}${digits && `.${digits}`}`;
};

// PostgreSQL takes no offset beyond 15:59, JavaScript and RFC 3339 do.
const inUtc = <Moment extends string | null | undefined>(moment: Moment) =>
  moment ? (new Date(moment).toISOString() as Moment) : moment;

/** Equal for two requests that say the same of an order. */
export const contentHash = (sent: NewOrder, row: OrderRow): Buffer => {
  const { customerId, phone, customerNumber, createStub, name } = sent;
  const content = { customerId, phone, customerNumber, createStub, name, ...row };
  return createHash('sha256').update(JSON.stringify(content)).digest();
};
