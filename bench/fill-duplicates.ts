import type { Database } from '@regulars/database/connect';
import type { Context } from '@regulars/database/context-query';
import { query } from '@regulars/database/query';
import { sql } from 'kysely';

const firstNames =
  'Mohammed Fatima Ahmed Aisha Ali Maryam Salim Zahra Khalid Noor Said Huda Omar Layla Yusuf Amal Hamad Salma Nasser Muna Ibrahim Rahma Talal Shaikha Bader Ibtisam Faisal Asma Rashid Khadija'.split(
    ' ',
  );
const firstNames2 =
  'محمد فاطمة أحمد عائشة علي مريم سالم زهراء خالد نور سعيد هدى عمر ليلى يوسف أمل حمد سلمى ناصر منى إبراهيم رحمة طلال شيخة بدر ابتسام فيصل أسماء راشد خديجة'.split(
    ' ',
  );
const syllables = 'ba dul far hat jab kir lam mun nas qat rif sar taz waz yad zam bal har saw hin'.split(' ');

const batch = 1000;
/** Whom a later one can be again. */
const mostRemembered = 50_000;

/** The same numbers each time. */
const numbers = () => {
  let state = 42;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

interface Person {
  name: string;
  name2: string | null;
  phone: string;
  email: string | null;
  birthDate: string | null;
}

/**
 * Adds customers as the tenant itself would: names as they are spread, few of them very common; half with an e-mail, a
 * third with a birthday or with their name in Arabic. One in twenty is another one again, with another phone and a
 * fault or something left out.
 */
export const fillWithDuplicates = async (
  database: Database,
  tenantId: string,
  customers: number,
  progress: (done: number) => void,
): Promise<void> => {
  const random = numbers();
  const pick = <T>(values: readonly T[]) => values[random(values.length)]!;
  // The square of a share: the first ones are common, the last ones rare.
  const skewed = (count: number) => Math.floor((random(1e6) / 1e6) ** 2 * count);
  const digits = (count: number) => String(random(10 ** count)).padStart(count, '0');
  const recent: Person[] = [];

  const somebody = (): Person => {
    const first = skewed(firstNames.length);
    const family = skewed(8000);
    const part = (n: number) => syllables[n % 20]!;
    const last = part(family) + part(Math.floor(family / 20)) + part(Math.floor(family / 400));
    const name = `${firstNames[first]} ${pick(['Al ', 'Al-', ''])}${last[0]!.toUpperCase()}${last.slice(1)}`;
    return {
      name,
      name2: random(3) === 0 ? `${firstNames2[first]} ${firstNames2[skewed(30)]}` : null,
      phone: '',
      email: random(2) === 0 ? `${firstNames[first]!.toLowerCase()}.${last}${digits(4)}@example.com` : null,
      birthDate:
        random(3) === 0
          ? `${1940 + random(70)}-${digits(1).replace('0', '1').padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`
          : null,
    };
  };
  const again = ({ name, ...person }: Person): Person => {
    const fault = random(name.length - 1);
    const written = [
      name,
      name.replace('Al ', 'Al'),
      name.slice(0, fault) + name.slice(fault + 1),
      name.toUpperCase(),
    ];
    return { ...person, name: pick(written), email: random(4) === 0 ? null : person.email };
  };

  for (let from = 0; from < customers; from += batch) {
    const people: Person[] = [];
    for (let n = from; n < Math.min(from + batch, customers); n += 1) {
      const person = recent.length > 0 && random(20) === 0 ? again(pick(recent)) : somebody();
      person.phone = `+9689${String((n * 7919) % 10_000_000).padStart(7, '0')}`;
      people.push(person);
      if (recent.length < mostRemembered) recent.push(person);
      else recent[random(mostRemembered)] = person;
    }
    const context: Context = {
      role: 'regulars_tenant',
      tenantId,
      actorId: 'bench',
      actorName: '',
      requestId: '',
    };
    await database.each(context).execute(
      sql`insert into org_customers_mst (tenant_org_id, profile_status, name, name2, phone, email, birth_date)
        select ${tenantId}::uuid, 'stub', name, name2, phone, email, "birthDate"
        from jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
          as p (name text, name2 text, phone text, email text, "birthDate" date)`.compile(query),
    );
    progress(from + people.length);
  }
};
