import { countries } from '@regulars/contract/tenant';
import { getRegionCodeForCountryCode } from 'awesome-phonenumber';
import { callingCode } from './normalize-phone.ts';

/** Calling code → its countries; where several share one, the country that has most of it stands first. */
export const countriesByCallingCode = (): Record<string, string[]> => {
  const sharing: Record<string, string[]> = {};
  for (const country of countries) {
    const code = callingCode(country);
    if (code === null) continue;
    sharing[code] ??= [];
    if (getRegionCodeForCountryCode(Number(code)) === country) sharing[code].unshift(country);
    else sharing[code].push(country);
  }
  return sharing;
};
