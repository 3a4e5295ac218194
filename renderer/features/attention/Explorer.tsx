import { Checkbox, SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { AttentionId, AttentionMap } from '../../../native-bridge/contract/index.ts';
import { useFormat, useT } from '../../app/messages/index.ts';
import { useBytes } from '../../rpc/index.ts';
import { Failure, Panel, Waiting } from '../../ui/index.ts';
import styles from './AttentionPage.module.css';
import { colourMap } from './colour-map.ts';
import { type Cell, HeadMap } from './HeadMap.tsx';
import { Overview } from './Overview.tsx';
import { Readout } from './Readout.tsx';
import { ScaleBar } from './ScaleBar.tsx';
import { StrongestReadings } from './StrongestReadings.tsx';
import { type HeadOrder, type HeadPlace, headInSearch, neighbour, ordered } from './thumbnails.ts';
import { strongest, withoutFirstToken } from './weights.ts';

const LISTED = 12;

export interface ExplorerProps {
  readonly attentionId: AttentionId;
  readonly map: AttentionMap;
  readonly overview: Uint8Array;
  /** What stands above the overview: the text and its answer. */
  readonly children: ReactNode;
}

/** All heads as small pictures beside one in full. The arrow keys walk from head to head. */
export function Explorer({ attentionId, map, overview, children }: ExplorerProps) {
  const t = useT('attention');
  const format = useFormat();
  const scheme = useComputedColorScheme();
  const colours = useMemo(() => colourMap(scheme), [scheme]);
  const [order, setOrder] = useState<HeadOrder>('place');
  const [skipFirst, setSkipFirst] = useState(false);
  const [search, setSearch] = useSearchParams();
  const heads = useMemo(() => ordered(map, order), [map, order]);
  const chosen = headInSearch(search, map);
  const summary = heads.find(({ layer, head }) => layer === chosen.layer && head === chosen.head);
  const choose = ({ layer, head }: HeadPlace): void =>
    setSearch({ layer: String(layer), head: String(head) }, { replace: true });

  const walk = (event: KeyboardEvent): void => {
    const by = DIRECTIONS[event.key];
    if (!by || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    choose(neighbour(heads, chosen, { columns: map.heads, by }));
  };

  return (
    <div className={styles.main}>
      <div className={styles.beside}>
        <Panel>{children}</Panel>
        <Panel
          title={t('overview')}
          flush
          actions={
            <SegmentedControl
              aria-label={t('order')}
              value={order}
              onChange={value => setOrder(value as HeadOrder)}
              data={[
                { value: 'place', label: t('byPlace') },
                { value: 'entropy', label: t('byEntropy') },
                { value: 'firstTokenShare', label: t('byFirst') },
              ]}
            />
          }
        >
          <div className={styles.overview}>
            <Overview
              map={map}
              overview={overview}
              colours={colours}
              skipFirst={skipFirst}
              heads={heads}
              byPlace={order === 'place'}
              chosen={chosen}
              onChoose={choose}
            />
          </div>
        </Panel>
      </div>
      <Panel
        title={t('headTitle', chosen)}
        aside={
          summary &&
          t('headFacts', {
            entropy: format.number(summary.entropy, 2),
            share: format.percent(summary.firstTokenShare, 0),
          })
        }
        actions={
          <Checkbox
            label={t('skipFirst')}
            checked={skipFirst}
            onChange={event => setSkipFirst(event.currentTarget.checked)}
          />
        }
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: only passes the arrow keys of the map on to the heads. */}
        <div className={styles.headPlace} onKeyDown={walk}>
          <OneHead attentionId={attentionId} map={map} chosen={chosen} colours={colours} skipFirst={skipFirst} />
        </div>
      </Panel>
    </div>
  );
}

const DIRECTIONS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface OneHeadProps {
  readonly attentionId: AttentionId;
  readonly map: AttentionMap;
  readonly chosen: HeadPlace;
  readonly colours: Uint8ClampedArray;
  readonly skipFirst: boolean;
}

function OneHead({ attentionId, map, chosen, colours, skipFirst }: OneHeadProps) {
  const t = useT('attention');
  const bytes = useBytes(`/bytes/attention/${attentionId}/head/${chosen.layer}/${chosen.head}`);
  const codes = bytes.state === 'ready' ? bytes.value : null;
  const [pointed, setPointed] = useState<Cell | null>(null);
  const side = map.tokens.length;
  const head = useMemo(() => {
    if (!codes) return null;
    return skipFirst ? withoutFirstToken({ side, codes }) : { side, codes };
  }, [codes, side, skipFirst]);
  const readings = useMemo(() => (head ? strongest(head, LISTED) : []), [head]);

  if (bytes.state === 'failed') return <Failure trouble={bytes.trouble} retry={bytes.refresh} />;
  if (!head) return <Waiting shape="chart" />;
  return (
    <div className={styles.head}>
      <div className={styles.mapPlace}>
        <HeadMap
          label={t('mapLabel', chosen)}
          head={head}
          tokens={map.tokens}
          colours={colours}
          pointed={pointed}
          onPoint={setPointed}
        />
      </div>
      <div className={styles.foot}>
        <Readout head={head} tokens={map.tokens} cell={pointed} />
        <ScaleBar colours={colours} />
      </div>
      <StrongestReadings readings={readings} tokens={map.tokens} onPoint={setPointed} />
    </div>
  );
}
