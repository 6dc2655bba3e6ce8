"""Scenes with their moments, played in the order of time, so that the trail reads as life does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xingmeng.demo.stage import moment

Say = Callable[[str], None]
Count = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """What happens at an hour of a day."""

    day: str
    hour: int
    act: Callable[[], Any]


class Script:
    """Scenes are noted in any order; those of one moment are played as they were noted."""

    def __init__(self) -> None:
        self._scenes: list[Scene] = []

    def at(self, day: str, act: Callable[..., Any], *given: Any, hour: int = 10) -> None:
        """Note a scene: what is done, with what, at which moment."""
        self._scenes.append(Scene(day, hour, lambda: act(*given)))

    def play(self, chapters: tuple[tuple[str, str], ...], say: Say, count: Count) -> None:
        """Play all scenes; each chapter is a title and the first day after it.

        Order:  by moment, then as noted. `count` hears the percent done after each scene.
        Errors: as the scenes; ValueError if one lies after the last chapter.
        """
        ordered = sorted(self._scenes, key=lambda scene: (scene.day, scene.hour))
        done = 0
        for title, until in chapters:
            say(title)
            while done < len(ordered) and ordered[done].day < until:
                scene = ordered[done]
                with moment(scene.day, scene.hour):
                    scene.act()
                done += 1
                count(100 * done // len(ordered))
        if done < len(ordered):
            raise ValueError(f"no chapter holds the scene of {ordered[done].day}")
