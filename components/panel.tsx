import { useEffect, useState } from 'preact/hooks';
import { AboutView } from './about/about-view.tsx';
import { BeliefDetail } from './belief/belief-detail.tsx';
import { DataPage } from './data/data-page.tsx';
import { type MessageKey, t } from './i18n/messages.ts';
import { NowList } from './now/now-list.tsx';
import { OutcomeDetail } from './outcome/outcome-detail.tsx';
import { KeyList } from './shell/key-list.tsx';
import { Notices } from './shell/notices.tsx';
import { StatusLine } from './shell/status-line.tsx';
import { Tabs } from './shell/tabs.tsx';
import { useShortcuts } from './shell/use-shortcuts.ts';
import { SitesView } from './sites/sites-view.tsx';
import { PanelContext, type Panel as PanelState, usePanel } from './store/panel.ts';
import type { Route, ViewName } from './store/route.ts';
import { TalksPage } from './talks/talks-view.tsx';
import { TimelineView } from './timeline/timeline-view.tsx';
import { DeleteDialog } from './ui/delete-dialog.tsx';
import { Toast } from './ui/toast.tsx';
import { Welcome } from './welcome/welcome.tsx';
import { YouList } from './you/you-list.tsx';

const TITLES: Record<ViewName, MessageKey> = {
  now: 'tab_now',
  you: 'tab_you',
  belief: 'title_belief',
  outcome: 'title_outcome',
  timeline: 'tab_timeline',
  sites: 'title_sites',
  data: 'title_data',
  talks: 'title_talks',
  about: 'title_about',
  welcome: 'title_welcome',
};

/** The side panel: the status line, the tabs and one view. The first run is the same page without the frame. */
export function Panel({ panel }: { readonly panel: PanelState }) {
  return (
    <PanelContext.Provider value={panel}>
      <Frame />
    </PanelContext.Provider>
  );
}

function Frame() {
  const { route } = usePanel();
  const [keys, setKeys] = useState(false);
  const at = route.current.value;
  useShortcuts(() => setKeys(true));
  useEffect(() => {
    document.title = t('page_title', t(TITLES[at.view]));
    route.restore();
  }, [at.path]);

  if (at.view === 'welcome') return <Welcome step={at.id} />;
  return (
    <>
      <header class="top">
        <StatusLine />
        <Tabs />
      </header>
      <main tabIndex={-1}>
        <Notices />
        <View route={at} />
      </main>
      <Toast />
      <DeleteDialog />
      {keys && <KeyList close={() => setKeys(false)} />}
    </>
  );
}

function View({ route }: { readonly route: Route }) {
  switch (route.view) {
    case 'you':
      return <YouList kind={route.query.get('kind')} q={route.query.get('q') ?? ''} />;
    case 'belief':
      return <BeliefDetail key={route.id} id={route.id ?? ''} />;
    case 'outcome':
      return <OutcomeDetail key={route.id} id={route.id ?? ''} />;
    case 'timeline':
      return <TimelineView query={route.query} />;
    case 'sites':
      return <SitesView />;
    case 'data':
      return <DataPage />;
    case 'talks':
      return <TalksPage />;
    case 'about':
      return <AboutView />;
    default:
      return <NowList />;
  }
}
