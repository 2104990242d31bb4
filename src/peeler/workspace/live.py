"""The live work of a serving process: pushes, the watched folder and polls, and the folding that follows them."""

from collections.abc import Iterator
from contextlib import contextmanager

from peeler.terms.feeds import LiveState
from peeler.workspace.following import Following
from peeler.workspace.local import LocalWorkspace
from peeler.workspace.polling import Polling
from peeler.workspace.pushing import Pushing, PushLimits
from peeler.workspace.watching import Watching


class Live:
    """All live feeds of a workspace; nothing runs before ``start``."""

    def __init__(self, workspace: LocalWorkspace, limits: PushLimits | None = None) -> None:
        self._workspace = workspace
        self.following = Following(workspace)
        self.pushing = Pushing(workspace, self.following, limits)
        self.watching = Watching(workspace, self.following)
        self.polling = Polling(workspace, self.following)

    def start(self) -> None:
        """Starts every feed; from now on the answers of this workspace say what they are doing."""
        self._workspace.live_state = self.state
        for part in (self.following, self.pushing, self.watching, self.polling):
            part.start()

    def stop(self) -> None:
        """Stops the feeds, then folds what they brought."""
        for part in (self.polling, self.watching, self.pushing, self.following):
            part.stop()
        self._workspace.live_state = lambda: None

    def state(self) -> LiveState:
        """What the feeds are doing now."""
        unfolded, since = self.following.unfolded
        feeds = (*self.pushing.feeds(), *self.watching.feed(), *self.polling.feeds())
        lags = tuple(self.following.lags().items())
        return LiveState(
            self.pushing.waiting, self.pushing.limits.waiting, unfolded, since, self.following.trouble, feeds, lags
        )


@contextmanager
def living(workspace: LocalWorkspace, limits: PushLimits | None = None) -> Iterator[Live]:
    """The live feeds of a workspace, for the time of the block."""
    live = Live(workspace, limits)
    live.start()
    try:
        yield live
    finally:
        live.stop()
