"""A WebSocket server by Python's websockets library. Prints its port; what it does stands in the request's path."""

import asyncio
import contextlib
import http
import signal
import urllib.parse

import websockets


async def serve(connection):
    url = urllib.parse.urlsplit(connection.path)
    query = dict(urllib.parse.parse_qsl(url.query))
    if url.path == "/echo":
        with contextlib.suppress(websockets.ConnectionClosed):
            async for message in connection:
                await connection.send(message)
    elif url.path == "/fragments":
        message = await connection.recv()

        async def parts():
            third = len(message) // 3
            yield message[:third]
            yield b""
            # The rest comes only if a ping in the middle of the message is answered.
            await asyncio.wait_for(await connection.ping(b"are you there"), 10)
            yield message[third : 2 * third]
            yield message[2 * third :]
            yield b""

        await connection.send(parts())
        await connection.wait_closed()
    elif url.path == "/close":
        await connection.close(int(query["code"]), query["reason"])
    elif url.path == "/big":
        await connection.send(bytes(int(query["size"])))
        await connection.wait_closed()
    elif url.path == "/text":
        await connection.send("text")
        await connection.wait_closed()


async def refuse(path, _):
    return (http.HTTPStatus.FORBIDDEN, [], b"not here\n") if path == "/refuse" else None


def choose(client, _):
    return client[0] if client else None


async def main():
    server = await websockets.serve(
        serve, "127.0.0.1", 0, process_request=refuse, select_subprotocol=choose, subprotocols=["any"], max_size=None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().create_future()


signal.signal(signal.SIGTERM, signal.SIG_DFL)
asyncio.run(main())
