import pytest
from guestbook import GuestbookBot


class Naps(list):
    """What a bot would have slept, in seconds."""

    def __call__(self, seconds):
        self.append(seconds)


@pytest.fixture
def naps():
    return Naps()


@pytest.fixture
def bot(fake_edit_api, naps):
    """A bot with a session of its own, logged in on the in-memory wiki."""
    fake_edit_api.add_user("Guestbook bot", password="hunter22hunter22", groups=["bot"])
    bot = GuestbookBot("https://wiki.example/w/api.php", sleep=naps)
    bot.log_in("Guestbook bot", "hunter22hunter22")
    return bot
