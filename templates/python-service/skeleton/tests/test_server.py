import io
import json
import logging
import threading
import unittest
import urllib.error
import urllib.request
from http import HTTPStatus

from app.log import create_log
from app.server import Reply, Server


class ServerTest(unittest.TestCase):
    def setUp(self) -> None:
        self.lines = io.StringIO()
        self.server = Server(("127.0.0.1", 0), create_log({"service": "test"}, self.lines))
        thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def get(self, path: str) -> tuple[int, dict[str, str]]:
        address = f"http://127.0.0.1:{self.server.server_port}{path}"
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def test_says_that_it_is_alive(self) -> None:
        self.assertEqual(self.get("/healthz"), (200, {"status": "ok"}))

    def test_asks_for_no_more_requests_while_it_stops(self) -> None:
        self.assertEqual(self.get("/readyz")[0], 200)
        self.server.is_ready = False
        self.assertEqual(self.get("/readyz")[0], 503)

    def test_answers_and_writes_one_line_about_it(self) -> None:
        self.get("/healthz")
        self.assertEqual(self.get("/?page=1"), (200, {"message": "Hello."}))
        self.server.shutdown()
        self.server.server_close()
        (line,) = self.lines.getvalue().splitlines()
        self.assertEqual(json.loads(line)["path"], "/")

    def test_knows_what_it_does_not_have(self) -> None:
        self.assertEqual(self.get("/nothing")[0], 404)

    def test_says_that_it_failed_and_not_how(self) -> None:
        def fail() -> Reply:
            raise RuntimeError("a secret")

        self.server.routes["/broken"] = fail
        status, body = self.get("/broken")
        self.assertEqual(status, HTTPStatus.INTERNAL_SERVER_ERROR)
        self.assertNotIn("secret", json.dumps(body))
        self.assertIn("a secret", self.lines.getvalue())


class LogTest(unittest.TestCase):
    def test_writes_one_json_object_a_line(self) -> None:
        lines = io.StringIO()
        log: logging.Logger = create_log({"service": "test"}, lines)
        log.info("two\nlines", extra={"fields": {"count": 2}})
        line = json.loads(lines.getvalue())
        self.assertEqual((line["message"], line["count"], line["level"]), ("two\nlines", 2, "info"))
