"""Settings, addresses and the API: assembles all parts; nothing imports it."""
