"""The dashboard, for ``streamlit run app.py`` and ``uvicorn app:app``."""

import streamlit as st

from mapdash.server import app_options

app = st.App(**app_options())
