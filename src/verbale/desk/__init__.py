"""The desk: the minutes in a browser, rendered on the server, for one analyst on this machine."""
