import { ConnectionError, createRegulars, isProblem } from '@regulars/sdk';

// Prints what it finds at the server that the first argument names, as one JSON object.
const regulars = createRegulars({ baseUrl: process.argv[2], token: 'a-key' });

const created = await regulars.customers.create({ type: 'stub', name: 'Sara Al Balushi', phone: '90123456' });

let takenBy;
try {
  await regulars.customers.create({ type: 'stub', name: 'Sara', phone: '90123456' });
} catch (error) {
  if (isProblem(error, 'phone_taken')) takenBy = error.customerId;
}

const numbers = [];
for await (const { customerNumber } of regulars.customers.iterate({ search: '3456' }))
  numbers.push(customerNumber);

const nowhere = createRegulars({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0 });
const unreachable = await nowhere.session.get().catch((error) => error instanceof ConnectionError);

process.stdout.write(JSON.stringify({ created: created.customerNumber, takenBy, numbers, unreachable }));
