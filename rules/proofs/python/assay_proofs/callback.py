"""A call that must not come: every connection of the program ends at a server on this machine, which notes who was meant."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from assay_proofs.frame import prove

HERE, FRIEND = "example.com", "93.184.215.14"
BENIGN = f"http://{HERE}/data"
INNER = ["127.0.0.1", "169.254.169.254", "10.0.0.5", "localhost", "[::1]", "canary.invalid", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"]
ATTACKS = [f"http://{host}/canary" for host in INNER] + [
    f"http://{HERE}@canary.invalid/",
    f"http://{HERE}.canary.invalid/",
    f"http://canary.invalid/#{HERE}",
    f"http://canary.invalid/?{HERE}",
    f"HTTP://CANARY.INVALID/{HERE}",
]
reached = []


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"data")

    do_POST = do_PUT = do_HEAD = do_GET

    def log_message(self, *_):
        pass


def address_of(host):
    """What a check may ask for: what is inside is inside."""
    if host == HERE:
        return FRIEND
    if host in ("localhost", "::1"):
        return "127.0.0.1"
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return "203.0.113.9"


def watch(port):
    connect = socket.socket.connect

    def watched(self, address):
        if not isinstance(address, tuple) or address[1] == port:
            return connect(self, address)
        if address_of(address[0]) != FRIEND:
            reached.append(address[0])
        return connect(self, ("127.0.0.1", port))

    socket.socket.connect = watched
    socket.getaddrinfo = lambda host, port, *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address_of(host.decode() if isinstance(host, bytes) else host or "localhost"), int(port or 0)))]
    socket.gethostbyname = address_of


def prove_callback():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    watch(server.server_port)
    prove(benign=BENIGN, attacks=ATTACKS, is_exploited=lambda _: bool(reached), before_call=lambda _: reached.clear())
