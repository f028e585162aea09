"""How changes travel: keys, roster, container, bundle, receipt, stick. The bytes are described in README.md beside this file."""
