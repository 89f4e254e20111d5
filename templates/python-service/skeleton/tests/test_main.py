import json
import os
import signal
import subprocess
import sys
import unittest


class MainTest(unittest.TestCase):
    def test_starts_and_stops_when_it_is_told(self) -> None:
        command = [sys.executable, "-u", "-m", "app"]
        environ = {**os.environ, "PORT": "0"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as service:
            assert service.stdout is not None
            self.assertEqual(json.loads(service.stdout.readline())["message"], "listening")
            service.send_signal(signal.SIGTERM)
            last = service.stdout.read().splitlines()[-1]
            self.assertEqual(service.wait(timeout=15), 0)
        self.assertEqual(json.loads(last)["message"], "stopped")
