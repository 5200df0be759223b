/**
 * Customers as businesses in the Gulf and in the West have them, made up and seeded: with duplicates and the errors
 * that make them, and with those who are not duplicates and look like it (relatives, twins, a father and a son of one
 * name, an office's phone). For tests and measurements.
 */

const mulberry32 = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

// Arabic, then ways in which it is written in Latin.
const arabicGiven =
  `محمد Mohammed Muhammad Mohamed|أحمد Ahmed Ahmad|علي Ali Aly|سالم Salim Salem|سعيد Said Saeed|خالد Khalid Khaled
يوسف Yousuf Yusuf Youssef|عبدالله Abdullah Abdallah|إبراهيم Ibrahim Ebrahim|حسن Hassan Hasan|حسين Hussein Hussain|عمر Omar Umar
سلطان Sultan|راشد Rashid Rashed|ناصر Nasser Nasir|حمد Hamad Hamed|ماجد Majid Majed|فيصل Faisal Faysal|طارق Tariq Tarek|بدر Badr Bader
عبدالرحمن Abdulrahman Abdelrahman|عبدالعزيز Abdulaziz Abdelaziz|جاسم Jassim Jasim|هلال Hilal Helal|زاهر Zahir Zaher|يعقوب Yaqoub Yaqub
فاطمة Fatima Fatma|عائشة Aisha Aysha|مريم Maryam Mariam|سارة Sara Sarah|نورة Noura Nora|زينب Zainab Zaynab|خديجة Khadija Khadeeja|ليلى Layla Leila
هدى Huda Hoda|منى Muna Mona|أمل Amal Amaal|رقية Ruqaya Rokaya|شيخة Shaikha Sheikha|موزة Moza Mouza|لطيفة Latifa Lateefa|سلمى Salma Selma`
    .split(/[|\n]/)
    .map((row) => row.split(' '));
const arabicFamily =
  `البلوشي Al-Balushi AlBalushi Balushi|الحارثي Al-Harthy Al-Harthi|السيابي Al-Siyabi AlSiyabi|الهنائي Al-Hinai Alhinai|الكندي Al-Kindi AlKindi
المعمري Al-Maamari Al-Mamari|الزدجالي Al-Zadjali Zadjali|الرواحي Al-Rawahi Rawahi|الشامسي Al-Shamsi Alshamsi|المنصوري Al-Mansoori Almansouri
النعيمي Al-Nuaimi Alnuaimi|الكعبي Al-Kaabi Alkaabi|المزروعي Al-Mazrouei Mazrouei|القحطاني Al-Qahtani Alqahtani|الغامدي Al-Ghamdi Alghamdi
الزهراني Al-Zahrani Zahrani|الدوسري Al-Dosari Aldossary|العتيبي Al-Otaibi Alotaibi|الحربي Al-Harbi Alharbi|الشمري Al-Shammari Alshammari
المطيري Al-Mutairi Almutairi|العنزي Al-Enezi Alanazi|الرشيدي Al-Rashidi Alrashidi|الهاجري Al-Hajri Alhajri|المري Al-Marri Almarri|الكواري Al-Kuwari Alkuwari
الخليفة Al-Khalifa Alkhalifa|الفارسي Al-Farsi Alfarsi|اللواتي Al-Lawati Allawati|الجابري Al-Jabri Aljabri|الوهيبي Al-Wahaibi Alwahaibi|الغافري Al-Ghafri`
    .split(/[|\n]/)
    .map((row) => row.split(' '));
const westernGiven =
  `James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara Richard Susan Joseph Jessica Thomas Karen
Charles Sarah Christopher Nancy Daniel Lisa Matthew Betty Anthony Margaret Mark Sandra Donald Ashley Steven Emily Paul Donna Andrew Michelle Joshua
Carol Kenneth Amanda Kevin Melissa Brian Deborah George Stephanie Edward Rebecca Ronald Laura Timothy Helen Jason Sharon Jeffrey Cynthia Ryan Anna
Oliver Amelia Jack Isla Harry Ava Jacob Mia Noah Grace Lucas Chloe Felix Sophie Hugo Alice Leo Clara Max Emma Otto Ida Emil Nina Jonas Lena`.split(
    /\s+/,
  );
const westernFamily =
  `Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Lee Thompson White Harris Clark Lewis
Robinson Walker Young Allen King Wright Scott Torres Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Phillips Evans Turner Parker
Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox Richardson Watson Brooks Wood James
Bennett Gray Hughes Price Long Foster Sanders Ross Morales Powell Sullivan Russell Ortiz Jenkins Perry Butler Barnes Fisher Schmidt Weber Wagner`.split(
    /\s+/,
  );
const syllables =
  'ba be bo bra ca co da de do dru fa fe fi ga go gra ha he ho ja ka ke kra la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se sta ta te to tra va ve vi wa we zo'.split(
    ' ',
  );
const endings = 'n r s l nd rt ck tt ng sen son ley ton man ford well berg ski vic dez'.split(' ');
const gulfCities = [
  ['مسقط', 'Muscat', 'OM', '9'],
  ['صلالة', 'Salalah', 'OM', '9'],
  ['دبي', 'Dubai', 'AE', '50'],
  ['الشارقة', 'Sharjah', 'AE', '52'],
  ['الرياض', 'Riyadh', 'SA', '55'],
  ['الدمام', 'Dammam', 'SA', '56'],
  ['الدوحة', 'Doha', 'QA', '5'],
  ['المنامة', 'Manama', 'BH', '3'],
] as const;
const westernCities = [
  ['London', 'GB', 'SW1'],
  ['Leeds', 'GB', 'LS1'],
  ['Bristol', 'GB', 'BS1'],
  ['Boston', 'US', '021'],
  ['Denver', 'US', '802'],
  ['Berlin', 'DE', '101'],
  ['Hamburg', 'DE', '201'],
] as const;
const codes: Record<string, string> = {
  OM: '968',
  AE: '971',
  SA: '966',
  QA: '974',
  BH: '973',
  GB: '44',
  US: '1',
  DE: '49',
};
const streets =
  'Park Mill Station Church Victoria Garden Oak River Castle Market Lake Hill Bridge School Forest'.split(
    ' ',
  );
const arabicStreets = [
  ['شارع السلطان قابوس', 'Sultan Qaboos Street'],
  ['شارع النهضة', 'Al Nahda Street'],
  ['شارع الوحدة', 'Al Wahda Street'],
  ['شارع الكورنيش', 'Corniche Street'],
  ['شارع المطار', 'Airport Road'],
  ['شارع الملك فهد', 'King Fahd Street'],
] as const;

/** A row of the set; `customer` is the truth and not to be shown to what is measured. */
export interface Row {
  id: string;
  customer: string;
  firstName: string;
  lastName: string;
  phone: string;
  email: string;
  birthDate: string;
  address: string;
  city: string;
  country: string;
}
export const columns = [
  'id',
  'firstName',
  'lastName',
  'phone',
  'email',
  'birthDate',
  'address',
  'city',
  'country',
] as const;

interface Person {
  gulf: boolean;
  given: readonly string[];
  family: readonly string[];
  national: string;
  code: string;
  email: string;
  date: [year: number, month: number, day: number];
  street: readonly string[];
  number: number;
  city: readonly string[];
  country: string;
}

/** About so many rows; one in six is a further one of a customer that there is already. */
export const makePeople = function* (rows: number, seed = 1): Generator<Row> {
  const random = mulberry32(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const chance = (share: number) => random() < share;
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
  // Few are common and many are rare, as it is with names.
  const pickCommon = <Item>(items: readonly Item[]): Item => items[Math.floor(items.length * random() ** 2)]!;
  const digits = (count: number) => Array.from({ length: count }, () => below(10)).join('');

  const person = (): Person => {
    const gulf = chance(0.6);
    const date: Person['date'] = [1945 + below(62), 1 + below(12), 1 + below(28)];
    if (gulf) {
      const city = pick(gulfCities);
      const given = pickCommon(arabicGiven);
      const rare = pick(syllables) + pick(syllables);
      const family = chance(0.8)
        ? pickCommon(arabicFamily)
        : [`Al-${rare[0]!.toUpperCase()}${rare.slice(1)}i`];
      return {
        gulf,
        given,
        family: family.length > 1 ? family : [family[0]!, family[0]!],
        national: city[3] + digits(city[2] === 'AE' || city[2] === 'SA' ? 7 : 7),
        code: codes[city[2]]!,
        email:
          `${given[1]}${pick(['.', '', '_'])}${family.at(-1)!.replace(/^Al-?/, '')}${below(10_000)}@${pick(['gmail.com', 'hotmail.com', 'outlook.com', 'yahoo.com'])}`.toLowerCase(),
        date,
        street: pick(arabicStreets),
        number: 1 + below(900),
        city: city.slice(0, 2),
        country: city[2],
      };
    }
    const city = pick(westernCities);
    const given = pickCommon(westernGiven);
    const rare = pick(syllables) + pick(syllables) + pick(endings);
    const family = chance(0.5) ? pickCommon(westernFamily) : rare[0]!.toUpperCase() + rare.slice(1);
    return {
      gulf,
      given: [given, given],
      family: [family, family],
      national: `7${digits(9)}`,
      code: codes[city[1]]!,
      email:
        `${given}${pick(['.', '', '_'])}${family}${below(1000)}@${pick(['gmail.com', 'icloud.com', 'outlook.com', 'web.de'])}`.toLowerCase(),
      date,
      street: [`${pick(streets)} Street`, `${pick(streets)} ${pick(['Street', 'Road', 'Lane'])}`],
      number: 1 + below(300),
      city: [city[0], city[0]],
      country: city[1],
    };
  };

  /** Somebody else who shares much with the first. */
  const alike = (first: Person): Person => {
    const other = person();
    const email = `${first.given[1]}${below(100_000)}@${pick(['gmail.com', 'yahoo.com'])}`.toLowerCase();
    const kind = random();
    if (kind < 0.05) {
      // A father and a son of one name.
      return { ...first, email, date: [first.date[0] - 20 - below(15), 1 + below(12), 1 + below(28)] };
    }
    const given =
      first.gulf === other.gulf
        ? other.given
        : pickCommon(first.gulf ? arabicGiven : westernGiven.map((name) => [name, name]));
    if (given[0] === first.given[0]) return other;
    const household = { ...first, given, email: other.email };
    return kind < 0.15 ? household : { ...household, date: other.date };
  };

  const typo = (text: string) => {
    if (text.length < 4) return text;
    const place = 1 + below(text.length - 2);
    const letter = String.fromCharCode(97 + below(26));
    switch (below(4)) {
      case 0:
        return text.slice(0, place) + text.slice(place + 1);
      case 1:
        return text.slice(0, place) + letter + text.slice(place);
      case 2:
        return text.slice(0, place) + text[place + 1] + text[place] + text.slice(place + 2);
      default:
        return text.slice(0, place) + letter + text.slice(place + 1);
    }
  };
  const two = (number: number) => String(number).padStart(2, '0');

  let written = 0;
  const row = (of: Person, customer: string, again: boolean): Row => {
    written += 1;
    const noise = (share: number) => again && chance(share);
    const arabic = of.gulf && chance(0.4);
    const script = arabic ? 0 : 1;
    let firstName = arabic ? of.given[0]! : pick(of.given.slice(1));
    let lastName = arabic ? of.family[0]! : pick(of.family.slice(1));
    if (noise(0.1)) firstName = typo(firstName);
    if (noise(0.1)) lastName = typo(lastName);
    if (noise(0.04)) [firstName, lastName] = [lastName, firstName];
    let [year, month, day] = of.date;
    if (noise(0.03) && day <= 12) [month, day] = [day, month];
    if (noise(0.03)) year += pick([-1, 1, 10]);
    const phone = noise(0.08) ? of.national.slice(0, -4) + digits(4) : of.national;
    return {
      id: `R${two(written)}`,
      customer,
      firstName,
      lastName: chance(0.02) ? '' : lastName,
      phone: chance(0.1) ? '' : pick([`+${of.code}${phone}`, `0${phone}`, `00${of.code} ${phone}`, phone]),
      email: chance(0.35)
        ? chance(0.02)
          ? 'info@company.com'
          : ''
        : noise(0.06)
          ? typo(of.email)
          : of.email,
      birthDate: chance(0.35)
        ? ''
        : pick([`${year}-${two(month)}-${two(day)}`, `${two(day)}/${two(month)}/${year}`]),
      address: chance(0.3)
        ? ''
        : noise(0.1)
          ? `${1 + below(900)} ${of.street[script]}`
          : arabic
            ? `${of.street[0]} ${of.number}`
            : `${of.number} ${of.street[1]}`,
      city: of.city[script]!,
      country: of.country,
    };
  };

  let customers = 0;
  let previous: Person | null = null;
  while (written < rows) {
    const one: Person = previous && chance(0.06) ? alike(previous) : person();
    previous = one;
    customers += 1;
    const customer = `C${customers}`;
    yield row(one, customer, false);
    const again = chance(0.14) ? 1 + below(2) : 0;
    for (let copy = 0; copy < again && written < rows; copy += 1) yield row(one, customer, true);
  }
};
