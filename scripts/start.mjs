// `npm start`: makes the clone ready, then hands over to the command line.
import { bootstrap } from './bootstrap.mjs';

bootstrap();
process.argv.splice(2, 0, 'serve');
await import('../bin/masthead.mjs');
