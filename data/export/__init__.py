"""Files that readers take away: rows as CSV, JSON and XLSX, and what describes them."""
