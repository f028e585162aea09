@echo off
rem The Windows twin of test.
setlocal
call "%~dp0find_python.cmd"
if errorlevel 1 exit /b 1
%PYTHON% "%~dp0start.py" test %*
exit /b %errorlevel%
