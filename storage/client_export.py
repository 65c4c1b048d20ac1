"""All of one client in one file that anybody can read: a zip with the exchange format, tables, and a word on them."""

import csv
import errno
import io
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import msgspec

from pupitre.client import Client
from pupitre.dossier import Dossier
from pupitre.entry import Entry, Origin, minutes_of, whole_minutes
from pupitre.errors import Invalid
from pupitre.interruption import Interruption
from pupitre.ports import Value
from pupitre.report import Report, Sent
from pupitre.rounding import lots
from pupitre.settings import Settings
from pupitre.surcharges import Surcharge
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Status, Task
from storage import atomic, exchange
from storage.aside import free
from storage.local_times import deadline_text
from storage.places import Place

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What begins a formula in a spreadsheet: a text that does is given an apostrophe, and stays a text."""

_STATUS = {Status.TODO: "à faire", Status.DOING: "en cours", Status.WAITING: "en attente", Status.DONE: "fait"}
_ORIGIN = {Origin.MEASURED: "mesuré", Origin.TYPED: "saisi", Origin.CORRECTED: "corrigé"}
_SENT = {Sent.COPIED: "copié", Sent.TERMINAL: "remis au terminal", Sent.FILE: "enregistré en fichier",
         Sent.MAIL: "ouvert dans la messagerie", Sent.EML: "enregistré en brouillon .eml",
         Sent.MAILBOX: "mis dans la boîte aux lettres", Sent.SENT: "envoyé"}
_SURCHARGE: dict[str, str] = {
    Surcharge.HOLIDAY: "jour férié", Surcharge.WEEKEND: "week-end", Surcharge.EVENING: "soir",
    Surcharge.URGENT: "urgence", Surcharge.NONE: "aucune",
}
_WAITING = {WAITING_CLIENT: "le client", WAITING_THIRD: "un tiers"}
_OUTCOME = {"traite": "traitée", "note_en_tache": "notée en tâche", "rappel_promis": "rappel promis",
            "refus_poli": "refus poli", "ignore": "ignorée"}

Row = tuple[object, ...]


def export(
    client: Client, values: Iterable[Value], settings: Settings, now: datetime, place: Place, target: Path
) -> Path:
    """Write all of a client into a folder or a new file, read it back, and return where it is.

    `values` are complete in themselves (`Leaver.own`). Raises:
        Invalid: `folder`: it is inside the data folder (`inside`), or not there (`missing`).
        FileExistsError: there is a file of this name already.
        OSError: the disk refused, or what was read back is not what was written.
        ValueError: a value belongs to somebody else. This is a mistake of the program, never of hers.
    """
    values = tuple(values)
    _check_own(client, values)
    path = _path(client, settings, now, place, target)
    contents = _contents(client, values, settings, now)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        opened = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(opened, "w+b") as file:
            with ZipFile(file, "w") as pack:
                for name, content in contents.items():
                    info = ZipInfo(name, now.astimezone(settings.zone).timetuple()[:6])
                    info.external_attr = 0o600 << 16
                    pack.writestr(info, content, ZIP_DEFLATED)
            file.flush()
            os.fsync(file.fileno())
        if not _holds(beside, contents):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        atomic.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    atomic.flush_folder(path.parent)
    return path


def _check_own(client: Client, values: tuple[Value, ...]) -> None:
    """Refuse what is not this client's; time for nobody's account on its tasks is."""
    tasks = tuple(v for v in values if isinstance(v, Task))
    own = {t.id for t in tasks}
    Dossier(
        client, tasks,
        tuple(v for v in values if isinstance(v, Entry) and (v.client is not None or v.task not in own)),
        tuple(v for v in values if isinstance(v, Interruption)),
    )
    owners = {v.client for v in values if isinstance(v, Report)} | {v.id for v in values if isinstance(v, Client)}
    if owners - {client.id}:
        raise ValueError("an export holds the values of one client only")


def _path(client: Client, settings: Settings, now: datetime, place: Place, target: Path) -> Path:
    """Return the name of the new file. Raises `Invalid` or `FileExistsError`."""
    target = target.expanduser()
    real = Path(os.path.realpath(target))
    if real.is_relative_to(os.path.realpath(place.folder)):
        raise Invalid("folder", "inside", str(target))
    if target.is_dir():
        return free(target / f"client-{client.label}-{now.astimezone(settings.zone):%Y-%m-%d}.zip")
    if not target.parent.is_dir() or not target.suffix:
        raise Invalid("folder", "missing", str(target))
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    return target


def _holds(path: Path, contents: dict[str, bytes]) -> bool:
    try:
        with ZipFile(path) as pack:
            return {name: pack.read(name) for name in pack.namelist()} == contents
    except BadZipFile:
        return False


def _contents(client: Client, values: tuple[Value, ...], settings: Settings, now: datetime) -> dict[str, bytes]:
    tables = {
        "taches.csv": _tasks(values, settings), "temps.csv": _times(client, values, settings),
        "interruptions.csv": _interruptions(values, settings), "comptes-rendus.csv": _reports(values, settings),
    }
    told = {name: _csv(rows) for name, rows in tables.items()}
    return {"lisez-moi.txt": _read_me(client, settings, now), "client.json": _json(values, settings, now), **told}


def _json(values: tuple[Value, ...], settings: Settings, now: datetime) -> bytes:
    """Return the exchange format in her time zone; her own settings are not the client's."""
    own = [v for v in values if not isinstance(v, Settings | Report)]  # her reports are a table of their own
    file = msgspec.json.decode(exchange.dump((*own, settings), now), type=dict[str, msgspec.Raw])
    file.pop("freelancer", None)
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def _csv(rows: Iterable[Row]) -> bytes:
    """Return a table as a French spreadsheet reads it: with a mark of UTF-8, semicolons, ends of line of Windows."""
    told = io.StringIO()
    writer = csv.writer(told, delimiter=";", lineterminator="\r\n")
    writer.writerows([_cell(content) for content in row] for row in rows)
    return told.getvalue().encode("utf-8-sig")


def _cell(content: object) -> str:
    if content is None:
        return ""
    if isinstance(content, bool):
        return "oui" if content else "non"
    text = str(content)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _tasks(values: Iterable[Value], settings: Settings) -> Iterator[Row]:
    yield ("Tâche", "État", "Créée le", "Échéance promise", "Nouvelle échéance", "Faite le", "Abandonnée le",
           "Estimée (min)", "Temps passé (min)", "Catégorie", "Priorité", "Hors mission", "Motif", "Suite",
           "En attente de", "Résultat", "Note privée", "Confidentielle", "Libellé au compte rendu")
    values = tuple(values)
    worked: dict[str | None, list[Entry]] = defaultdict(list)
    for value in values:
        if isinstance(value, Entry):
            worked[value.task].append(value)
    for task in sorted((v for v in values if isinstance(v, Task)), key=lambda t: (t.created, t.id)):
        yield (
            task.title, "abandonnée" if task.dropped_at else _STATUS[task.status], _local(task.created, settings),
            *(None if d is None else deadline_text(d, settings.zone).replace("T", " ")
              for d in (task.deadline, task.next_on)),
            _local(task.done_at, settings), _local(task.dropped_at, settings), task.estimate_min,
            minutes_of(worked[task.id]), task.category, task.priority, task.out_of_scope,
            task.reason or task.scope_note, task.next_text, _WAITING.get(task.waiting_for, task.waiting_for),
            task.result, task.note, task.confidential, task.report_label,
        )


def _times(client: Client, values: Iterable[Value], settings: Settings) -> Iterator[Row]:
    """Yield the entries; the minutes as agreed stand with the last one of those that they add up."""
    yield ("Début", "Fin", "Minutes exactes", "Minutes facturées (arrondies comme convenu)", "Tâche", "Facturable",
           "Origine", "Note", "Début avant correction", "Fin avant correction", "Corrigé le", "Offert", "Majoration")
    values = tuple(values)
    titles = {v.id: v.title for v in values if isinstance(v, Task)}
    entries = sorted((v for v in values if isinstance(v, Entry)), key=lambda e: (e.start, e.id))
    groups = lots(entries, client.billing.rounding, settings.zone, settings.day_start)
    sums = {lot.entries[-1].id: lot.billed for lot in groups if lot.invoiced}
    for entry in entries:
        yield (
            _local(entry.start, settings), _local(entry.end, settings), whole_minutes(entry.length),
            sums.get(entry.id), titles.get(entry.task or ""), entry.billable, _ORIGIN[entry.origin], entry.note,
            _local(entry.original_start, settings), _local(entry.original_end, settings),
            _local(entry.corrected_at, settings), entry.offered, _SURCHARGE.get(entry.surcharge, entry.surcharge),
        )


def _interruptions(values: Iterable[Value], settings: Settings) -> Iterator[Row]:
    yield ("Le", "Par", "Minutes", "Suite donnée", "Hors des heures", "Résumé", "Tâche interrompue", "Tâche créée")
    values = tuple(values)
    titles = {v.id: v.title for v in values if isinstance(v, Task)}
    for one in sorted((v for v in values if isinstance(v, Interruption)), key=lambda i: (i.at, i.id)):
        yield (
            _local(one.at, settings), one.channel, one.minutes, _OUTCOME[one.outcome], one.outside_hours, one.summary,
            titles.get(one.interrupted_task or ""), titles.get(one.created_task or ""),
        )


def _reports(values: Iterable[Value], settings: Settings) -> Iterator[Row]:
    yield ("Jour", "Objet", "Texte (vide : celui de Pupitre, non modifié)", "Sorties de Pupitre")
    for report in sorted((v for v in values if isinstance(v, Report)), key=lambda r: r.day):
        left = ", ".join(f"{_SENT[how]} le {_local(at, settings)}" for at, how in report.history)
        yield (report.day, report.subject, report.body, left)


def _local(moment: datetime | None, settings: Settings) -> str:
    return "" if moment is None else f"{moment.astimezone(settings.zone):%Y-%m-%d %H:%M}"


def _read_me(client: Client, settings: Settings, now: datetime) -> bytes:
    lines = (
        f"Tout ce que Pupitre savait de : {client.name}",
        f"Exporté le {now.astimezone(settings.zone):%d/%m/%Y à %H:%M}, heures de {settings.timezone}.",
        "",
        "client.json         la fiche, les tâches, les temps et les interruptions ; Pupitre peut le réimporter.",
        "taches.csv          les tâches",
        "temps.csv           les temps : minutes exactes, et arrondies comme convenu",
        "interruptions.csv   les interruptions",
        "comptes-rendus.csv  les comptes rendus modifiés à la main, et quand ils sont partis",
        "",
        "Les fichiers .csv s’ouvrent dans un tableur. Une apostrophe en tête d’une cellule empêche",
        "que le texte soit pris pour une formule.",
        "Ce fichier contient des données personnelles : gardez-le en lieu sûr, ou supprimez-le.",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
