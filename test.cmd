@echo off
rem Builds everything and runs every test; the last line is the sum over all test projects. Arguments go to dotnet test.
setlocal DisableDelayedExpansion
cd /d "%~dp0"
if not defined TorchEngine set "TorchEngine=torchsharp"
set "DOTNET_NOLOGO=1"
set "DOTNET_GENERATE_ASPNET_CERTIFICATE=false"

where dotnet >nul 2>nul
if errorlevel 1 goto :no_dotnet

dotnet build GanLab.sln -c Release -v quiet --nologo
if not "%errorlevel%"=="0" exit /b 1

set "results=%TEMP%\ganlab-tests-%RANDOM%%RANDOM%"
rem No quotes around it: the arguments bring their own.
set arguments=%*
set "passed=0"
set "failed=0"
set "skipped=0"
for /d %%d in (tests\*) do if exist "%%d\%%~nxd.csproj" call :test "%%d\%%~nxd.csproj" "%%~nxd"
rmdir /s /q "%results%" >nul 2>nul

echo %passed% passed, %failed% failed, %skipped% skipped
if not "%failed%"=="0" exit /b 1
exit /b 0

rem Takes a project and its name, runs its tests and adds their counts. A project that crashed or ran nothing counts as one failure.
:test
if "%~2"=="GanLab.LibTorch.Tests" if "%TorchEngine%"=="torchsharp" exit /b 0
dotnet test %1 -c Release --no-build --nologo --results-directory "%results%\%~2" --logger "trx;LogFileName=results.trx" --logger "console;verbosity=normal" --blame-hang-timeout 10m --blame-hang-dump-type none %arguments% <nul
set "code=%errorlevel%"
set "total=0"
set "executed=0"
set "good=0"
set "bad=0"
if not exist "%results%\%~2\results.trx" goto :count
rem The line reads: Counters total="5" executed="3" passed="2" failed="1" and more.
for /f "tokens=3,5,7,9 delims== " %%a in ('findstr /c:"<Counters " "%results%\%~2\results.trx"') do (
  set "total=%%~a"
  set "executed=%%~b"
  set "good=%%~c"
  set "bad=%%~d"
)
:count
set "whole="
if not "%code%"=="0" if "%bad%"=="0" set "whole=1"
if "%total%"=="0" if not defined arguments set "whole=1"
if defined whole echo FAILED %~2 as a whole: dotnet test ended with %code% after %good% passed tests.
if defined whole set /a bad+=1
set /a passed+=good
set /a failed+=bad
set /a skipped+=total-executed
exit /b 0

:no_dotnet
>&2 echo GanLab needs the .NET 10 SDK, and there is no dotnet on the PATH; get it with: winget install Microsoft.DotNet.SDK.10
exit /b 1
