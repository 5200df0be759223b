import type pg from 'pg';
import type { Random } from './random.ts';

/** What orders of a business look like. */
export interface OrderHabits {
  /** Of the price list, in the currency of the business. */
  prices: readonly string[];
  branches: readonly string[];
  /** Days from the order until it is ready. */
  readyIn: readonly [number, number];
  pointsPerUnit: string;
  pointValue: string;
}

const tiers = [
  { key: 'silver', name: 'Silver', name2: 'فضي' },
  { key: 'gold', name: 'Gold', name2: 'ذهبي' },
  { key: 'platinum', name: 'Platinum', name2: 'بلاتيني' },
];
const thresholds = [200, 600, 1500];
const rewards = ['Free pressing', 'Birthday', 'Voucher at the counter', 'Delivery for points'];

const day = 24 * 60;
const years = 730 * day;

interface Order {
  customer_id: string;
  external_ref: string;
  order_number: string;
  status: string;
  placed_at: string;
  ready_at: string | null;
  delivered_at: string | null;
  total: string;
  item_count: number;
  branch: string;
}

/**
 * Orders of two years for the customers who are there, with the points that they earned by the rule, and some that
 * were spent. All is written as the till would, and then moved to when it was.
 *
 * @param owner only the owner of the database may say when something happened
 */
export const addOrders = async (owner: pg.Client, tenantId: string, habits: OrderHabits, random: Random) => {
  const { rows: customers } = await owner.query<{ id: string; minutes: number; status: string }>(
    `select id, floor(extract(epoch from now() - created_at) / 60)::int as minutes, profile_status as status
     from org_customers_mst where tenant_org_id = $1 order by customer_number_int`,
    [tenantId],
  );
  const orders = customers.flatMap(({ id, minutes, status }) =>
    ordersOf(id, Math.min(minutes, years), status, habits, random),
  );
  orders.sort((a, b) => (a.placed_at < b.placed_at ? -1 : 1));
  for (const [at, order] of orders.entries()) {
    order.order_number = String(10_001 + at);
    order.external_ref = `till-1/${order.order_number}`;
  }

  await owner.query('begin');
  await owner.query(`select set_config('regulars.actor_id', 'demo', true)`);
  await owner.query(
    `insert into org_loyalty_settings (tenant_org_id, enabled, points_per_unit, point_value, tiers)
     values ($1, true, $2, $3, $4)`,
    [
      tenantId,
      habits.pointsPerUnit,
      habits.pointValue,
      JSON.stringify(tiers.map((tier, at) => ({ ...tier, threshold: thresholds[at] }))),
    ],
  );
  await owner.query(
    `insert into org_orders_mst (tenant_org_id, customer_id, external_ref, order_number, status, placed_at, ready_at,
       delivered_at, total, currency, item_count, branch, content_hash)
     select $1, customer_id, external_ref, order_number, status, placed_at, ready_at, delivered_at, total,
       (select currency from org_tenants_mst where id = $1), item_count, branch, sha256('')
     from jsonb_populate_recordset(null::org_orders_mst, $2)`,
    [tenantId, JSON.stringify(orders)],
  );
  await owner.query(
    `insert into org_loyalty_ledger (tenant_org_id, customer_id, kind, points, reason, value)
     select tenant_org_id, id, 'redeem', -points, reason, points * $2::numeric
     from org_customers_mst, lateral (
       select loyalty_points / 100 * 50 as points, ($3::text[])[1 + customer_number_int % $4] as reason) spent
     where tenant_org_id = $1 and profile_status = 'full' and points > 0 and customer_number_int % 3 = 0
     order by id`,
    [tenantId, habits.pointValue, rewards, rewards.length],
  );
  await moveIntoThePast(owner, tenantId);
  await owner.query('commit');
};

const ordersOf = (
  customer: string,
  minutes: number,
  status: string,
  { prices, branches, readyIn }: OrderHabits,
  random: Random,
): Order[] => {
  const pick = <T>(all: readonly T[]) => all[random(0, all.length - 1)] as T;
  const branch = pick(branches);
  // Some come every other week, most a few times, guests once.
  const everyDays = status === 'guest' ? years : random(1, 100) <= 12 ? random(20, 45) : random(90, 400);
  const most = Math.ceil(minutes / (everyDays * day));
  const howMany = status === 'guest' ? random(0, 1) : Math.min(random(0, most), 40);
  return Array.from({ length: howMany }, () => {
    const ago = random(0, Math.max(minutes - 1, 0));
    const ready = random(readyIn[0] * day, readyIn[1] * day);
    const delivered = ready + random(30, 2 * day);
    const fate = random(1, 100);
    const reached =
      fate <= 3
        ? 'cancelled'
        : ago > delivered
          ? fate === 4
            ? 'refunded'
            : 'delivered'
          : ago > ready
            ? 'ready'
            : ago > ready / 3
              ? 'in_progress'
              : 'received';
    const at = (later: number) => new Date(Date.now() - (ago - later) * 60_000).toISOString();
    const isOver = reached === 'delivered' || reached === 'refunded';
    const items = random(1, 6);
    const thousandths = Array.from({ length: items }, () => Math.round(Number(pick(prices)) * 1000));
    return {
      customer_id: customer,
      external_ref: '',
      order_number: '',
      status: reached,
      placed_at: at(0),
      ready_at: isOver || reached === 'ready' ? at(ready) : null,
      delivered_at: isOver ? at(delivered) : null,
      total: (thousandths.reduce((sum, price) => sum + price, 0) / 1000).toFixed(3),
      item_count: items,
      branch,
    };
  });
};

/** What the triggers have dated today happened when the orders did. */
const moveIntoThePast = async (owner: pg.Client, tenantId: string) => {
  await owner.query(
    `update org_orders_mst set created_at = placed_at, updated_at = coalesce(delivered_at, ready_at, placed_at)
     where tenant_org_id = $1`,
    [tenantId],
  );
  await owner.query(
    `update org_loyalty_ledger as entry set at = coalesce(placed.delivered_at, placed.placed_at)
     from org_orders_mst placed
     where entry.tenant_org_id = $1 and placed.tenant_org_id = $1 and placed.id = entry.order_id`,
    [tenantId],
  );
  await owner.query(
    `update org_customer_history as history set at = customer.last_order_at
     from org_customers_mst customer
     where history.tenant_org_id = $1 and customer.tenant_org_id = $1 and customer.id = history.customer_id
       and action = 'orders_changed' and customer.last_order_at is not null`,
    [tenantId],
  );
  // Each entry of the ledger has made one version.
  await owner.query(
    `update org_customer_history as history set at = entry.at
     from (
       select customer_id, version, row_number() over (partition by customer_id order by version) as nth
       from org_customer_history where tenant_org_id = $1 and action = 'points_changed'
     ) made join org_loyalty_ledger entry on entry.customer_id = made.customer_id and entry.entry = made.nth
     where history.tenant_org_id = $1 and entry.tenant_org_id = $1
       and history.customer_id = made.customer_id and history.version = made.version`,
    [tenantId],
  );
  await owner.query(
    `update org_customers_mst as customer set updated_at = last.at
     from (select customer_id, max(at) as at from org_customer_history where tenant_org_id = $1 group by customer_id) last
     where customer.tenant_org_id = $1 and customer.id = last.customer_id`,
    [tenantId],
  );
};
