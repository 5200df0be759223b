import { role } from '@regulars/contract/role';
import { anyText, line } from '@regulars/contract/text';
import {
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyResult,
  jwtVerify,
} from 'jose';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { Actor } from '../tenancy/actor.ts';

/** How tokens of an outside identity provider, such as Supabase, are checked. */
export interface OutsideTokenSettings {
  /** HS256 secret. */
  secret: string | undefined;
  /** Where the provider publishes its public keys. */
  jwksUrl: string | undefined;
  audience: string | undefined;
  issuer: string | undefined;
  /** A token is good for so long after it was issued, whatever it says of itself. */
  maxAgeSeconds: number;
}

// app_metadata is written by the provider's administrator. user_metadata is written by the user: never read.
const claimsShape = z.object({
  sub: anyText(255).min(1),
  exp: z.number(),
  iat: z.number().optional(),
  name: line(200).nullish().catch(null),
  email: line(254).nullish().catch(null),
  app_metadata: z.object({ tenant_org_id: z.uuid(), role }),
});

const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Of access tokens (RFC 8725, 3.11): one that names another purpose, such as a logout, is none. */
const accessToken = /^(application\/)?(at\+)?jwt$/i;

/** Clocks of others may be ahead by so much. */
const toleranceSeconds = 60;

/** Enough for every till and app that talks to one process. */
const rememberedTokens = 1000;

/**
 * @returns who a bearer token stands for; nobody here needs to know them: `sub` is the actor in the history
 * @throws Refusal unauthenticated; unavailable while the provider's keys cannot be read; no_tenant where the token names no business or role
 */
export const outsideTokens = (settings: OutsideTokenSettings): ((token: string) => Promise<Actor>) => {
  const { secret, jwksUrl, audience, issuer, maxAgeSeconds } = settings;
  const expected = {
    requiredClaims: ['sub', 'exp'],
    ...(audience && { audience }),
    ...(issuer && { issuer }),
  };
  // Each key takes only its own kind of algorithm: a public key is never used as an HMAC secret.
  const checks: ((token: string) => ReturnType<typeof jwtVerify>)[] = [];
  if (secret) {
    const key = new TextEncoder().encode(secret);
    checks.push((token) => jwtVerify(token, key, { ...expected, algorithms: ['HS256'] }));
  }
  if (jwksUrl) {
    const keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 3000 });
    checks.push((token) => jwtVerify(token, keys, { ...expected, algorithms: asymmetric }));
  }

  /** A token that is no good is nobody; one whose keys cannot be read right now may well be somebody. */
  const refuseUnlessOutOfReach = (error: unknown) => {
    const isVerdict = error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
    if (isVerdict && !(error instanceof errors.JWKSTimeout)) return null;
    throw new Refusal('unavailable');
  };

  const remembered = new Map<string, { actor: Actor; until: number }>();

  /** One that does not say when it was issued may not have longer to go than one that was issued now. */
  const isYoung = ({ iat, exp }: JWTPayload) => {
    const now = Date.now() / 1000;
    return iat === undefined
      ? exp! <= now + maxAgeSeconds
      : iat > now - maxAgeSeconds && iat <= now + toleranceSeconds;
  };
  const isForHere = ({ protectedHeader: { typ }, payload }: JWTVerifyResult) =>
    (typ === undefined || accessToken.test(typ)) && isYoung(payload);

  const verify = async (token: string) => {
    for (const check of checks) {
      const checked = await check(token).catch(refuseUnlessOutOfReach);
      if (checked && isForHere(checked)) return checked.payload;
    }
    throw new Refusal('unauthenticated');
  };

  return async (token) => {
    const known = remembered.get(token);
    if (known && known.until > Date.now()) return known.actor;

    const claims = claimsShape.safeParse(await verify(token));
    if (!claims.success) {
      throw new Refusal('no_tenant', { detail: 'The token has no app_metadata.tenant_org_id and role.' });
    }
    const { sub, exp, iat, name, email, app_metadata } = claims.data;
    const actor: Actor = {
      id: sub,
      kind: 'token',
      name: name ?? null,
      email: email ?? null,
      role: app_metadata.role,
      tenantId: app_metadata.tenant_org_id,
    };
    if (remembered.size >= rememberedTokens) remembered.delete(remembered.keys().next().value as string);
    remembered.set(token, { actor, until: 1000 * Math.min(exp, (iat ?? exp) + maxAgeSeconds) });
    return actor;
  };
};
