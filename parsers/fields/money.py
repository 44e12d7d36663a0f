"""An amount of euros, with cents, as French quotes and forms write it.

Source: French usage: blank, dot or apostrophe between thousands, comma before cents; "HT" before, "TTC" after tax.
A price an hour or a day, and a share in percent, are no amounts; two different amounts give nothing.

>>> read("3 450,00 €"), read("3.450,00"), read("4 140 € TTC (3 450 € HT)"), read("10 €/h"), read("art. 261-4-4 du CGI")
(3450.0, 3450.0, 4140.0, None, None)
"""

import re
from dataclasses import dataclass

from values.fold import plain

_number = r"(?P<int>\d{1,3}(?:[ .']\d{3})+|\d+)(?:(?P<dot>[.,])\s?(?P<cents>\d{1,2})(?!\d))?"
_taxes = r"ht|h\.t\.?|ttc|t\.t\.c\.?|hors taxes?|toutes taxes(?: comprises)?|net de tva"
_AMOUNT = re.compile(
    rf"(?<![\d,.\-/])(?<!\d[ \-]){_number}"
    r"(?:\s*(?:(?P<kilo>k)\s?)?(?P<unit>€|euros?\b|eur\b|e\b(?=\s*(?:ht|ttc|net|$)))(?P<after>\d\d(?!\d))?)?"
    rf"(?:\s*(?:nets? de taxes?|nets?|,)?\s*\(?(?P<tax>{_taxes})(?![^\W_]|\s*[:=]))?"
    r"(?P<per>\s*(?:%|[x*=\u00d7]|/\s*(?:h|j|heure|jour|mois|an|semaine)(?![^\W_])|"
    r"(?:de l'|par |l')(?:heure|jour|mois|an|semaine)))?"
)
_TAX = {"ht": "ht", "hors taxe": "ht", "hors taxes": "ht"}
_COMB = re.compile(r"\d(?: \d)+(?: ?, ?\d ?\d)?(?: ?(?:€|euros?|eur))?")
_VAT = re.compile(r"\btva\b[^\d€]{0,12}(?:\d+(?:[.,]\d+)?\s*%[^\d€]{0,6})?$")
_LEAD = re.compile(r"(?:ht|ttc|montant|total|prix|cout|soit|net a payer|eur|€|[:=\s])*")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: `tax` is `ht`, `ttc` or None when neither is written; `unit` whether a currency stands beside it."""

    value: float
    tax: str | None
    unit: bool
    start: int
    end: int


def _plain(text: str) -> str:
    low = "".join(p if len(p := plain(c)) == 1 else c.lower() for c in text)
    return re.sub(r"[\s|]", " ", low)


def _amount(match: re.Match[str], text: str) -> Amount | None:
    if match["per"] or _VAT.search(_just_before(text, match)) or (match["int"][0] == "0" and len(match["int"]) > 1):
        return None
    whole = float(re.sub(r"\D", "", match["int"]))
    cents = match["cents"] or match["after"]
    if cents and match["cents"] and match["after"]:
        return None
    value = whole + (int(cents.ljust(2, "0")) / 100 if cents else 0)
    tax = match["tax"] or _tax_before(_just_before(text, match))
    kind = None if tax is None else _TAX.get(tax.replace(".", "").strip(), "ttc")
    if match["kilo"]:
        value = round(value * 1000, 2)
    return Amount(round(value, 2), kind, match["unit"] is not None, match.start(), match.end())


def _just_before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 40) : match.start()]


def _tax_before(text: str) -> str | None:
    found = re.search(r"\b(ht|ttc|hors taxes?|toutes taxes comprises)\s*[:=(]?\s*$", text)
    return found[1] if found else None


def find_all(text: str) -> tuple[Amount, ...]:
    """Every amount with a currency or a tax word beside it, in order.

    >>> [(a.value, a.tax) for a in find_all("Total HT : 3 450,00 € - Total TTC : 4 140,00 €")]
    [(3450.0, 'ht'), (4140.0, 'ttc')]
    """
    low = _plain(text)
    found = (_amount(match, low) for match in _AMOUNT.finditer(low))
    return tuple(amount for amount in found if amount is not None and (amount.unit or amount.tax))


def read(text: str) -> float | None:
    """The one amount of a text: the one with tax when both are given; a number alone is one of euros.

    >>> read("3450"), read("3,5 k€"), read("3 450 € ou 3 600 €"), read("3,450"), read("1 234 567,8 €")
    (3450.0, 3500.0, None, None, 1234567.8)
    """
    amounts = () if _COMB.fullmatch(_plain(text).strip()) else find_all(text)
    for wanted in (("ttc",), ("ttc", None), ("ht", None, "ttc")):
        values = {amount.value for amount in amounts if amount.tax in wanted}
        if values:
            return values.pop() if len(values) == 1 else None
    return None if amounts else _bare(text)


def _bare(text: str) -> float | None:
    low = _plain(text).strip()
    if _COMB.fullmatch(low):
        low = low.replace(" ", "")
    lead = _LEAD.match(low)
    low = low[lead.end() if lead else 0 :].rstrip(" .;-")
    match = _AMOUNT.fullmatch(low)
    amount = _amount(match, low) if match else None
    return amount.value if amount else None
