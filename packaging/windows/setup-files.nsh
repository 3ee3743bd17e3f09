; How the files come onto the disk. At each moment $INSTDIR is a whole program or is not there.

Var Flushed ; 0 once a file could not be brought to the disk

Function MendBrokenOff
  StrCpy $0 "$INSTDIR${NEW}"
  Call RemoveProgram
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    Call RemoveOld
  ${ElseIf} ${FileExists} "$INSTDIR${OLD}\${EXE}"
    RMDir "$INSTDIR" ; only when empty
    ${If} ${FileExists} "$INSTDIR\*.*" ; a removal was broken off
      Call RemoveOld
    ${Else}
      Call PutBack
    ${EndIf}
  ${EndIf}
FunctionEnd

; Brings the old program back to its place, or says where it lies.
Function PutBack
  ${RenameSoon} "$INSTDIR${OLD}" "$INSTDIR"
  ${If} ${Errors}
    ${Refuse} ${CODE_FAILED} "Files in $INSTDIR${OLD} are in use. The old program lies there now, since it could not be \
brought back to $INSTDIR. Please start this again: it does that first."
  ${EndIf}
FunctionEnd

; What else than the program lay in its folder is not the setup's to remove and goes back there.
Function RemoveOld
  StrCpy $0 "$INSTDIR${OLD}"
  Call RemoveProgram
  FindFirst $1 $2 "$INSTDIR${OLD}\*.*"
  ${DoUntil} $2 == ""
    ${If} $2 != "."
    ${AndIf} $2 != ".."
      Rename "$INSTDIR${OLD}\$2" "$INSTDIR\$2"
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
  RMDir "$INSTDIR${OLD}"
FunctionEnd

Function WriteBeside
  ClearErrors
  SetOutPath "$INSTDIR${NEW}"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR${NEW}\${UNINSTALL}"
  ${If} ${Errors}
    Call GiveUp
  ${EndIf}
  StrCpy $Flushed 1
  Push "$INSTDIR${NEW}"
  Call BringToDisk
  ${If} $Flushed = 0
    Call GiveUp
  ${EndIf}
  SetOutPath "$TEMP" ; a folder that a process is in cannot be renamed
FunctionEnd

; Windows may call a setup that did not get through the unpacking, too.
Function .onInstFailed
  SetOutPath "$TEMP"
  StrCpy $0 "$INSTDIR${NEW}"
  Call RemoveProgram
  SetErrorLevel ${CODE_FAILED}
FunctionEnd

Function GiveUp
  SetOutPath "$TEMP"
  StrCpy $0 "$INSTDIR${NEW}"
  Call RemoveProgram
  ${Refuse} ${CODE_FAILED} "The files could not be written to $INSTDIR. Is the disk full, or not yours to write to? \
Nothing has been changed."
FunctionEnd

; Asks Windows to bring every file below the folder on the stack from its memory to the disk, so that after a power cut
; no file of a folder that was put in place is empty.
Function BringToDisk
  Exch $0
  Push $1
  Push $2
  Push $3
  FindFirst $1 $2 "$0\*.*"
  ${DoUntil} $2 == ""
    ${If} $2 == "."
    ${OrIf} $2 == ".."
    ${ElseIf} ${FileExists} "$0\$2\*.*"
      Push "$0\$2"
      Call BringToDisk
    ${Else}
      ; GENERIC_WRITE, FILE_SHARE_READ, OPEN_EXISTING
      System::Call 'kernel32::CreateFileW(w "$0\$2", i 0x40000000, i 1, p 0, i 3, i 0, p 0) p .r3'
      System::Call 'kernel32::FlushFileBuffers(p r3) i .s'
      System::Call 'kernel32::CloseHandle(p r3)'
      Pop $3
      ${If} $3 = 0
        StrCpy $Flushed 0
      ${EndIf}
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

Function PutInPlace
  Call RequireNotRunning
  StrCpy $4 0 ; 1 once there is an old program
  ${If} ${FileExists} "$INSTDIR\*.*"
    StrCpy $4 1
    ${RenameSoon} "$INSTDIR" "$INSTDIR${OLD}"
    ${If} ${Errors}
      Call SayInUse
    ${EndIf}
  ${EndIf}
  ${RenameSoon} "$INSTDIR${NEW}" "$INSTDIR"
  ${If} ${Errors}
    ${If} $4 = 1
      Call PutBack
    ${EndIf}
    Call SayInUse
  ${EndIf}
  Call RemoveOld
FunctionEnd

Function SayInUse
  StrCpy $0 "$INSTDIR${NEW}"
  Call RemoveProgram
  ${Refuse} ${CODE_RUNNING} "Files in $INSTDIR are in use, perhaps by an antivirus program. Please close what uses them, \
then start this again. Nothing has been changed."
FunctionEnd
