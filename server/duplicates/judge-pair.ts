import { createHash } from 'node:crypto';
import type { DuplicateReason } from '@regulars/contract/duplicate';
import { leastShown, threshold } from '@regulars/linkage/link';
import type { Prepared } from '@regulars/linkage/prepare';
import type { Scorer } from '@regulars/linkage/score';

/** What is thought of two customers. */
export interface Judgement {
  score: number;
  reasons: DuplicateReason[];
}

/** From here on a pair is worth somebody's time whatever it has in common. */
export const worthALook = 0.2;

const leastOdds = Math.log(leastShown / (1 - leastShown));

/** Are the two worth a look? Where they share a phone or an e-mail, sooner than otherwise. */
const isShown = ({ score, reasons }: Judgement) =>
  score >= worthALook ||
  (score >= leastShown &&
    reasons.some(({ field, level }) => (field === 'phone' || field === 'email') && level === 'equal'));

/** @returns null for two who are not worth a look */
export const judgePair = (scorer: Scorer, a: Prepared, b: Prepared): Judgement | null => {
  // Most pairs end here, without a reason being written down.
  if (scorer.logOdds(scorer.known(a), scorer.known(b), leastOdds) < leastOdds) return null;
  const judgement = explainPair(scorer, a, b);
  return isShown(judgement) ? judgement : null;
};

export const explainPair = (scorer: Scorer, a: Prepared, b: Prepared): Judgement => {
  const { score, reasons } = scorer.explain(a, b);
  return {
    score: Math.round(score * 10_000) / 10_000,
    reasons: withOneHousehold(reasons as DuplicateReason[]).toSorted(
      (x, y) => Math.abs(y.weight) - Math.abs(x.weight),
    ),
  };
};

/** Linkage knows several kinds of two people who are much alike; staff are told the likeliest, as relatives or namesakes. */
const withOneHousehold = (reasons: DuplicateReason[]): DuplicateReason[] => {
  const [likeliest] = reasons
    .filter(({ field }) => field === 'household')
    .toSorted((x, y) => x.weight - y.weight);
  const others = reasons.filter(({ field }) => field !== 'household');
  if (!likeliest) return others;
  const level = likeliest.level.startsWith('relatives') ? 'relatives_likely' : 'namesakes_likely';
  return [...others, { ...likeliest, level }];
};

export const decisionOf = (score: number) => (score >= threshold ? 'same' : 'ask');

const digest = (value: string) => createHash('sha256').update(value).digest('base64url').slice(0, 16);

/**
 * What two customers have strongly in common: the whole name, or a phone, e-mail or birthday, each with a digest of its
 * value so that another one is another agreement. A dismissal was made knowing these, and outlives every edit that adds
 * none.
 */
export const agreementsOf = ({ reasons }: Judgement, a: Prepared, b: Prepared): string[] => {
  const isEqual = (field: DuplicateReason['field']) =>
    reasons.some((reason) => reason.field === field && reason.level === 'equal');
  const found: string[] = [];
  if (isEqual('phone')) {
    const end = (phone: string) => phone.slice(-7);
    for (const phone of a.phones!) {
      if (b.phones!.some((other) => end(other) === end(phone))) found.push(`phone ${digest(end(phone))}`);
    }
  }
  if (isEqual('email')) {
    for (const { text } of a.emails!) {
      if (b.emails!.some((other) => other.text === text)) found.push(`email ${digest(text)}`);
    }
  }
  if (isEqual('birthDate')) found.push(`birthDate ${digest(a.birthDate!)}`);
  if (isEqual('firstName') && isEqual('lastName')) found.push('name');
  return found;
};
