"""Routes, and what answers them."""

import json
import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = tuple[HTTPStatus, object]
HEALTH = ("/healthz", "/readyz")


class Server(ThreadingHTTPServer):
    # What runs when the service stops comes to its end.
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], log: logging.Logger) -> None:
        super().__init__(address, Handler)
        self.log = log
        self.is_ready = True
        self.routes: dict[str, Callable[[], Reply]] = {
            "/": lambda: (HTTPStatus.OK, {"message": "Hello."}),
            "/healthz": lambda: (HTTPStatus.OK, {"status": "ok"}),
            "/readyz": self.readiness,
        }

    def readiness(self) -> Reply:
        """Says no while the service stops, so that nobody sends it more."""
        if not self.is_ready:
            return HTTPStatus.SERVICE_UNAVAILABLE, {"status": "stopping"}
        return HTTPStatus.OK, {"status": "ready"}


class Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "service"
    sys_version = ""
    # A client that sends nothing does not hold a thread for ever.
    timeout = 10

    def do_GET(self) -> None:
        started_at = time.perf_counter()
        path = self.path.split("?")[0]
        status, body = self.answer(path)
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        if path not in HEALTH:
            ms = round((time.perf_counter() - started_at) * 1000)
            fields = {"method": "GET", "path": path, "status": status.value, "ms": ms}
            self.server.log.info("request", extra={"fields": fields})

    def answer(self, path: str) -> Reply:
        route = self.server.routes.get(path)
        if route is None:
            return HTTPStatus.NOT_FOUND, {"error": "There is nothing here."}
        try:
            return route()
        except Exception:
            self.server.log.exception("request failed", extra={"fields": {"path": path}})
            return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "That went wrong on our side."}

    def log_message(self, format: str, *args: object) -> None:
        """Requests are logged above."""
