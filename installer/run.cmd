@echo off
rem The Windows twin of run.
setlocal
call "%~dp0find_python.cmd"
if errorlevel 1 exit /b 1
%PYTHON% "%~dp0start.py" run %*
exit /b %errorlevel%
