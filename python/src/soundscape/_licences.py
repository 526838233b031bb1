"""Licences as sound archives write them, and as Hugging Face and Croissant do."""

from __future__ import annotations

import re

__all__ = ["LICENCE_COLUMNS", "licence_id", "licence_url"]

LICENCE_COLUMNS = ("license", "licence", "license_url", "licence_url")
"""The names of a kept column that says the licence, in the order in which they are looked for; capitals or not."""

# Of the identifiers that a card on Hugging Face may have, those that sounds come with.
_IDENTIFIERS = frozenset(
    "cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 "
    "cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 mit apache-2.0 "
    "odc-by odbl pddl".split()
)
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/([0-9.]+)")
_ZERO = frozenset(["cc0", "cc0 1.0", "creative commons 0", "creative commons zero"])


def licence_id(text: str) -> str | None:
    """The identifier of a licence: of "CC BY 4.0" and of "http://creativecommons.org/licenses/by/4.0/", cc-by-4.0.

    None for what is not one of them: other licences, and names without a version.
    """
    plain = text.strip().lower()
    address = _ADDRESS.match(plain)
    if address is not None:
        kind, code, version = address.groups()
        if kind == "publicdomain":
            return "cc0-1.0" if code == "zero" else None
        plain = f"cc-{code}-{version}"
    elif plain in _ZERO:
        return "cc0-1.0"
    plain = re.sub(r"[ _-]+", "-", plain)
    return plain if plain in _IDENTIFIERS else None


def licence_url(identifier: str) -> str:
    """The address of a licence's text, by its identifier; another text as it is."""
    if identifier == "cc0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    name, _, version = identifier.rpartition("-")
    if identifier in _IDENTIFIERS and name.startswith("cc-"):
        return f"https://creativecommons.org/licenses/{name[3:]}/{version}/"
    return {
        "mit": "https://spdx.org/licenses/MIT.html",
        "apache-2.0": "https://spdx.org/licenses/Apache-2.0.html",
        "odc-by": "https://spdx.org/licenses/ODC-By-1.0.html",
        "odbl": "https://spdx.org/licenses/ODbL-1.0.html",
        "pddl": "https://spdx.org/licenses/PDDL-1.0.html",
    }.get(identifier, identifier)
