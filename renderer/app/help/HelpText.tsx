import { type ComponentProps, isValidElement, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { Scrolled } from '../../ui/index.ts';
import styles from './HelpText.module.css';
import { slugOf, targetOf } from './markdown.ts';
import { HELP } from './pages.ts';

const PLUGINS = [remarkGfm];
const KNOWN = HELP.map(({ id }) => id);

/** A text of the docs. HTML in it stays text, pictures are left to the code host. */
export function HelpText({ text }: { readonly text: string }) {
  return (
    <div className={styles.text}>
      <Markdown remarkPlugins={PLUGINS} components={COMPONENTS}>
        {text}
      </Markdown>
    </div>
  );
}

const COMPONENTS: Components = {
  h1: ({ children }) => <h1 id={slugOf(wordsOf(children))}>{children}</h1>,
  h2: ({ children }) => <h2 id={slugOf(wordsOf(children))}>{children}</h2>,
  h3: ({ children }) => <h3 id={slugOf(wordsOf(children))}>{children}</h3>,
  h4: ({ children }) => <h4 id={slugOf(wordsOf(children))}>{children}</h4>,
  a: ({ href, children }) => <HelpLink href={href}>{children}</HelpLink>,
  img: ({ alt }) => <em>{alt}</em>,
  pre: ({ children }) => <Scrolled as="pre">{children}</Scrolled>,
  table: ({ children }) => (
    <Scrolled className={styles.table}>
      <table>{children}</table>
    </Scrolled>
  ),
};

/** Pages stay in the app; what leads out of it goes through the shell, which asks. */
function HelpLink({ href, children }: Pick<ComponentProps<'a'>, 'href' | 'children'>) {
  const state = useHistoryState();
  const target = targetOf(href, KNOWN);
  switch (target.kind) {
    case 'page':
      return (
        <Link href={target.href} state={state}>
          {children}
        </Link>
      );
    case 'part':
      return <a href={target.href}>{children}</a>;
    case 'outside':
      return (
        <a
          href={target.href}
          target="_blank"
          rel="noopener noreferrer"
          onClick={event => {
            if (!window.luthier) return;
            event.preventDefault();
            void window.luthier.openLink(target.href);
          }}
        >
          {children}
        </a>
      );
    case 'nowhere':
      return <span>{children}</span>;
  }
}

function wordsOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map(wordsOf).join('');
  return isValidElement<{ children?: ReactNode }>(node) ? wordsOf(node.props.children) : '';
}
