import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { Row } from '../../../native-bridge/contract/index.ts';
import { COLUMNS, pageOf } from './rows.ts';

const PAGE = 200;

/** A plain virtual list of rows of 28 pixels, as its documentation shows it. */
export default function VirtualPeer({ rows }: { readonly rows: number }) {
  const place = useRef<HTMLDivElement>(null);
  const pages = useRef(new Map<number, Row[]>());
  const [, draw] = useState(0);
  const list = useVirtualizer({
    count: rows,
    getScrollElement: () => place.current,
    estimateSize: () => 28,
    overscan: 10,
  });
  const shown = list.getVirtualItems();
  const from = Math.floor((shown[0]?.index ?? 0) / PAGE);
  const to = Math.floor((shown.at(-1)?.index ?? 0) / PAGE);

  useEffect(() => {
    for (let page = from; page <= to; page++) {
      if (pages.current.has(page)) continue;
      pages.current.set(page, []);
      void pageOf(page * PAGE, PAGE, rows).then(fetched => {
        pages.current.set(page, fetched);
        for (const old of [...pages.current.keys()].slice(0, -20)) pages.current.delete(old);
        draw(count => count + 1);
      });
    }
  }, [from, to, rows]);

  return (
    <div ref={place} id="scroller" style={{ height: '100%', overflow: 'auto' }}>
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {shown.map(({ index, key, start }) => {
          const row = pages.current.get(Math.floor(index / PAGE))?.[index % PAGE];
          return (
            <div
              key={key}
              style={{ position: 'absolute', top: start, height: 28, display: 'flex', overflow: 'hidden' }}
            >
              {COLUMNS.map(name => (
                <span key={name} style={{ width: 220, whiteSpace: 'nowrap', overflow: 'hidden' }}>
                  {String(row?.cells[name] ?? '')}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
