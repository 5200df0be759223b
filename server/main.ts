import { runServer } from './run-server.ts';
import { environmentSettings } from './settings.ts';

await runServer(environmentSettings);
