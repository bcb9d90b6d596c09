"""Starts the bots of examples/ as docs/bots.md tells to."""

import os
import signal
import subprocess
import sys

from crosstalk import PATIENCE, program

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples")


class Bot:
    """A bot, and the client that it runs; without a name it is called as its script is."""

    def __init__(self, test, server, script, name=None):
        name = name or script
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(EXAMPLES, script + "_bot.py"), "--connect", server.address, "--passkey",
             server.ready["passkey"], "--name", name, "--profile", test.path("profile-" + name)],
            env={**os.environ, "CROSSTALK_CLI": program("crosstalk-cli")}, start_new_session=True,
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        test.addCleanup(self.kill)

    def kill(self):
        """Both at once, without a word."""
        kill_with_children(self.process)


def kill_with_children(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)
    process.stderr.close()
