# Shared by run and test: finds a Python and hands over to start.py. Read, not executed.
# Everything after that is in Python, so that Windows, Linux and macOS share it.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 1

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in ${BASELDESK_PYTHON:+"$BASELDESK_PYTHON"} python3.11 python3.12 python3.13 python3 python3.14 python; do
        if is_new_enough "$python"; then return 0; fi
    done
    return 1
}

install_python() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "BaselDesk: installing Python (python3, python3-venv)" >&2
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get install -y -q --no-install-recommends python3 python3-venv ||
        { apt-get update -q && apt-get install -y -q --no-install-recommends python3 python3-venv; }
}

start() {
    if ! find_python; then
        if ! install_python >&2 || ! find_python; then
            echo "BaselDesk needs Python 3.11 or newer, and found none." >&2
            echo "On Debian 12 and Ubuntu 24.04:  sudo apt-get install python3 python3-venv" >&2
            echo "If it has another name, say so:  BASELDESK_PYTHON=/path/to/python3 $0" >&2
            exit 1
        fi
    fi
    exec "$python" "$here/start.py" "$@"
}
