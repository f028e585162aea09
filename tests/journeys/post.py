"""The post of a year: sticks that are carried over, mail that is lost, doubled, renamed, months late and out of order."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

NAMES = ("{stem} (1){suffix}", "bundle (1).bin", "Anhang 1", "{stem}{suffix}.download", "ATT00001.dat", "{stem}{suffix}")


@dataclass(order=True)
class Letter:
    """A file on its way: due on a day, to an organisation."""

    due: int
    number: int
    to: str = field(compare=False)
    path: Path = field(compare=False)
    reader: float = field(compare=False)  # whose mailbox: all files of one bundle go to the same person


@dataclass
class Post:
    """What is on its way, and what became of all that was given to it."""

    rng: random.Random
    place: Path
    waiting: list[Letter] = field(default_factory=list)
    fates: Counter[str] = field(default_factory=Counter)

    def mail(self, day: int, to: str, files: list[Path]) -> None:
        """Each file is a message of its own, with a fate of its own."""
        reader = self.rng.random()
        for path in files:
            fate = self.rng.random()
            if fate < 0.15:
                self.fates["lost"] += 1
                continue
            self._post(day + self._days(), to, path, reader)
            if fate < 0.30:
                self.fates["doubled"] += 1
                self._post(day + self._days(), to, path, reader)

    def carry(self, day: int, to: str, files: list[Path]) -> None:
        """A stick in a bag: slow, whole, with other people's files on it."""
        self.fates["carried"] += len(files)
        due, reader = day + self.rng.randint(1, 10), self.rng.random()
        for path in files:
            self._post(due, to, path, reader)

    def _days(self) -> int:
        if self.rng.random() < 0.1:
            self.fates["months late"] += 1
            return self.rng.randint(60, 150)
        return self.rng.randint(0, 9)

    def _post(self, due: int, to: str, path: Path, reader: float) -> None:
        number = self.fates["posted"] = self.fates["posted"] + 1
        folder = self.place / f"letter{number}"
        folder.mkdir()
        name = self.rng.choice(NAMES).format(stem=path.stem, suffix=path.suffix)
        self.waiting.append(Letter(due, number, to, Path(shutil.copyfile(path, folder / name)), reader))

    def due(self, day: int) -> list[Letter]:
        """What arrives by this day, in any order."""
        here = [one for one in self.waiting if one.due <= day]
        self.waiting = [one for one in self.waiting if one.due > day]
        self.rng.shuffle(here)
        return here
