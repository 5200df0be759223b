import { z } from 'zod';
import { mapTiles } from './map-tiles.ts';
import { role } from './role.ts';
import { language, tenant } from './tenant.ts';
import { anyText, line } from './text.ts';
import { messageChannel } from './verification.ts';

export const emailAddress = z
  .email({ error: 'is not an e-mail address' })
  .max(254)
  .meta({ example: 'sara@example.com' });

export const password = anyText(128).min(10, { error: 'needs 10 characters or more' });

export const secondFactor = anyText(20).min(1).meta({
  description: 'Six digits of the app, or a backup code.',
  example: '123456',
});

export const signIn = z
  .strictObject({
    email: emailAddress,
    password: anyText(128).min(1),
    code: z.optional(secondFactor),
    invitation: z.string().min(1).max(200).optional().meta({
      description: 'What an invitation link carries: joins that business and works there.',
    }),
  })
  .meta({ id: 'SignIn', example: { email: 'owner@example.com', password: 'correct horse battery' } });

export const tourEnded = z.boolean().meta({
  description: 'False: this person is still offered the first-day tour of the pages. No person: true.',
});

/** Who is signed in, where, and as what. */
export const session = z
  .strictObject({
    actor: z.strictObject({
      id: z.string(),
      kind: z.enum(['person', 'token', 'key']),
      name: z.string().nullable(),
      email: z.string().nullable(),
    }),
    role,
    tenant,
    language: z
      .nullable(language)
      .meta({ description: 'Of the interface, as the person last chose it; null: never, or no person.' }),
    tourEnded,
    messageChannels: z.array(messageChannel).meta({ description: 'How one-time codes can be sent here.' }),
    sendsMail: z.boolean().meta({ description: 'Invitations go out by mail; otherwise by whoever invites.' }),
    sentryDsn: z
      .nullable(z.string())
      .meta({ description: 'Where errors of the page are reported. Null: nowhere.' }),
    mapTiles: z.nullable(mapTiles).meta({ description: 'Null: no map is set up here.' }),
    tenants: z
      .array(z.strictObject({ id: z.uuid(), name: z.string(), name2: z.string().nullable(), role }))
      .meta({ description: 'Every business that the person works for; what switchTenant takes.' }),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

export const switchTenant = z
  .strictObject({ tenantId: z.uuid() })
  .meta({ id: 'SwitchTenant', example: { tenantId: '01900000-0000-7000-8000-000000000001' } });

export const newPerson = z.strictObject({ name: line(200), email: emailAddress, password });
export type NewPerson = z.infer<typeof newPerson>;
