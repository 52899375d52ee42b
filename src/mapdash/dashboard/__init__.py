"""The page: the only place where Streamlit and streamlit-folium are used."""
