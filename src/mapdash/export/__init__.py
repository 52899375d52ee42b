"""What leaves an atlas: records, tables and geodata."""
