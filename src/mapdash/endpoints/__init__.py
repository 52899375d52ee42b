"""What programs may ask of an atlas over HTTP: read-only, in JSON and GeoJSON."""
