/** The chapters of the reference, in the order in which they are read. */
export const tags = {
  Customers: 'Guests, stubs and full customers: find them, add them, change them, and who changed what.',
  Addresses:
    'Of a customer: any number, one of them the default. A change of one is a version of the customer.',
  Contacts: 'Further phones and e-mails of a customer, which merges have kept.',
  Pictures: 'One small square of each customer.',
  Verification: 'One-time codes, which prove a phone and make a full customer.',
  Orders: 'What a till or shop has sold: one by one or 500 at once, safe to send again.',
  Loyalty: 'Points of a customer, an account that is only added to, and the rules by which they are earned.',
  Duplicates: 'Who may be the same person as somebody: while one is typed, for one customer, and for all.',
  Merges: 'Two customers become one, and two again.',
  Imports: 'Files in: a dry run first, then the rows, and a way back.',
  Exports: 'A list as CSV, XLSX or JSON, all of it.',
  'Saved views': 'Filters, sort and columns of the list of customers under a name, for oneself or for all.',
  Changes: 'A stream of what to read anew, whoever changed it.',
  Counter: 'How long adding a stub at the counter takes.',
  Business: 'Name, country, currency and place of the business.',
  'API keys': 'For programs: each with a role, shown once.',
  Members: 'Who works here, and as what.',
  Invitations: 'Links by which somebody comes to work here.',
  Session: 'Signing in and out with a cookie, for people in browsers; and who a request comes from.',
  'My account': 'Of whoever is signed in: name, password, second factor, where else they are signed in.',
  Recovery: 'Back in by a link, for whoever has forgotten the password.',
  'Set-up': 'The first business of an installation, by the link that its first start prints.',
} as const satisfies Record<string, string>;

export type Tag = keyof typeof tags;
