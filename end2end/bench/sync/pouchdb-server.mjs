// PouchDB behind its HTTP server, as a process of its own like the server it stands beside; ends with who started it.
import { createServer } from 'node:http';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

// The current folder is the one for its data; LevelDB is what PouchDB stores in on Node.
const InFolder = PouchDB.defaults({ prefix: `${process.cwd()}/`, adapter: 'leveldb' });
// Neither users nor a log: only what replication needs, the fastest it has.
const server = createServer(expressPouchDB(InFolder, { mode: 'minimumForPouchDB', inMemoryConfig: true }));
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.once('disconnect', () => process.exit());
