"""A month of one client, with everything a statement can hold."""

from datetime import UTC, date, datetime
from decimal import Decimal

from pupitre.client import Billing, Client, DurationStyle, Language, Mode, Register
from pupitre.entry import Origin
from pupitre.report import Allowance
from pupitre.settings import Settings
from pupitre.statement import Alert, Kind, Line, Piece, Statement
from pupitre.value import replace

SETTINGS = Settings(
    name="Maëlle Quérigaut", trade_name="MQ Secrétariat – la plume d’à côté",
    legal_status="micro-entreprise, TVA non applicable, art. 293 B du CGI",
)
FRENCH_TU = Client(
    id="tuy", name="Tuyaudec Chauffage & Plomberie", label="TUY", register=Register.TU,
    billing=Billing(mode=Mode.PACK, pack_hours=Decimal(10), expires_on=date(2026, 12, 28)),
)
FRENCH_VOUS = Client(
    id="ysa", name="Agence Ysambart-Équerre", label="YSA", duration_style=DurationStyle.HUNDREDTHS,
    billing=Billing(mode=Mode.MONTHLY_HOURS, monthly_hours=Decimal(20), increment_min=10),
)
IN_ENGLISH = replace(FRENCH_TU, id="har", name="Harrow & Finch", label="HAR", language=Language.ENGLISH)


def november(number: int) -> date:
    return date(2026, 11, number)


LINES = (
    Line(november(2), ("Relances impayés",), 72, 75, origins=frozenset({Origin.MEASURED, Origin.TYPED}),
         times=((datetime(2026, 11, 2, 8, 30, tzinfo=UTC), datetime(2026, 11, 2, 9, 42, tzinfo=UTC)),)),
    Line(november(3), ("Devis cumulus", "Agenda"), 20, 30, surcharge="evening", surcharge_pct=50,
         proposed=("urgent",)),
    Line(november(4), (), 7, 15, origins=frozenset({Origin.CORRECTED})),
    Line(november(4), ("Mise en route",), 10, 0, Kind.OFFERED),
    Line(november(5), ("Erreur de ma part",), 25, 0, Kind.UNBILLED, proposed=("evening",)),
)
WHOLE = Statement(
    FRENCH_TU, "2026-11", LINES,
    pieces=(Piece(november(6), "Entretien", 40, "audio_minute", Decimal("1.60"), of=48),
            Piece(november(9), "Courriers de relance", 1, "letter")),
    allowance=Allowance(600, 570), expires_on=date(2026, 12, 28), alerts=(Alert.NINETY, Alert.EXPIRES),
    out_of_scope=("Thermostats",), used_before=450, prepaid=True,
)
