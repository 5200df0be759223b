import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { isDay } from './list-state.ts';

interface Props {
  value: string;
  onChange: (day: string) => void;
  label: string;
}

/** A day that is being typed: what it narrows follows once it is one, or none. */
export const DayField = ({ value, onChange, label }: Props) => {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      type="date"
      label={label}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        if (currentTarget.value === '' || isDay(currentTarget.value)) onChange(currentTarget.value);
      }}
    />
  );
};
