"""Turn sections into cards."""
