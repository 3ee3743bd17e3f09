; What must be so before anything is changed. Each function returns, or says why not and ends the setup.

Function RequireWindows
  ${IfNot} ${AtLeastBuild} 17763
    ${Refuse} ${CODE_WINDOWS} "${NAME} needs Windows 10 version 1809 or newer. Nothing has been changed."
  ${EndIf}
FunctionEnd

Function RequireNotForEverybody
  SetRegView 64
  ReadRegStr $1 HKLM "${FOR_EVERYBODY}" "InstallFolder"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\${EXE}"
    ${Refuse} ${CODE_FOR_EVERYBODY} "${NAME} is installed on this computer for everybody already, and is in your Start \
menu. Whoever looks after this computer keeps it up to date. Nothing has been changed."
  ${EndIf}
FunctionEnd

Function RequireNoNewer
  ${VersionCompare} "$Installed" "${VERSION}" $1
  ${If} $Installed != ""
  ${AndIf} $1 = 1
    ${Refuse} ${CODE_NEWER} "${NAME} $Installed is installed, which is newer than ${VERSION}. An older program may not \
be able to read what the newer one has stored. Nothing has been changed."
  ${EndIf}
FunctionEnd

; Ends the setup when $INSTDIR is the folder that $1 names, or lies in it.
!macro _NotWithin FOLDER TEXT
  StrCpy $1 "${FOLDER}"
  ${If} $1 != ""
    StrLen $2 "$1\"
    StrCpy $3 "$INSTDIR\" $2
    ${If} $3 == "$1\" ; in NSIS, == does not mind large and small letters
      ${Refuse} ${CODE_FOLDER} "${TEXT}"
    ${EndIf}
  ${EndIf}
!macroend

; Makes $INSTDIR a name without ".." and, as far as it is there, without short names such as PODDES~1.
Function ResolveFolder
  System::Call 'kernel32::GetFullPathNameW(w "$INSTDIR", i ${NSIS_MAX_STRLEN}, w .r1, p 0) i .r2'
  ${If} $2 = 0
    Return
  ${EndIf}
  StrCpy $2 "" ; what is not there yet
  ${DoUntil} ${FileExists} "$1\*.*"
    ${GetFileName} "$1" $3
    ${GetParent} "$1" $4
    ${If} $4 == ""
      ${Break}
    ${EndIf}
    StrCpy $1 $4
    StrCpy $2 "\$3$2"
  ${Loop}
  System::Call 'kernel32::GetLongPathNameW(w r1, w .r3, i ${NSIS_MAX_STRLEN}) i .r4'
  ${If} $4 <> 0
    StrCpy $1 $3
  ${EndIf}
  StrCpy $INSTDIR "$1$2"
FunctionEnd

; /D= may name any folder; setups and uninstalls must never remove what is not theirs.
Function RequireFolder
  Call ResolveFolder
  StrCpy $0 $INSTDIR
  Call AskWhetherLink
  ${If} $0 = 1
    ${Refuse} ${CODE_FOLDER} "$INSTDIR is a link to another folder. Please name that one. Nothing has been changed."
  ${EndIf}
  !insertmacro _NotWithin "${DATA}" "${NAME} cannot be installed where its data are: $INSTDIR"
  ReadEnvStr $4 OneDrive
  !insertmacro _NotWithin "$4" "${NAME} cannot be installed in a synchronised folder: $INSTDIR"
  ReadEnvStr $4 OneDriveConsumer
  !insertmacro _NotWithin "$4" "${NAME} cannot be installed in a synchronised folder: $INSTDIR"
  ReadEnvStr $4 OneDriveCommercial
  !insertmacro _NotWithin "$4" "${NAME} cannot be installed in a synchronised folder: $INSTDIR"
  ReadRegStr $4 HKCU "${ARP}" "InstallLocation"
  ${If} $4 != ""
  ${AndIf} $4 != $INSTDIR
  ${AndIf} ${FileExists} "$4\${EXE}"
    ${Refuse} ${CODE_FOLDER} "${NAME} is installed in $4. Please remove it there first, then install it in $INSTDIR. \
Nothing has been changed."
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${UNINSTALL}"
  ${OrIf} $INSTDIR == "${USUAL}" ; what somebody put there goes back there
    Return
  ${EndIf}
  ${DirState} "$INSTDIR" $1 ; 1: there are files in it
  ${If} $1 = 1
    ${Refuse} ${CODE_FOLDER} "There are other files in $INSTDIR. Please choose an empty folder. Nothing has been changed."
  ${EndIf}
FunctionEnd

Function RequireRoom
  ; The folder may not be there yet, its disk is.
  ${GetRoot} "$INSTDIR" $1
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$1\", *l .r2, p 0, p 0) i .r3'
  ${If} $3 = 0
    Return ; a share that does not tell; writing will
  ${EndIf}
  System::Int64Op $2 / 1024
  Pop $2
  System::Int64Op $2 < ${ROOM_KIB}
  Pop $3
  ${If} $3 = 1
    System::Int64Op $2 / 1024
    Pop $2
    ${Refuse} ${CODE_FULL} "The disk is too full: ${NAME} needs ${ROOM_MIB} MB on $1, and $2 MB are free. Nothing has \
been changed."
  ${EndIf}
FunctionEnd
