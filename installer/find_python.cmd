@echo off
rem Called by run.cmd and test.cmd: sets PYTHON to a Python that is new enough, or says what is missing.
set "PYTHON="
if defined BASELDESK_PYTHON call :try "%BASELDESK_PYTHON%"
if not defined PYTHON call :try py -3.11
if not defined PYTHON call :try py -3
if not defined PYTHON call :try python3
if not defined PYTHON call :try python
if defined PYTHON exit /b 0
echo BaselDesk needs Python 3.11 or newer, and found none. 1>&2
echo Install it from https://www.python.org/downloads/windows/ with "Add python.exe to PATH". 1>&2
echo If it has another name, say so:  set BASELDESK_PYTHON=C:\path\to\python.exe 1>&2
exit /b 1

:try
%* -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "PYTHON=%*"
exit /b 0
