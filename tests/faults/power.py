"""What a disk may hold after the power went: a model of files and folders that were and were not synced.

POSIX promises that what was synced is there, and of the rest nothing: neither data nor the names in a folder,
nor any order among them. One rename is atomic. Syncing a file does not sync its name;
syncing a folder does not sync the bytes of its files.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.disks import Step

Tree = dict[PurePosixPath, bytes | None]
"""Paths below the root: a file's bytes, None for a folder."""
Names = dict[str, "File | Folder"]
Change = Callable[[Names], None]
Keep = Callable[[int, int], bool]
"""Says of a folder, by its number, and of a change, by its place, whether it reached the disk."""


@dataclass
class File:
    """A file: what is surely on the disk, and what was written since."""

    synced: bytes = b""
    written: list[tuple[int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        """Bring all that was written to the disk."""
        self.synced, self.written = after_writes(self.synced, self.written), []


@dataclass
class Folder:
    """A folder: the names as the system shows them, those surely on the disk, and the changes since."""

    number: int
    names: Names = field(default_factory=dict)
    synced: Names = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def change(self, change: Change) -> None:
        """Change the names, not yet on the disk."""
        change(self.names)
        self.changes.append(change)

    def sync(self) -> None:
        """Bring all changes to the disk."""
        self.synced, self.changes = dict(self.names), []


def after_writes(data: bytes, writes: Sequence[tuple[int, bytes]]) -> bytes:
    """Return what a file holds after some writes."""
    whole = bytearray(data)
    for offset, written in writes:
        whole.extend(b"\0" * (offset - len(whole)))
        whole[offset : offset + len(written)] = written
    return bytes(whole)


class PowerModel:
    """Follows the steps of a writer below a root, and says what the disk may hold if the power goes now."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders = [Folder(0)]  # all that there ever were

    def follow(self, step: Step) -> None:
        """Take a step."""
        getattr(self, "_" + step.kind)(step)

    def remains(self, chance: random.Random, subsets: int) -> Iterator[Tree]:
        """Yield what the disk may hold: every rule for data with every rule for names.

        Some rules take what ``chance`` says; ``subsets`` is how many such rules for names there are.
        """
        for keep in self._rules_for_names(chance, subsets):
            for content in (_lost, _kept, _empty, _torn(chance)):
                tree: Tree = {}
                self._put(tree, PurePosixPath(), self._folders[0], keep, content)
                yield tree

    def _rules_for_names(self, chance: random.Random, subsets: int) -> Iterator[Keep]:
        open_folders = [folder for folder in _reached(self._folders[0]) if folder.changes]
        yield lambda _folder, _change: False
        if not open_folders:
            return
        yield lambda _folder, _change: True
        for one in open_folders:
            yield lambda folder, _change, one=one: folder == one.number
            yield lambda folder, _change, one=one: folder != one.number
        for _ in range(subsets):
            seed = chance.random()
            yield lambda folder, change, seed=seed: random.Random(f"{seed} {folder} {change}").random() < 0.5  # noqa: S311

    def _put(
        self, tree: Tree, path: PurePosixPath, folder: Folder, keep: Keep, content: Callable[[File], bytes]
    ) -> None:
        names = dict(folder.synced)
        for place, change in enumerate(folder.changes):
            if keep(folder.number, place):
                change(names)
        for name, node in names.items():
            if isinstance(node, File):
                tree[path / name] = content(node)
            else:
                tree[path / name] = None
                self._put(tree, path / name, node, keep, content)

    def _folder(self, path: Path) -> Folder:
        node: File | Folder = self._folders[0]
        for name in path.relative_to(self._root).parts:
            assert isinstance(node, Folder)
            node = node.names[name]
        assert isinstance(node, Folder)
        return node

    def _file(self, path: Path) -> File:
        node = self._folder(path.parent).names[path.name]
        assert isinstance(node, File)
        return node

    def _create(self, step: Step) -> None:
        folder = self._folder(step.path.parent)
        # An old file that is opened anew is emptied: taken here as another one, none of ours is read again.
        folder.change(_add(step.path.name, File()))

    def _write(self, step: Step) -> None:
        self._file(step.path).written.append((step.offset, step.data))

    def _sync(self, step: Step) -> None:
        self._file(step.path).sync()

    def _sync_folder(self, step: Step) -> None:
        self._folder(step.path).sync()

    def _mkdir(self, step: Step) -> None:
        made = Folder(len(self._folders))
        self._folders.append(made)
        self._folder(step.path.parent).change(_add(step.path.name, made))

    def _rmdir(self, step: Step) -> None:
        assert not self._folder(step.path).names
        self._unlink(step)

    def _link(self, step: Step) -> None:
        assert step.target
        self._folder(step.target.parent).change(_add(step.target.name, self._file(step.path)))

    def _unlink(self, step: Step) -> None:
        self._folder(step.path.parent).change(_remove(step.path.name))

    def _rename(self, step: Step) -> None:
        assert step.target
        assert step.target.parent == step.path.parent
        self._folder(step.path.parent).change(_rename(step.path.name, step.target.name))


def _reached(folder: Folder) -> Iterator[Folder]:
    yield folder
    within = {id(node): node for node in (*folder.synced.values(), *folder.names.values())}
    for node in within.values():
        if isinstance(node, Folder):
            yield from _reached(node)


def _add(name: str, node: File | Folder) -> Change:
    return lambda names: names.update({name: node})


def _remove(name: str) -> Change:
    return lambda names: names.pop(name, None) and None


def _rename(name: str, new: str) -> Change:
    def change(names: Names) -> None:
        if name in names:
            names[new] = names.pop(name)

    return change


def _lost(file: File) -> bytes:
    return file.synced


def _kept(file: File) -> bytes:
    return after_writes(file.synced, file.written)


def _empty(file: File) -> bytes:
    """The length is on the disk, the bytes are not."""
    return after_writes(file.synced, [(offset, b"\0" * len(data)) for offset, data in file.written])


def _torn(chance: random.Random) -> Callable[[File], bytes]:
    """Some of the writes, and a part of the next."""
    share = chance.random()

    def content(file: File) -> bytes:
        length = int(share * sum(len(data) for _, data in file.written))
        kept = []
        for offset, data in file.written:
            kept.append((offset, data[:length]))
            length -= len(kept[-1][1])
        return after_writes(file.synced, kept)

    return content
