import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Mantine wants ten shades; the page itself uses the names of `theme.css`. */
const iris: MantineColorsTuple = [
  '#ecedfb',
  '#d7d9f6',
  '#b1b5ee',
  '#8f96ff',
  '#5d64de',
  '#535ad3',
  '#4a50c8',
  '#3e44b3',
  '#35399a',
  '#2b2f80',
];

/** Mantine's greys of the dark theme, lightest first, in the tints of `theme.css`. */
const dark: MantineColorsTuple = [
  '#ececf1',
  '#c9c9d4',
  '#a9a9b8',
  '#9797a7',
  '#40404d',
  '#33333e',
  '#22222a',
  '#1a1a20',
  '#131317',
  '#101014',
];

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 4 },
  colors: { iris, dark },
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    Textarea: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', allowDeselect: false, comboboxProps: { shadow: 'md' } } },
    MultiSelect: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    TagsInput: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Tabs: { defaultProps: { keepMounted: false } },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.4 } } },
    Modal: { defaultProps: { radius: 'md', yOffset: '8vh', overlayProps: { backgroundOpacity: 0.4 } } },
  },
});
