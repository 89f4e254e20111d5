import unittest

from app.settings import read_settings


class SettingsTest(unittest.TestCase):
    def test_listens_on_8080_unless_it_is_told_otherwise(self) -> None:
        self.assertEqual(read_settings({}).port, 8080)
        self.assertEqual(read_settings({"PORT": "3000"}).port, 3000)

    def test_refuses_what_is_no_port(self) -> None:
        for text in ("http", "-1", "70000", ""):
            with self.subTest(text), self.assertRaisesRegex(ValueError, "PORT"):
                read_settings({"PORT": text})
