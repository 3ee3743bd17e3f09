; How the program goes: all of it or nothing. What cannot be deleted at once stays in the folder beside until the next setup.

Function un.onInit
  SetShellVarContext current
  Call un.RequireNoOtherSetup
  Call un.RequireProgram
  Call un.RequireNotRunning
FunctionEnd

; `_?=` may name any folder, and this file may have been moved.
Function un.RequireProgram
  ReadRegStr $Installed HKCU "${ARP}" "InstallLocation"
  ${If} $Installed == $INSTDIR
    Return
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${UNINSTALL}"
    ${If} ${FileExists} "$INSTDIR\${EXE}"
    ${OrIf} ${FileExists} "$INSTDIR${OLD}\${EXE}" ; a removal that was broken off
      Return
    ${EndIf}
  ${EndIf}
  ${Refuse} ${CODE_FOLDER} "${NAME} is not installed in $INSTDIR. Nothing has been changed."
FunctionEnd

; Moves the folder and the programs from $5 to $6, this program excepted: it may run from there. Sets the error flag at
; the first that cannot be moved.
Function un.MoveProgram
  ${If} ${FileExists} "$5\_internal\*.*"
    ${RenameSoon} "$5\_internal" "$6\_internal"
    ${If} ${Errors}
      Return
    ${EndIf}
  ${EndIf}
  FindFirst $1 $2 "$5\PodDesktop*.exe"
  ${DoUntil} $2 == ""
    ${If} $2 != ${UNINSTALL}
    ${AndIfNot} ${FileExists} "$5\$2\*.*"
      ${RenameSoon} "$5\$2" "$6\$2"
      ${If} ${Errors}
        FindClose $1
        SetErrors
        Return
      ${EndIf}
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
  ClearErrors
FunctionEnd

Section "Uninstall"
  SetOutPath "$TEMP"
  Call un.RequireNotRunning
  StrCpy $0 "$INSTDIR${NEW}"
  Call un.RemoveProgram
  StrCpy $0 "$INSTDIR${OLD}"
  Call un.RemoveProgram
  CreateDirectory "$INSTDIR${OLD}"
  StrCpy $5 "$INSTDIR"
  StrCpy $6 "$INSTDIR${OLD}"
  Call un.MoveProgram
  ${If} ${Errors}
    StrCpy $5 "$INSTDIR${OLD}"
    StrCpy $6 "$INSTDIR"
    Call un.MoveProgram
    ${If} ${Errors}
      ${Refuse} ${CODE_FAILED} "Files in $INSTDIR are in use, and some lie in $INSTDIR${OLD} now. Please restart \
Windows, then remove ${NAME} again."
    ${EndIf}
    RMDir "$INSTDIR${OLD}"
    ${Refuse} ${CODE_RUNNING} "Files in $INSTDIR are in use. Please close what uses them, then remove ${NAME} again. \
Nothing has been changed."
  ${EndIf}
  ${If} $Installed == ""
  ${OrIf} $Installed == $INSTDIR ; not of another folder
    Delete "$SMPROGRAMS\${NAME}.lnk"
    DeleteRegKey HKCU "${ARP}"
  ${EndIf}
  StrCpy $0 "$INSTDIR${OLD}"
  Call un.RemoveProgram
  StrCpy $0 "$INSTDIR"
  Call un.RemoveProgram
  ${If} ${Silent}
    StrCpy $0 "${KEPT}"
    Call un.Say
  ${EndIf}
SectionEnd
