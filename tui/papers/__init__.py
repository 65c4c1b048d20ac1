"""The statement of hours as it is handed over: text, CSV, XLSX, PDF. All four say what `sheet` says."""
