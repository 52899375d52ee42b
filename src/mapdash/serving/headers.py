"""What every response carries, so that a browser fetches nothing from anywhere else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

#: Put on every response, whatever it answers.
SHARED: Mapping[str, str] = MappingProxyType(
    {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
)
#: Put on what pages of other sites may read as well: nothing secret, nothing that changes.
CROSS_ORIGIN: Mapping[str, str] = MappingProxyType(
    {
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "atlas-version, etag, link",
        "cross-origin-resource-policy": "cross-origin",
    }
)
#: What a browser that asks first is told.
PREFLIGHT: Mapping[str, str] = MappingProxyType(
    {
        "access-control-allow-methods": "GET, HEAD",
        "access-control-allow-headers": "if-none-match",
        "access-control-max-age": "86400",
    }
)

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@lru_cache(maxsize=1)
def inline_script_hash() -> str:
    """Return the CSP source for the inline scripts of Streamlit's own index.html."""
    import streamlit

    index = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = _INLINE_SCRIPT.findall(index.read_text(encoding="utf-8"))
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_security_policy(path: str) -> str:
    """Return the policy for a path: nothing is ever fetched from another origin.

    The map's frame runs scripts that streamlit-folium builds, and so needs
    inline scripts and eval; the page itself does not.
    """
    in_frame = "/component/" in path
    scripts = "'unsafe-inline' 'unsafe-eval'" if in_frame else f"{inline_script_hash()} blob:"
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
