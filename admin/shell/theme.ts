import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e8f5f4',
  '#d2eae8',
  '#a6d5d1',
  '#75bfb9',
  '#4eaca5',
  '#359e96',
  '#1f8880',
  '#0f6f69',
  '#085b56',
  '#034843',
];

const slate: MantineColorsTuple = [
  '#d5dcde',
  '#b4bdc0',
  '#8d989c',
  '#667276',
  '#434e52',
  '#333c3f',
  '#252c2e',
  '#1b2022',
  '#14181a',
  '#0e1112',
];

/** Fonts that come with the systems, chosen so that Latin and Arabic sit well on one line. */
const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", Tahoma, Arial, sans-serif';

export const theme = createTheme({
  // Mantine takes its dark greys from the palette `dark`.
  colors: { petrol, dark: slate },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  fontFamily,
  headings: { fontFamily, fontWeight: '650' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'sm',
  radius: { xs: '0.1875rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // A hint below its field: fields beside each other stand on one line, whichever of them has one.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
});

/** Mantine's own greys and reds miss WCAG AA on these backgrounds; these reach 4.5 : 1 and more. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b2427',
    '--mantine-color-dimmed': '#566268',
    '--mantine-color-placeholder': '#667278',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#0b625d',
    '--mantine-color-default-border': '#c9d1d3',
    '--regulars-ground': '#f4f6f5',
    '--regulars-line': '#e1e6e6',
    '--regulars-hover': '#eef4f3',
    '--regulars-mark': '#0f6f69',
    '--regulars-caution-ground': '#fdf3e1',
    '--regulars-caution-text': '#6b4300',
    '--regulars-problem-ground': '#fdeceb',
    '--regulars-problem-text': '#8f1d16',
  },
  dark: {
    '--mantine-color-body': '#1b2022',
    '--mantine-color-text': '#e3e8e9',
    '--mantine-color-dimmed': '#a6b1b5',
    '--mantine-color-placeholder': '#98a4a8',
    '--mantine-color-error': '#ff9d92',
    '--mantine-color-anchor': '#75c9c1',
    '--mantine-color-default': '#22292b',
    '--mantine-color-default-hover': '#2a3235',
    '--mantine-color-default-border': '#434e52',
    '--regulars-ground': '#14181a',
    '--regulars-line': '#2c3437',
    '--regulars-hover': '#232b2d',
    '--regulars-mark': '#4eaca5',
    '--regulars-caution-ground': '#33270f',
    '--regulars-caution-text': '#f2cf8f',
    '--regulars-problem-ground': '#3a1f1d',
    '--regulars-problem-text': '#ffb4ab',
  },
});

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'regulars.colour-scheme' });
