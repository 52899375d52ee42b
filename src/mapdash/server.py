"""The ASGI application: the page, and before it all that is ours.

One origin serves everything: `mapdash.serving.front` answers our own
addresses and puts security headers on every response; Streamlit answers the
rest.
"""

from __future__ import annotations

import gc
import logging
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware

from mapdash.atlas import shown_atlas
from mapdash.serving.documents import served
from mapdash.serving.front import Front

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

PAGE = Path(__file__).parent / "dashboard" / "page.py"


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep one of Streamlit's loggers from warning of what is meant."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Load everything before the first reader comes."""
    from streamlit.runtime import get_instance

    with _quiet("streamlit.runtime.scriptrunner_utils.script_run_context"):
        import streamlit_folium
    # A v1 component registers only when imported inside a script run; imported
    # earlier, its frame would answer 404 for the life of the process.
    get_instance().component_registry.register_component(streamlit_folium._component_func)  # noqa: SLF001
    served(shown_atlas())
    # The atlas lives as long as the process: keep the collector from walking it.
    gc.collect()
    gc.freeze()
    yield {}


def app_options() -> dict[str, Any]:
    """Return the arguments of ``st.App``: the page, our routes, what runs at start.

    ``streamlit run`` finds the application by reading app.py, not by running
    it, so the call itself has to stand there.
    """
    return {"script_path": PAGE, "lifespan": _lifespan, "middleware": [Middleware(Front)]}
