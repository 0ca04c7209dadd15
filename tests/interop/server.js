// A WebSocket server by Node's ws library. Prints its port; what it does stands in the request's path.
'use strict';
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  handleProtocols: (protocols) => [...protocols][0],
  verifyClient: ({ req }, answer) => (req.url === '/refuse' ? answer(false, 403, 'not here\n') : answer(true)),
});
server.on('listening', () => console.log(server.address().port));
server.on('connection', (connection, request) => {
  const url = new URL(request.url, 'http://localhost');
  const binary = { binary: true };
  switch (url.pathname) {
    case '/echo':
      connection.on('message', (message) => connection.send(message, binary));
      break;
    case '/fragments':
      connection.on('message', (message) => {
        const third = Math.floor(message.length / 3);
        connection.send(message.subarray(0, third), { binary: true, fin: false });
        connection.send(Buffer.alloc(0), { binary: true, fin: false });
        // The rest comes only if a ping in the middle of the message is answered.
        connection.ping('are you there');
        connection.once('pong', () => {
          connection.send(message.subarray(third, 2 * third), { binary: true, fin: false });
          connection.send(message.subarray(2 * third), { binary: true, fin: false });
          connection.send(Buffer.alloc(0), { binary: true, fin: true });
        });
      });
      break;
    case '/close':
      connection.close(Number(url.searchParams.get('code')), url.searchParams.get('reason'));
      break;
    case '/big':
      connection.send(Buffer.alloc(Number(url.searchParams.get('size'))), binary);
      break;
    case '/text':
      connection.send('text');
      break;
  }
});
