"""What the words of others may mean, in French and in English; she can change every guess."""

import re

from pupitre.foreign.values import CATEGORY, IGNORE, URGENT, Field
from pupitre.task import Priority, Status
from pupitre.text import plain

_FIELDS: dict[Field, tuple[str, ...]] = {
    Field.TITLE: ("titre", "tache", "taches", "intitule", "objet", "libelle", "sujet", "quoi", "a faire", "title",
                  "name", "task", "task name", "nom", "nom de la tache", "subject", "summary", "todo", "designation",
                  "card name"),
    Field.CLIENT: ("client", "cliente", "societe", "entreprise", "compte", "customer", "company", "account", "projet",
                   "projets", "project", "projects", "nom du client"),
    Field.STATUS: ("statut", "etat", "status", "state", "section", "colonne", "liste", "list", "column", "avancement",
                   "section/column", "etape", "list name", "fait",
                   "fait ?", "done"),
    Field.DUE: ("echeance", "date d'echeance", "date limite", "a rendre le", "pour le", "deadline", "due", "due date",
                "date due", "delai", "date", "date de fin", "limite", "a faire pour le", "livraison"),
    Field.START: ("debut", "date de debut", "start", "start date", "pas avant", "a partir du"),
    Field.ESTIMATE: ("duree", "duree estimee", "estimation", "estime", "temps", "temps estime", "temps prevu",
                     "charge", "estimate", "estimated time", "duration", "time", "minutes", "heures", "hours",
                     "duree prevue"),
    Field.PRIORITY: ("priorite", "urgence", "importance", "priority", "urgent"),
    Field.CATEGORY: ("categorie", "type", "nature", "rubrique", "category", "kind", "domaine"),
    Field.LABELS: ("etiquette", "etiquettes", "tag", "tags", "label", "labels", "mots-cles"),
    Field.NOTE: ("note", "notes", "commentaire", "commentaires", "remarque", "remarques", "description", "details",
                 "detail", "observation", "observations", "comment", "comments", "card description"),
    Field.CREATED: ("cree le", "date de creation", "creation", "created", "created at", "demande le",
                    "date de demande", "recu le", "date de reception"),
    Field.DONE_AT: ("fait le", "termine le", "date de realisation", "realise le", "completed at", "completed",
                    "done at", "done on", "cloture le", "faite le", "terminee le", "rendu le"),
    Field.TOUCHED: ("modifie le", "last modified", "modified", "updated", "derniere modification", "maj",
                    "updated at"),
    Field.KEY: ("id", "identifiant", "n°", "no", "numero", "ref", "reference", "task id", "#", "key",
                "card id"),
    Field.PARENT: ("parent", "parent task", "tache parente", "tache mere", "sous-tache de"),
    Field.AFTER: ("blocked by (dependencies)", "blocked by", "apres", "depend de", "dependances", "bloque par"),
}
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in names}
_RANK = {name: n for names in _FIELDS.values() for n, name in enumerate(names)}

_NUMBERED = re.compile(r" \([0-9]+\)$")
_UNIT = re.compile(r"\s*\((?:h|heures?|hours?|min|mn|minutes?|jj/mm/aaaa|dd/mm/yyyy|mm/dd/yyyy)\)\s*$")
_HOURS = re.compile(r"\((?:h|heures?|hours?)\)|\b(?:heures|hours)\b")

_STATUSES = (
    (Status.DONE.value, re.compile(
        r"\b(?:termine|faite?s?\b|finie?s?\b|done\b|complet|cloture|livree?s?\b|finished|closed|realise|rendue?s?\b"
        r"|envoyee?s?\b|archives?$|oui\b|yes\b|true\b|vrai\b|x\b)")),
    (Status.WAITING.value, re.compile(
        r"\b(?:attente|waiting|bloque|blocked|on hold|en pause|suspendu|relance|standby)")),
    (Status.DOING.value, re.compile(r"\b(?:en cours|doing|in progress|wip\b|commence|started|demarre)")),
    (IGNORE, re.compile(r"\b(?:annule|abandon|cancel|corbeille|trash)")),
)
_NOT_DONE = re.compile(r"\b(?:pas|non|not|a|to)\s+(?:faite?|finie?|termine|done|complet|livree?|envoyee?)")

_PRIORITIES = {
    Priority.LOW: ("basse", "faible", "low", "bas", "mineure"),
    Priority.NORMAL: ("", "normale", "moyenne", "medium", "normal", "moyen", "non", "no"),
    Priority.HIGH: ("haute", "high", "elevee", "importante", "important", "forte", "eleve"),
    Priority.URGENT: ("urgente", "urgent", "critique", "critical", "tres urgent", "!", "!!", "!!!", "oui", "yes",
                      "x"),
}
_PRIORITY_OF = {name: value for value, names in _PRIORITIES.items() for name in names}

_URGENT = frozenset({"urgent", "urgente", "urgence", "prioritaire", "tres urgent"})


def compared(text: str) -> str:
    """Return a name as it is compared: no accents, no case, single spaces."""
    return " ".join(plain(text).split())


def field_of(name: str) -> Field:
    """Return what a column of this name most likely holds, `IGNORE` when its name is not known."""
    return _FIELD_OF.get(_told(name), Field.IGNORE)


def rank_of(name: str) -> int:
    """Return how surely a column of this name holds that: « échéance » before « date »."""
    return _RANK.get(_told(name), len(_RANK))


def _told(name: str) -> str:
    told = _NUMBERED.sub("", compared(name)).rstrip(" :*")
    return told if told in _FIELD_OF else _UNIT.sub("", told)


def in_hours(name: str) -> bool:
    """Return whether the name of a column says that its plain numbers are hours."""
    return _HOURS.search(compared(name)) is not None


def status_of(name: str) -> str:
    """Return the status that the name of a list most likely stands for, or that it is best ignored."""
    told = compared(name)
    if _NOT_DONE.search(told):
        return Status.TODO.value
    return next((status for status, pattern in _STATUSES if pattern.search(told)), Status.TODO.value)


def priority_of(word: str) -> Priority | None:
    """Return the priority that a word stands for, None when it is not known."""
    return _PRIORITY_OF.get(compared(word))


def label_of(name: str) -> str:
    """Return what a label that has a name most likely says."""
    return URGENT if compared(name) in _URGENT else CATEGORY
