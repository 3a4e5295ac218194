import '@xterm/xterm/css/xterm.css';
import { useComputedColorScheme } from '@mantine/core';
import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal as Xterm } from '@xterm/xterm';
import { useEffect, useRef } from 'react';
import type { TerminalProps } from './Terminal.tsx';
import styles from './XtermView.module.css';

const SCROLLBACK_LINES = 20_000;

/** xterm without any way back: no input, no links that open, no answers to what the text asks of a terminal. */
export default function XtermView({ label, feed, feedKey, height = 280, onResize }: TerminalProps) {
  const place = useRef<HTMLDivElement>(null);
  const terminal = useRef<Xterm | null>(null);
  const scheme = useComputedColorScheme();
  const latest = useRef({ feed, onResize });
  latest.current = { feed, onResize };

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const xterm = new Xterm({
      disableStdin: true,
      convertEol: true,
      cursorInactiveStyle: 'none',
      scrollback: SCROLLBACK_LINES,
      fontFamily: getComputedStyle(element).getPropertyValue('--font-mono'),
      fontSize: 12,
      lineHeight: 1.25,
      minimumContrastRatio: 4.5,
      linkHandler: { activate: () => {} },
      theme: themeOf(element),
    });
    const fit = new FitAddon();
    xterm.loadAddon(fit);
    xterm.open(element);
    xterm.textarea?.setAttribute('aria-label', label);
    // Nothing is typed here, so Tab leads on; xterm would keep it.
    xterm.attachCustomKeyEventHandler(({ key }) => key !== 'Tab');
    terminal.current = xterm;

    const told = xterm.onResize(({ cols, rows }) => latest.current.onResize?.({ columns: cols, rows }));
    const resized = new ResizeObserver(() => element.clientWidth > 0 && fit.fit());
    resized.observe(element);
    return () => {
      resized.disconnect();
      told.dispose();
      xterm.dispose();
      terminal.current = null;
    };
  }, [label]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `feedKey` says when the text is another one.
  useEffect(() => {
    const xterm = terminal.current;
    if (!xterm) return;
    xterm.reset();
    return latest.current.feed({ write: text => xterm.write(text), clear: () => xterm.reset() });
  }, [feedKey, label]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, which has changed.
  useEffect(() => {
    if (terminal.current && place.current) terminal.current.options.theme = themeOf(place.current);
  }, [scheme]);

  return (
    <div className={styles.frame} style={{ height }}>
      <div ref={place} className={styles.place} />
    </div>
  );
}

function themeOf(element: Element): ITheme {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();

  return {
    background: of('--sunken'),
    foreground: of('--text'),
    cursor: of('--sunken'),
    selectionBackground: of('--line-strong'),
    scrollbarSliderBackground: of('--line'),
    scrollbarSliderHoverBackground: of('--line-strong'),
    scrollbarSliderActiveBackground: of('--line-strong'),
    black: of('--text-dim'),
    brightBlack: of('--text-faint'),
    white: of('--text'),
    brightWhite: of('--text'),
    red: of('--bad'),
    brightRed: of('--bad'),
    green: of('--good'),
    brightGreen: of('--good'),
    yellow: of('--warn'),
    brightYellow: of('--warn'),
    blue: of('--accent-text'),
    brightBlue: of('--accent-text'),
    magenta: of('--series-4'),
    brightMagenta: of('--series-4'),
    cyan: of('--series-3'),
    brightCyan: of('--series-3'),
  };
}
