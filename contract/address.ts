import { z } from 'zod';
import { timestamp } from './moment.ts';
import { listOf } from './paging.ts';
import { latitude, longitude } from './position.ts';
import { country } from './tenant.ts';
import { anyText, line } from './text.ts';

export const addressTypes = ['home', 'work', 'other'] as const;
export const addressType = z.enum(addressTypes);
export type AddressType = (typeof addressTypes)[number];

/** Active ones of a customer. */
export const mostAddresses = 50;

const writable = {
  type: addressType.optional().meta({ description: 'home where nothing is said.' }),
  label: line(100).nullish().meta({ description: 'What the customer calls it.', example: 'Office' }),
  building: line(100).nullish(),
  floor: line(50).nullish(),
  apartment: line(50).nullish(),
  street: line(200).nullish(),
  area: line(100).nullish().meta({ example: 'Al Khuwair' }),
  city: line(100).nullish().meta({ example: 'Muscat' }),
  region: line(100).nullish().meta({ description: 'Governorate, emirate, province, state.' }),
  postalCode: line(20).nullish(),
  country: country.nullish().meta({ description: "ISO 3166-1 alpha-2; the tenant's where nothing is said." }),
  latitude: latitude.nullish().meta({ description: 'WGS 84, with longitude or not at all; 0 is a value.' }),
  longitude: longitude.nullish(),
  deliveryNotes: anyText(1000).nullish(),
};

/** Any of them leads somebody to the door; coordinates do as well. */
export const findingFields = ['street', 'area', 'city', 'building', 'label', 'postalCode'] as const;

type Coordinates = { latitude?: number | null | undefined; longitude?: number | null | undefined };
const bothOrNeither = (
  { latitude, longitude }: Coordinates,
  { issues }: { issues: z.core.$ZodRawIssue[] },
) => {
  const named = (value: number | null | undefined) => (value === null ? 'none' : typeof value);
  if (named(latitude) === named(longitude)) return;
  const missing = latitude == null && longitude != null ? 'latitude' : 'longitude';
  issues.push({
    code: 'custom',
    path: [missing],
    message: 'Latitude and longitude come together or not at all.',
    input: undefined,
  });
};

export const newAddress = z
  .strictObject({
    ...writable,
    isDefault: z
      .boolean()
      .optional()
      .meta({ description: 'true: becomes the default. The first address always does.' }),
  })
  .check(({ value, issues }) => {
    bothOrNeither(value, { issues });
    if (findingFields.some((field) => value[field]) || value.latitude != null || value.longitude != null)
      return;
    issues.push({
      code: 'custom',
      path: ['street'],
      message: 'An address needs a street, area, city, building, label, postal code or coordinates.',
      input: undefined,
    });
  })
  .meta({
    id: 'NewAddress',
    description: 'Needs at least one of street, area, city, building, label, postalCode and the coordinates.',
    example: { type: 'home', street: 'Way 3021', area: 'Al Khuwair', city: 'Muscat' },
  });
export type NewAddress = z.infer<typeof newAddress>;

/** Those that a customer comes with. */
export const newAddresses = z
  .array(newAddress)
  .max(mostAddresses)
  .check(({ value, issues }) => {
    const second = value.findIndex(
      (address, n) => address.isDefault && value.findIndex((other) => other.isDefault) < n,
    );
    if (second < 0) return;
    issues.push({
      code: 'custom',
      path: [second, 'isDefault'],
      message: 'One address can be the default.',
      input: true,
    });
  });

export const addressChanges = z
  .strictObject({
    ...writable,
    isDefault: z.boolean().optional().meta({
      description:
        'true: becomes the default, which the other then is no longer. The default itself cannot be sent false: make another one the default.',
    }),
  })
  .check(({ value, issues }) => bothOrNeither(value, { issues }))
  .meta({
    id: 'AddressChanges',
    description: "Only what is sent changes; null clears (the country: back to the tenant's).",
    example: { deliveryNotes: 'Ring twice', isDefault: true },
  });
export type AddressChanges = z.infer<typeof addressChanges>;

const text = z.string().nullable();

/** An address as read. */
export const address = z
  .strictObject({
    id: z.uuid(),
    type: addressType,
    label: text,
    building: text,
    floor: text,
    apartment: text,
    street: text,
    area: text,
    city: text,
    region: text,
    postalCode: text,
    country: z.string().length(2),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    deliveryNotes: text,
    isDefault: z.boolean(),
    isActive: z.boolean().meta({ description: 'false: removed, and can be restored.' }),
    distanceM: z.number().nullable().meta({
      description:
        "Metres from the tenant's position as the crow flies; null where one of both is not known.",
    }),
    formatted: z.array(z.string()).meta({
      description:
        'The lines of a label as its country writes them, in the script in which the address is written, the country last.',
      example: ['Way 3021', 'Al Khuwair', 'Muscat', 'Oman'],
    }),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Address' });
export type Address = z.infer<typeof address>;

/** Fields that only the server sets; sending one is refused by name. */
export const readOnlyAddressFields: readonly string[] = Object.keys(address.shape).filter(
  (field) => !(field in writable) && field !== 'isDefault',
);

export const addressQuery = z.strictObject({
  status: z.enum(['active', 'inactive', 'all']).default('active').meta({
    description: 'inactive: the removed ones, of which the last hundred are shown.',
  }),
});
export const addressList = listOf(address).meta({ id: 'AddressList' });

/** Degrees as a query carries them: what is empty or missing is none, and not 0. */
const queryDegrees = (degrees: typeof latitude, most: number) =>
  z
    .preprocess(
      (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined),
      degrees,
    )
    .meta({ override: { type: 'number', minimum: -most, maximum: most } });

export const nearbyQuery = z.strictObject({
  lat: queryDegrees(latitude, 90),
  lng: queryDegrees(longitude, 180),
  radiusM: z.coerce
    .number()
    .int()
    .min(1)
    .max(50_000)
    .default(5000)
    .meta({ description: 'Metres, 1 to 50,000.' }),
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Customers, 1 to 100.' }),
});
export type NearbyQuery = z.infer<typeof nearbyQuery>;
