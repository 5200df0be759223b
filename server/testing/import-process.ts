import { connect } from '@regulars/database/connect';
import { workOffImports } from '../imports/work-off-imports.ts';

/** Works off imports until it is killed, as a server does: `node import-process.ts <url>`. */
workOffImports(connect(process.argv[2]!, { connections: 6 }), (error) => {
  process.stderr.write(`${error}\n`);
});
