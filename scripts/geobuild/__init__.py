"""The making of the atlas's geodata: extracts, facts and recipes to layers.

Everything that is said about places stands in geodata/recipe/ and
geodata/facts.csv; these modules only know how shapes are made.  Shapes are
worked on in metres (`measure.METRIC`) and written in longitude, latitude.
"""
