/** `npm start`: sets the checkout up and starts the server with demo data. Further arguments go to `grantry start`. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

prepare();
const main = join(root, 'dist', 'program', 'main.js');
process.argv = [process.argv[0], main, 'start', '--demo', ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
