// PouchDB behind its HTTP server, as a process of its own like the server it stands beside; ends with who started it.
import { createServer } from 'node:http';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

// The current folder is the one for its data; LevelDB is what PouchDB stores in on Node.
const InFolder = PouchDB.defaults({ prefix: `${process.cwd()}/`, adapter: 'leveldb' });
// As its documentation starts it, or with only what replication needs: that is faster, and nothing is logged or kept in a file.
const bare = { mode: 'minimumForPouchDB', inMemoryConfig: true };
const server = createServer(expressPouchDB(InFolder, process.argv[2] === 'bare' ? bare : {}));
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit());
