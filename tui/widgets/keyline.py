"""The last line of the screen: the keys that do something now."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.commands import Command, key_name
from tui.widgets.inks import ink
from tui.words import language, veiled


class KeyLine(Widget):
    """Shows as many commands as fit, in their order; help, the last, and the way back are always there.

    `told` takes their place.
    """

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom; height: 1; background: $panel; color: $foreground;
        link-color: $foreground; link-style: none; link-style-hover: underline;
        link-color-hover: $foreground; link-background-hover: $block-cursor-background;
    }
    """
    told = reactive("")
    covered: reactive[bool] = reactive(bool)
    """Whether a dialog lies above: its keys are the ones that do something."""

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[Command] = ()
        self._kept: tuple[object, list[Strip]] | None = None

    def show(self, commands: Sequence[Command]) -> None:
        """Show these commands."""
        if commands != self._commands:
            self._commands = commands
            self.refresh()

    def _render_content(self) -> None:
        """Draw the line, unless it is the one that a dialog hid; Textual's own step before it asks for its lines."""
        look = self.size, self.visual_style, self.link_style, self.app.theme
        said = self._commands, self.told, language(), veiled(), look
        if self.covered or self._kept is None or self._kept[0] != said:
            super()._render_content()
            self._kept = self._kept if self.covered else (said, self._render_cache.lines)
        else:
            self._render_cache = self._render_cache._replace(size=self.size, lines=self._kept[1])
            self._dirty_regions.clear()

    def render(self) -> Text:
        """Draw the line; each command can be clicked."""
        line, width = Text(no_wrap=True, end=""), self.size.width
        if self.told:
            return line.append(f" {self.told}")
        if not self._commands or self.covered:
            return line
        always = self._always(width)
        room = width - sum(_width(c) for c in always)
        for command in self._commands:
            if command in always:
                self._put(line, command)
            elif _width(command) <= room:
                room -= _width(command)
                self._put(line, command)
        return line

    def _always(self, width: int) -> list[Command]:
        *others, last = self._commands
        back = [c for c in others if "escape" in c.keys]
        return [*back, last] if sum(_width(c) for c in (*back, last)) <= width else [last]

    def _put(self, line: Text, command: Command) -> None:
        act = Style(meta={"@click": f"screen.run_command({command.action!r})"})
        line.append(f" {key_name(command.keys[0])}", ink(self, "key") + act)
        line.append(f" {command.title.lower()} ", act)


def _width(command: Command) -> int:
    return cell_len(key_name(command.keys[0])) + cell_len(command.title) + 3
