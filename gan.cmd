@echo off
rem Runs the GanLab command line from a checkout: builds when something changed, then starts it.
rem GAN_NO_BUILD=1 starts what was built last, for instance while another gan is training and holds the files.
setlocal DisableDelayedExpansion
set "root=%~dp0"
if not defined TorchEngine set "TorchEngine=torchsharp"
set "DOTNET_NOLOGO=1"
set "DOTNET_GENERATE_ASPNET_CERTIFICATE=false"
set "program=%root%artifacts\bin\GanLab.Cli\release\gan.exe"

where dotnet >nul 2>nul
if errorlevel 1 goto :no_dotnet
if "%GAN_NO_BUILD%"=="1" goto :run
if not exist "%program%" >&2 echo Building GanLab for the first time, a few minutes...

set "log=%TEMP%\ganlab-build-%RANDOM%%RANDOM%.log"
dotnet build "%root%src\GanLab.Cli\GanLab.Cli.csproj" -c Release -v quiet --nologo >"%log%" 2>&1 <nul
if not "%errorlevel%"=="0" goto :build_failed
del "%log%" >nul 2>nul

:run
if not exist "%program%" goto :not_built
"%program%" %*
exit /b %errorlevel%

:no_dotnet
>&2 echo GanLab needs the .NET 10 SDK, and there is no dotnet on the PATH. Install it with
>&2 echo   winget install Microsoft.DotNet.SDK.10
>&2 echo or from https://dotnet.microsoft.com/download, and run this again in a new window.
exit /b 1

:build_failed
type "%log%" >&2
del "%log%" >nul 2>nul
>&2 echo GanLab could not be built, see above. While another gan runs its files are in use: set GAN_NO_BUILD=1 then.
exit /b 1

:not_built
>&2 echo GAN_NO_BUILD is 1, but GanLab was never built here; run gan once without it.
exit /b 1
