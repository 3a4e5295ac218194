@echo off
rem The command line of the packaged app, on the Node of the person: the app's own does not run scripts.
setlocal
set found=none
for /f "delims=" %%v in ('node --version 2^>nul') do set found=%%v
for /f "tokens=1,2 delims=v." %%a in ("%found%") do (
  if "%%a"=="22" if %%b GEQ 12 goto run
  if not "%%a"=="none" if %%a GTR 22 goto run
)
>&2 echo luthier: the command line needs Node 22.12 or newer on the PATH; found: %found%. The app itself needs none.
exit /b 69
:run
node "%~dp0..\core\luthier.mjs" %*
