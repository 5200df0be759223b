import { loyaltySettingsChanges } from '@regulars/contract/loyalty';
import type { LoyaltySettings, LoyaltySettingsChanges, LoyaltyTier } from '@regulars/sdk';
import { checkAgainst } from '../ui/check-against.ts';
import { decimalIn } from '../ui/decimal-in.ts';
import type { FieldErrors } from '../ui/field-errors.ts';
import { wholeNumberIn } from '../ui/whole-number-in.ts';

export interface TierValues {
  /** Empty for one that is not saved yet. */
  key: string;
  name: string;
  name2: string;
  threshold: string;
}

/** What the form holds: text as typed, empty for "none". */
export interface LoyaltyValues extends Pick<LoyaltySettings, 'enabled' | 'rounding' | 'earnOn'> {
  pointsPerUnit: string;
  expiryMonths: string;
  pointValue: string;
  tiers: TierValues[];
}

export const loyaltyValuesOf = (settings: LoyaltySettings): LoyaltyValues => ({
  enabled: settings.enabled,
  rounding: settings.rounding,
  earnOn: settings.earnOn,
  pointsPerUnit: settings.pointsPerUnit,
  expiryMonths: settings.expiryMonths === null ? '' : String(settings.expiryMonths),
  pointValue: settings.pointValue ?? '',
  tiers: settings.tiers.map(({ key, name, name2, threshold }) => ({
    key,
    name,
    name2: name2 ?? '',
    threshold: String(threshold),
  })),
});

/** Tiers in the order of their thresholds; one without stays where it is, at the end. */
export const inTierOrder = (values: LoyaltyValues): LoyaltyValues => {
  const at = ({ threshold }: TierValues) => wholeNumberIn(threshold) ?? Number.POSITIVE_INFINITY;
  return { ...values, tiers: values.tiers.toSorted((one, other) => at(one) - at(other) || 0) };
};

/** A key for a new tier: its name in Latin letters where it has one, and nobody else's. */
export const tierKey = ({ name, name2 }: Pick<TierValues, 'name' | 'name2'>, taken: ReadonlySet<string>) => {
  const latin = [name, name2]
    .map((text) =>
      text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 26),
    )
    .find(Boolean);
  const key = latin ?? 'tier';
  let number = 1;
  while (taken.has(number === 1 ? key : `${key}-${number}`)) number += 1;
  return number === 1 ? key : `${key}-${number}`;
};

const tiersOf = (tiers: TierValues[]): LoyaltyTier[] => {
  const taken = new Set(tiers.map(({ key }) => key));
  return tiers.map((tier) => {
    const key = tier.key || tierKey(tier, taken);
    taken.add(key);
    return {
      key,
      name: tier.name.trim(),
      name2: tier.name2.trim() || null,
      threshold: wholeNumberIn(tier.threshold) ?? 0,
    };
  });
};

const tierErrors = (tiers: TierValues[]): FieldErrors =>
  Object.assign(
    {},
    ...tiers.map(({ name, threshold }, at) => {
      const from = wholeNumberIn(threshold);
      const before = at > 0 ? wholeNumberIn(tiers[at - 1]!.threshold) : 0;
      return {
        ...(name.trim() === '' && { [`tiers.${at}.name`]: 'required' }),
        ...(threshold.trim() === ''
          ? { [`tiers.${at}.threshold`]: 'required' }
          : (!from || (before !== null && from <= before)) && { [`tiers.${at}.threshold`]: 'invalid_value' }),
      };
    }),
  );

/** Only what was changed, as PATCH takes it, and what it would refuse; `to` is in the order of tiers. */
export const loyaltyChanges = (
  from: LoyaltyValues,
  to: LoyaltyValues,
): { changes: LoyaltySettingsChanges; errors: FieldErrors } => {
  const changed = (field: keyof LoyaltyValues) => JSON.stringify(from[field]) !== JSON.stringify(to[field]);
  const pointsPerUnit = decimalIn(to.pointsPerUnit);
  const pointValue = to.pointValue.trim() === '' ? null : decimalIn(to.pointValue);
  const expiryMonths = to.expiryMonths.trim() === '' ? null : wholeNumberIn(to.expiryMonths);
  const changes: LoyaltySettingsChanges = {
    ...(changed('enabled') && { enabled: to.enabled }),
    ...(changed('rounding') && { rounding: to.rounding }),
    ...(changed('earnOn') && { earnOn: to.earnOn }),
    ...(changed('pointsPerUnit') && pointsPerUnit !== null && { pointsPerUnit }),
    ...(changed('pointValue') && { pointValue }),
    ...(changed('expiryMonths') && { expiryMonths }),
    ...(changed('tiers') && { tiers: tiersOf(to.tiers) }),
  };
  return {
    changes,
    errors: {
      ...checkAgainst(loyaltySettingsChanges, { ...changes, tiers: [] }),
      ...tierErrors(to.tiers),
      ...(pointsPerUnit === null && { pointsPerUnit: 'invalid_value' }),
      ...(to.pointValue.trim() !== '' && pointValue === null && { pointValue: 'invalid_value' }),
      ...(to.expiryMonths.trim() !== '' && expiryMonths === null && { expiryMonths: 'invalid_value' }),
    },
  };
};
