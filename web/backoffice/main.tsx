import { start } from '../shared/start.tsx';
import { routeTree } from './routes.tsx';

await start(routeTree);
