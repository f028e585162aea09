"""Progress over several stages, told as one: (done, in all) never goes back."""

from __future__ import annotations

from baseldesk.sync.container import Progress

_WHOLE = 1000


class Stages:
    """Shares one progress among stages of known weight."""

    def __init__(self, progress: Progress | None, *weights: float) -> None:
        self._progress, self._weights = progress, list(weights)
        self._total, self._before, self._shown = sum(weights) or 1, 0.0, -1

    def next(self) -> Progress:
        """The progress of the next stage; those before it count as done. After the last there is nothing to tell."""
        if not self._weights:
            return lambda done, total: None
        start, weight = self._before, self._weights.pop(0)
        self._before += weight
        return lambda done, total: self._tell(start + weight * min(1.0, done / max(1, total)))

    def last(self) -> Progress:
        """The progress of the last stage; those left out count as done."""
        while len(self._weights) > 1:
            self.next()
        return self.next()

    def _tell(self, reached: float) -> None:
        shown = round(_WHOLE * reached / self._total)
        if self._progress and shown > self._shown:
            self._shown = shown
            self._progress(shown, _WHOLE)
