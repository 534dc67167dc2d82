import 'maplibre-gl/dist/maplibre-gl.css';
import './styles/page.css';
import './styles/stage.css';
import './styles/controls.css';
import './styles/week.css';
import './styles/legend.css';
import './styles/figures.css';
import './styles/map.css';
import './styles/narrow.css';

import { Api } from './api';
import { byId } from './element';
import { setMapState } from './map_state';
import { failureDetail, failureTitle, Notice } from './notice';
import { Viewer } from './viewer';

const api = new Api(new URL('.', document.baseURI).href);
const notice = new Notice(byId('notice'));

async function start(): Promise<void> {
  setMapState('busy');
  try {
    const landing = await api.landingPage();
    await Viewer.open(api.pinnedTo(landing.run), landing, notice);
  } catch (failure) {
    setMapState('failed');
    delete document.documentElement.dataset['ready'];
    notice.show(failureTitle(failure), failureDetail(failure), {
      label: 'Try again',
      run: () => void start(),
    });
  }
}

void start();
