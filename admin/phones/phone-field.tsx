import type { MantineSize } from '@mantine/core';
import { type ComponentProps, useRef, useState } from 'react';
import { useSession } from '../session/session-query.ts';
import { Line } from '../ui/lines.tsx';
import { countryIn, withCountry } from './calling-code.ts';
import { CountrySelect } from './country-select.tsx';
import classes from './phone-field.module.css';

interface Props extends Omit<ComponentProps<typeof Line>, 'value' | 'onChange' | 'size'> {
  size?: MantineSize;
  /** As it will be sent: what one sees is what the server reads. */
  value: string;
  onChange: (phone: string) => void;
}

/**
 * A phone with its country beside it. The country is nowhere but in the number: to choose another one writes its code
 * in front, and a number that comes with a code shows whose it is. A number without one is of the tenant's country.
 */
export const PhoneField = ({ value, onChange, size = 'sm', ...rest }: Props) => {
  const { tenant } = useSession();
  const number = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const country = countryIn(value, [chosen, tenant.country]) ?? tenant.country;

  const choose = (country: string) => {
    setChosen(country);
    onChange(withCountry(value, country, tenant.country));
    requestAnimationFrame(() => {
      const field = number.current;
      field?.focus();
      field?.setSelectionRange(field.value.length, field.value.length);
    });
  };

  return (
    <Line
      ref={number}
      dir="ltr"
      autoCapitalize="none"
      spellCheck={false}
      type="tel"
      inputMode="tel"
      maxLength={50}
      size={size}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputContainer={(input) => (
        <div className={classes.row}>
          <CountrySelect value={country} home={tenant.country} size={size} onChange={choose} />
          {input}
        </div>
      )}
      {...rest}
    />
  );
};
