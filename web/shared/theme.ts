import { type CSSVariablesResolver, createTheme, Menu, Modal, TextInput } from '@mantine/core';

/** The looks of both applications. Colours are chosen for a contrast of at least 4.5 in both schemes. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  respectReducedMotion: true,
  components: {
    Menu: Menu.extend({
      // Its place holder is no child that a menu may have; outside of the landmarks menus would belong to nothing.
      defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false, transitionProps: { duration: 0 } },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        centered: true,
        overlayProps: { backgroundOpacity: 0.5 },
        transitionProps: { duration: 0 },
        // The header of a dialog is not the banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
      styles: { title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)' } },
    }),
    TextInput: TextInput.extend({ defaultProps: { autoComplete: 'off' } }),
  },
});

/** Shades of our own where the usual ones have too little contrast. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
  },
});
