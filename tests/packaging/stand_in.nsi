; Stands in for PodDesktop.exe where there is no Windows to freeze it on: holds the program's mutexes, says so by a file
; "running" beside it, and ends when that file is gone.
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
Name "stand-in"
OutFile "${OUT}"
Section
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Local\PodDesktop.running") p .r0'
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Global\PodDesktop.running") p .r0'
  FileOpen $1 "$EXEDIR\running" w
  FileClose $1
  again:
    Sleep 50
    IfFileExists "$EXEDIR\running" again
SectionEnd
